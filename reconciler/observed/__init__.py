"""Observe all targeted tenants in parallel, and check that their listings agree."""
