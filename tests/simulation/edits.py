from __future__ import annotations
import random
from tests.simulation.town import Town
def edit(town: Town, dice: random.Random, day: str) -> str:
    return ""
