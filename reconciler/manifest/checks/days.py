"""Days that people wrote: that they exist, and that nothing ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.days import EFFECTIVE, is_day, is_day_of_year
from reconciler.manifest.merge import SECTIONS
from reconciler.manifest.nodes import Node

_ENDS = ("from", "until")


def year_faults(root: Node) -> Iterator[Fault]:
    """Days of the school year that there are not, and a window that crosses the year's end."""
    if "year" not in root.items:
        return
    year = root.items["year"].items
    window = year["rollover"]
    days = (year["starts"], *(window.items[end] for end in _ENDS))
    wrong = [node for node in days if not is_day_of_year(str(node.value))]
    for node in wrong:
        facts = {"value": str(node.value), "form": "year"}
        yield Fault(ManifestCode.BAD_DAY, node.place, facts)
    if not wrong:
        yield from _backwards(window, "rollover")


def programme_faults(root: Node) -> Iterator[Fault]:
    """Days of the programme that there are not, and waves that nobody declares."""
    section = root.items.get("programme")
    items = {} if section is None else dict(section.items)
    waves = items.pop("waves", None)
    known = root.items["waves"].items
    for wave in () if waves is None else waves.items:
        if waves is not None and wave not in known:
            facts = {"wave": wave, "known": ", ".join(known)}
            yield Fault(ManifestCode.UNKNOWN_WAVE, waves.key_place(wave), facts)
    for entry in (*([] if waves is None else waves.items.values()), *items.values()):
        node = entry.items["by"]
        if not is_day(str(node.value)):
            yield Fault(ManifestCode.BAD_DAY, node.place, {"value": str(node.value), "form": "day"})


def effective_faults(tree: Node) -> Iterator[Fault]:
    """The same of every `effective` in a layout, or in a school's own file."""
    for section in SECTIONS:
        yield from _section(tree.items[section]) if section in tree.items else ()


def _section(section: Node) -> Iterator[Fault]:
    for entry in section.items.values():
        if EFFECTIVE in entry.items:
            yield from _span(entry.items[EFFECTIVE])
        if "orgUnits" in entry.items:
            yield from _section(entry.items["orgUnits"])


def _span(span: Node) -> Iterator[Fault]:
    days = [span.items[end] for end in _ENDS if end in span.items]
    wrong = [node for node in days if node.value is not None and not is_day(str(node.value))]
    for node in wrong:
        yield Fault(ManifestCode.BAD_DAY, node.place, {"value": str(node.value), "form": "day"})
    if not wrong:
        yield from _backwards(span, EFFECTIVE)


def _backwards(span: Node, what: str) -> Iterator[Fault]:
    first, last = (span.items[end].value if end in span.items else None for end in _ENDS)
    if first is not None and last is not None and str(last) < str(first):
        facts = {"what": what, "first": str(first), "last": str(last)}
        yield Fault(ManifestCode.ENDS_BEFORE, span.items["until"].place, facts)
