"""Rules: load a project's policies, build their input, add their findings to plans."""
