"""What `reconciler school` does to a project's files: add, rename, close, merge."""
