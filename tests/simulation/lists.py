from __future__ import annotations
import random
from tests.simulation.town import Town
from typing import Any
def change(town: Town, dice: random.Random, now: Any) -> str:
    return ""
