"""What manifests and rosters mean as resources; pure."""
