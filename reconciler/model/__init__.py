"""The nouns: frozen, typed, comparable, no I/O."""
