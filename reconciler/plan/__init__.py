"""What we would do: built, ordered, guarded, priced, fingerprinted."""
