"""Claims about every plan, held against generated worlds."""

EXAMPLES = 250
"""Worlds for each claim: more than elsewhere, because accidents need several things at once."""
