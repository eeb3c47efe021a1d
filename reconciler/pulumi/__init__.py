"""Pulumi's front end: one resource per school and tenant, which asks the pipeline.

A program needs `Municipality` alone; the engine runs `pulumi-resource-reconciler` beside it.
"""

from reconciler.pulumi.program import Municipality

__all__ = ["Municipality"]
