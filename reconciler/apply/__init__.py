"""Doing what was approved, and looking whether it is so."""
