"""Runs a municipality's school cloud tenants from Git."""

__version__ = "0.1.0"
"""The version of the wheel, `school-reconciler`."""
