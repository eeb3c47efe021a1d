"""Plans: built from comparisons, ordered, guarded, priced, fingerprinted, and approved."""
