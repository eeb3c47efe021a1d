"""One run from end to end: observe, plan, apply, verify, and record it in the ledger.

`pipeline` makes plans and applies them, `writer` wraps an apply in leases (the state locks) and a
run of the ledger, `record` and `baselines` store the result. Every front end calls these.
"""
