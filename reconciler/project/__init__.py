"""Open a project: its stack, schools, rosters, pseudonym key and ledger, and who runs it.

Everything here happens before any tenant is contacted, so a wrong file costs no request.
"""
