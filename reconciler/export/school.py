"""One school's first draft: what its layout explains, and the rest as its own.

Rule: a thing of the tenant that has the name which the layout gives is the layout's, with what
differs written out; a template of the layout stays where each of its copies is as declared, else
each copy that is there is the school's own, under the same key. What is not there is `without`. All
other things are the school's own: `adopt` with the name that they have.

An audience is written where it is exact, by `audiences`; the others are remarks with counts.
"""

from __future__ import annotations

from reconciler.desired.context import Desired
from reconciler.desired.members import MemberResolver
from reconciler.export.audiences import Candidates, candidates_of
from reconciler.export.draft import Draft
from reconciler.export.groups import GroupsExport
from reconciler.export.licences import LicencesExport
from reconciler.export.parts import SchoolParts
from reconciler.export.things import Things
from reconciler.export.units import UnitsExport
from reconciler.export.world import ExportInput
from reconciler.model.resources import Member, MemberType


def school_parts(
    given: ExportInput, desired: Desired, resolver: MemberResolver, things: Things, draft: Draft
) -> SchoolParts:
    """What one school's export works with."""
    uncertain = (Member(MemberType.ACCOUNT, ref) for ref in desired.uncertain)
    candidates = Candidates(candidates_of(resolver))
    staying = given.staying.union(uncertain)
    return SchoolParts(given, desired, resolver, things, draft, candidates, staying)


def first_draft(parts: SchoolParts) -> Draft:
    """The draft, of which nothing is proven yet."""
    parts.draft.left_out += parts.things.left_out
    UnitsExport(parts).take_up()
    GroupsExport(parts).take_up()
    LicencesExport(parts).take_up()
    return parts.draft
