"""Runs a municipality's school cloud tenants from Git."""
