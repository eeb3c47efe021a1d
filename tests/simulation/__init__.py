"""Deterministic simulation: whole towns in one process, from one seed, judged by an oracle."""
