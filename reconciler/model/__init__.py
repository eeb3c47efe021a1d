"""The data types that every other folder shares: frozen, typed, comparable, without I/O."""
