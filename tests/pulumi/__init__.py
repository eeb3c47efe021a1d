"""Pulumi on its real engine, against the simulator."""
