"""The plan as data: JSON Schema, writer, reader and seal.

A plan file is written by `plan --out`, reviewed, and read back by `apply --plan` days later. So it
holds no people, no languages and no widths: sentences come from the caller, people are numbers.
The seal is a keyed digest over the file, so that `apply` refuses one that was edited.
"""
