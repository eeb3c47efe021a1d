from __future__ import annotations
from typing import Any
def click(*a: Any) -> str:
    return ""
