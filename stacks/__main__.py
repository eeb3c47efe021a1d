"""The Pulumi program of every stack: a resource a school and tenant, wave after wave."""

from reconciler.pulumi import Municipality

Municipality("plovdiv")
