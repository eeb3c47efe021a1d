"""Compile manifests and rosters into desired resources; pure."""
