"""Stand-ins of both vendors over real HTTP; imports nothing else of reconciler."""
