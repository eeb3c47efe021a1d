"""Rounds of delta queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph


def walked(graph: Graph, link: str) -> tuple[list[dict[str, Any]], str]:
    """All rows of a round, and the link from which the next round starts."""
    rows: list[dict[str, Any]] = []
    while True:
        body = graph.get(link)
        rows += body["value"]
        if "@odata.deltaLink" in body:
            return rows, body["@odata.deltaLink"]
        link = body["@odata.nextLink"]
