"""Edits of YAML files that keep every comment, and every line that is not edited.

Premise: a round trip keeps comments, but lays some lines out anew: columns of blanks, long lines.

Rule: a file is written twice, as it was and as it is to be. Where the first has the lines of the
original, only what differs between the two is carried over to the original. A comment of a line
that goes stays where it was, as a line of its own. Both are indented as the original is; where the
lines that were carried over do not mean there what they should, the whole file is laid out anew.

Example: `a:   1   # one` beside an edited `b` stays as somebody aligned it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:  # the library takes a while to load, and few commands edit a file
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

Change: TypeAlias = "Callable[[CommentedMap], object]"
_STYLES = ((2, 4, 2), (2, 2, 0), (4, 2, 0), (4, 4, 2), (4, 6, 4))
"""How people and their editors indent maps, lists, and the hyphen of a list."""


def edited(text: str, change: Change) -> str:
    """The text with what `change` does to its content; itself where that is nothing."""
    before, after = _loaded(text), _loaded(text)
    change(after)
    style = max(_STYLES, key=lambda one: _alike(_dumped(before, one), text))
    old, new = _dumped(before, style), _dumped(after, style)
    if old == new:
        return text
    lines = text.splitlines(keepends=True)
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(was) != len(lines):
        return new
    kept: list[str] = []
    for same, first, last, start, end in SequenceMatcher(None, was, now, False).get_opcodes():
        if same == "equal":
            kept += lines[first:last]
        else:
            kept += [*now[start:end], *_orphans(lines[first:last], now[start:end])]
    result = "".join(kept)
    return result if _means(result, new) else new


def _alike(one: str, other: str) -> int:
    """How many lines two texts have in the same place."""
    return sum(a == b for a, b in zip(one.splitlines(), other.splitlines(), strict=False))


def _means(text: str, other: str) -> bool:
    """Whether two texts have the same content."""
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415  see above

    try:
        return bool(_loaded(text) == _loaded(other))
    except YAMLError:
        return False


def _orphans(lines: list[str], now: list[str]) -> Iterator[str]:
    """The comments of lines that go, unless a line that comes has them."""
    written = "".join(now)
    for line in lines:
        comment = _comment(line)
        if comment and comment not in written:
            indent = line[: len(line) - len(line.lstrip())]
            yield f"{indent}{comment}\n"


def _comment(line: str) -> str:
    """What stands behind the content of a line: '# one'; '' without."""
    end = 0
    try:
        for token in yaml.scan(line, Loader=yaml.SafeLoader):
            if token.end_mark.line == 0 and not isinstance(token, yaml.BlockEndToken):
                end = max(end, token.end_mark.column)
    except yaml.YAMLError:
        return ""  # a line in the middle of a text of several lines
    rest = line[end:].strip()
    return rest if rest.startswith("#") else ""


def section(content: dict[str, Any]) -> CommentedMap:
    """A map that is written with a line for each key."""
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415  see above

    return CommentedMap(content)


def flow(content: dict[str, Any]) -> CommentedMap:
    """A map that is written on one line: {a: 1, b: 2}."""
    made = section(content)
    made.fa.set_flow_style()
    return made


def flow_list(content: list[Any]) -> CommentedSeq:
    """A list that is written on one line: [a, b]."""
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415  see above

    made = CommentedSeq(content)
    made.fa.set_flow_style()
    return made


def quoted(text: str) -> str:
    """A text that is written in double quotes."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415  see above

    made: str = DoubleQuotedScalarString(text)
    return made


def written(content: CommentedMap) -> str:
    """A map as a text of its own."""
    return _dumped(content)


def _yaml(style: tuple[int, int, int] = _STYLES[0]) -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415  see above

    made = YAML()
    made.preserve_quotes = True
    made.representer.add_representer(type(None), _null)
    made.brace_single_entry_mapping_in_flow_sequence = True
    made.width = 10_000
    mapping, sequence, offset = style
    made.indent(mapping=mapping, sequence=sequence, offset=offset)
    return made


def _null(representer: Any, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _loaded(text: str) -> CommentedMap:
    content: CommentedMap = _yaml().load(text)
    return content


def _dumped(content: CommentedMap, style: tuple[int, int, int] = _STYLES[0]) -> str:
    buffer = io.StringIO()
    _yaml(style).dump(content, buffer)
    return buffer.getvalue()
