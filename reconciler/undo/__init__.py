"""Undo a run: the inverse of its journal, as a plan with guards and findings; pure."""
