"""Tenants as they are before anybody came: made by hand, each in its own way."""
