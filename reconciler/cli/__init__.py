"""Words in, exit code out; alone in printing and in reading the environment."""
