"""How schools are called in Pulumi: types, resource names and ids, both ways."""

from __future__ import annotations

from typing import NamedTuple

PACKAGE = "reconciler"
SCHOOL = f"{PACKAGE}:index:School"
WAVE = f"{PACKAGE}:index:Wave"
MUNICIPALITY = f"{PACKAGE}:index:Municipality"
SUMMARY = f"{PACKAGE}:index:summary"


class SchoolRef(NamedTuple):
    """One school in one tenant."""

    school: str
    tenant: str

    @property
    def id(self) -> str:
        """What Pulumi keeps as the resource's id: 'school/tenant'."""
        return f"{self.school}/{self.tenant}"

    @property
    def name(self) -> str:
        """What the program calls it: the school, and the tenant where that is called otherwise."""
        return self.school if self.school == self.tenant else f"{self.school}.{self.tenant}"

    @classmethod
    def of_id(cls, text: str) -> SchoolRef | None:
        """The key behind an id; None for what is no id of ours."""
        school, slash, tenant = text.partition("/")
        return cls(school, tenant) if slash and school and tenant else None


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.split("::", maxsplit=1)[0].removeprefix("urn:pulumi:")
