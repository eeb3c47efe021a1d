"""Claims about every plan, held against generated worlds."""

from __future__ import annotations

import os

EXAMPLES = 250 if os.environ.get("RECONCILER_CI") else 60
"""Worlds for each claim: more than elsewhere, because accidents need several things at once.

CI tries all of them; a person who waits for `make unit` the first ones.
"""
