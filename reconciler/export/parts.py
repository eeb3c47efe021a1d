"""What the export of one school's units, groups and licences shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.desired.members import MemberResolver
from reconciler.errors import Facts, SourceLocation
from reconciler.export.audiences import Candidates, Explanation, Item
from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import UNITS, Draft, DraftEntry
from reconciler.export.things import Things
from reconciler.export.world import ExportInput
from reconciler.manifest.nodes import Node
from reconciler.model.resources import Member


@dataclass(slots=True)
class SchoolParts:
    """One school in its tenant while its file is drafted."""

    given: ExportInput
    desired: Desired
    """What its layout alone means."""
    resolver: MemberResolver
    things: Things
    draft: Draft
    candidates: Candidates
    staying: frozenset[Member]
    """Who is left as they are, whatever a file says."""
    key_of_group: dict[str, str] = field(default_factory=dict)
    """Address → key of the groups that are taken up."""

    def section(self, name: str) -> Node | None:
        """A section of the layout."""
        return self.given.loaded.layouts[self.draft.layout].items.get(name)

    def of_layout(self, section: str, key: str, template: str) -> DraftEntry:
        """An entry that is the layout's."""
        return self.draft.add(DraftEntry(section, key, layout=template))

    def explained(self, entry: DraftEntry, field: str, found: Explanation) -> None:
        """Writes an audience that is exact; remarks on any other."""
        if found.exact and found.items:
            entry.fields[field] = [dict(one) for one in found.items]
            entry.written += found.right
        elif entry.size:
            entry.proposed += found.right if found.explains else 0
            entry.remarks.append(self.remark(entry, field, found))

    def remark(self, entry: DraftEntry, field: str, found: Explanation) -> Remark:
        """What is proposed for a field that is not written."""
        if not found.items or not found.explains:
            return Remark(ExportCode.UNEXPLAINED, entry.subject, {"field": field})
        facts: Facts = {
            "field": field,
            "items": in_file(found.items),
            "add": found.add,
            "remove": found.remove,
        }
        return Remark(ExportCode.PROPOSED, entry.subject, facts)


def in_file(items: Iterable[Item]) -> str:
    """'[{role: teacher}, {class: 5а, role: pupil}]'."""

    def one(item: Item) -> str:
        texts = (f"{k}: {str(v).lower() if isinstance(v, bool) else v}" for k, v in item.items())
        return f"{{{', '.join(texts)}}}"

    return f"[{', '.join(map(one, items))}]"


def template_keys(section: Node | None, above: str = "") -> dict[SourceLocation, str]:
    """Place of an entry of the layout → its key as the layout has it, 'pupils/{graduates}'."""
    found: dict[SourceLocation, str] = {}
    for key, node in section.items.items() if section is not None else ():
        found[section.key_place(key)] = f"{above}{key}"  # type: ignore[union-attr]  # see above
        found |= template_keys(node.items.get(UNITS), f"{above}{key}/")
    return found
