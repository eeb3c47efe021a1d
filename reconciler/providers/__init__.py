"""Both vendors behind one protocol, with the same files in each vendor's folder."""
