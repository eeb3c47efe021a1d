"""The server around the vendors' handlers: HTTP, tokens, request log, faults, saved state."""
