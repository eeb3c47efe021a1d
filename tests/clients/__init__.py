"""Clients that nobody here wrote, on the simulator without a change to them."""
