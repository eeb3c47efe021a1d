"""Google Workspace: Directory, License Manager and Groups Settings."""
