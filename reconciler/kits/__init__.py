"""Starter kits: what `reconciler init` copies into a new project. Nothing here is read by a run."""
