"""Names at the border to Pulumi: resource types, the stack in a URN, fault codes, the schema."""

from __future__ import annotations

from pathlib import Path

from reconciler.errors import Code

PACKAGE = "reconciler"
SCHOOL = f"{PACKAGE}:index:School"
WAVE = f"{PACKAGE}:index:Wave"
MUNICIPALITY = f"{PACKAGE}:index:Municipality"
SUMMARY = f"{PACKAGE}:index:summary"


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.split("::", maxsplit=1)[0].removeprefix("urn:pulumi:")


class PulumiCode(Code):
    """Codes of faults (fault-…)."""

    NOT_A_SCHOOL = "not-a-school"
    WRONG_ID = "wrong-id"
    UNKNOWN_TYPE = "unknown-type"
    STOPPED = "stopped"
    REFUSED = "pulumi-refused"
    NO_REASON = "pulumi-no-reason"
    NOT_SEEN = "not-seen"


FILE = Path(__file__).with_name("schema.json")


def schema() -> str:
    """The schema as JSON text."""
    return FILE.read_text("utf-8")
