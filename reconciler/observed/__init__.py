"""What the vendors list, over all tenants at once."""
