"""The Pulumi program of every stack: one resource a school and tenant, in the order of the waves."""

from reconciler.pulumi import Municipality

Municipality("plovdiv")
