"""Drift: the baseline of a school, the cause of each change, and who made it; pure."""
