"""Faults by hand, put back into the product one at a time: each has to be noticed."""
