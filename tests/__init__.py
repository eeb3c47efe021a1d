"""Tests, the demonstration, the benchmark and the check of the docs."""
