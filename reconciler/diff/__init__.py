"""Compare desired with observed resources; pure, without knowledge of vendors."""
