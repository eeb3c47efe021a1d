"""A live tenant as manifests, so that a plan of them adopts it and changes only marks."""
