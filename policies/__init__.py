"""The municipality's rules: each module says in RULES what it checks; nothing here asks anybody."""
