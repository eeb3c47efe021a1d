"""One module per family of resources; each lists its routes, the router takes them all."""
