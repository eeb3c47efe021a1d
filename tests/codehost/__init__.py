"""A real code host and a real workflow runner on loopback."""
