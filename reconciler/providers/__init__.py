"""Both vendors behind one protocol; the same file names in each folder."""
