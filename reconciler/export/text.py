"""A draft as the text of a file: the head as it was, then the sections, with remarks as comments.

The same draft gives the same bytes. Every text that a reader of YAML 1.1 and one of 1.2 could take
for two things is in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reconciler.export.codes import Remark
from reconciler.export.draft import GROUPS, LICENCES, UNITS, Draft, DraftEntry
from reconciler.manifest.edit import flow, flow_list, quoted, section, written
from reconciler.manifest.nodes import Node, parse

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

Say = Callable[[Remark], str]
"""A remark as a sentence."""
SECTIONS = (UNITS, GROUPS, LICENCES, "without")
_ORDER = (
    "adopt",
    "name",
    "type",
    "owners",
    "managers",
    "members",
    "holds",
    "for",
    "through",
    "settings",
    "extraMembers",
    "orgUnits",
)
_PLAIN = re.compile(r"[A-Za-zА-Яа-я/_@][\w/ .@+-]*|[0-9]{1,2}[а-я]")
_TOP = re.compile(rf"^((?:{'|'.join(SECTIONS)}):)", re.MULTILINE)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def head_of(text: str) -> str:
    """A file without the sections that are written anew, and the comments within them."""
    tree, _ = parse(text, "")
    lines = text.splitlines(keepends=True)
    if tree is None:
        return text
    starts = sorted(place.line - 1 for place in tree.keys.values())
    gone = {tree.keys[key].line - 1 for key in SECTIONS if key in tree.keys}
    kept: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        if number in starts:
            inside = number in gone
        # a comment at the margin belongs to what follows it
        if not inside or (line.startswith("#") and _next_key(starts, number) not in gone):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).rstrip("\n") + "\n"


def _next_key(starts: list[int], number: int) -> int:
    return next((start for start in starts if start > number), -1)


def has_sections(tree: Node) -> bool:
    """Whether a file declares anything already."""
    return any(key in tree.items for key in SECTIONS)


def render(draft: Draft, say: Say) -> str:
    """The whole file."""
    made = section({})
    units = _units(draft, say)
    if units:
        made[UNITS] = units
    for name in (GROUPS, LICENCES):
        entries = [one for one in draft.of(name) if one.fields or one.layout is None]
        if entries:
            made[name] = _map(entries, say, 2)
    if draft.without:
        made["without"] = flow_list([_text(path) for path in draft.without])
    if draft.unwritten and LICENCES not in made:
        made.insert(2 if GROUPS in made else len(made), LICENCES, section({}))
    body = _TOP.sub(r"\n\1", written(made)) if made else ""
    return f"{draft.head}{_with_unwritten(body, draft, say)}"


def _with_unwritten(body: str, draft: Draft, say: Say) -> str:
    """Remarks on licences that are in no entry, as the last lines of their section."""
    lines = [
        f"  # {entry.key}: {say(remark)}\n" for entry in draft.unwritten for remark in entry.remarks
    ]
    before, without, after = body.partition("\nwithout:")
    return f"{before}{''.join(lines)}{without}{after}"


def _map(entries: list[DraftEntry], say: Say, indent: int) -> CommentedMap:
    made = section({})
    for entry in entries:
        key = _text(entry.key)
        made[key] = _fields(entry.fields)
        _comment(made, key, entry, say, indent)
    return made


def _comment(made: CommentedMap, key: str, entry: DraftEntry, say: Say, indent: int) -> None:
    lines = "\n".join(say(remark) for remark in entry.remarks)
    if lines:
        made.yaml_set_comment_before_after_key(key, before=lines, indent=indent)


def _units(draft: Draft, say: Say) -> CommentedMap:
    top = section({})
    there: dict[str, CommentedMap] = {"": top}
    for entry in draft.of(UNITS):
        if entry.layout is not None and not entry.fields and not _has_own_below(draft, entry):
            continue
        above, _, part = entry.key.rpartition("/")
        made = _fields(entry.fields)
        inside = there[above]
        if above:
            inside = inside.setdefault(UNITS, section({}))
        key = _text(part)
        inside[key] = made
        _comment(inside, key, entry, say, 2 + 4 * entry.key.count("/"))
        there[entry.key] = made
    return top


def _has_own_below(draft: Draft, entry: DraftEntry) -> bool:
    return any(
        one.key.startswith(f"{entry.key}/") and (one.fields or one.layout is None)
        for one in draft.of(UNITS)
    )


def _fields(fields: Mapping[str, Any]) -> CommentedMap:
    made = section({})
    for name in _ORDER:
        if name not in fields:
            continue
        value = fields[name]
        if isinstance(value, Mapping):
            made[name] = flow({key: _scalar(one) for key, one in value.items()})
        elif isinstance(value, (list, tuple)):
            made[name] = flow_list([flow({k: _scalar(v) for k, v in one.items()}) for one in value])
        else:
            made[name] = _scalar(value)
    return made


def _scalar(value: Any) -> Any:
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS
    return value if plain else quoted(value)
