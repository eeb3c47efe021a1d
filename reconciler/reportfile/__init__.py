"""The compliance report as data: model, suppression of small counts, JSON, JSON Schema.

Every reader (a school's page, the city's page, a table, a PDF) is rendered from this and from
nothing else, and the ledger keeps it. So it holds no person, no id of one and no language: codes
and facts, names in each language of the municipality, and counts of people of which the small ones
are left out (`suppress`).
"""
