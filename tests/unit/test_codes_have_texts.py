"""Every code that can be told has its text in both languages, and no text is left over."""

from __future__ import annotations

import pytest

from policies.found import Found
from policies.owners import Owners
from policies.parents import Parents
from policies.pupils import Pupils
from policies.staff import Staff
from policies.structure import Structure
from reconciler.apply.run import RunCode
from reconciler.cli.exits import CliCode
from reconciler.cli.pull_request import PullRequestCode
from reconciler.codehost.codes import CodeHostCode
from reconciler.compliance.rule import ComplianceCode, RuleFaultCode
from reconciler.desired.context import DesiredCode, UnknownCode
from reconciler.desired.explain import WhyCode
from reconciler.desired.explain_shared import SharedCode
from reconciler.diff.policy import DiffCode, UnlistedCode
from reconciler.errors import Code
from reconciler.export.codes import ExportCode, ExportFault
from reconciler.ledger import LedgerCode
from reconciler.ledger.codec import JournalCode
from reconciler.manifest.codes import ManifestCode, StackCode
from reconciler.manifest.owners import OwnersCode
from reconciler.model.change import ReasonCode
from reconciler.observed.contradictions import ObservedCode
from reconciler.plan.build import PlanCode
from reconciler.plan.carried import CarriedCode
from reconciler.plan.held import HeldCode
from reconciler.planfile.read import PlanFileCode
from reconciler.project.open import ProjectCode
from reconciler.project.proposed import ProposedCode
from reconciler.project.pupils import PupilCode
from reconciler.project.revision import RevisionCode
from reconciler.project.schools.codes import SchoolCode
from reconciler.providers.base import VendorCode
from reconciler.pulumi.names import PulumiCode
from reconciler.report.cassette import CassetteCode
from reconciler.report.catalogue import catalogue
from reconciler.report.texts import FOLDER, LANGUAGES, Language
from reconciler.reportfile.file import ReportFileCode
from reconciler.roster.codes import RosterCode
from reconciler.rules.load import RulebookCode
from reconciler.runtime.probe import ProbeCode
from reconciler.runtime.record import RecordCode
from reconciler.undo.state import UndoCode, UndoFault

RULES: tuple[type[Code], ...] = (Found, Owners, Parents, Pupils, Staff, Structure)
"""The city's own rules: their ids are codes of findings."""

PREFIXES: dict[str, tuple[type[Code], ...]] = {
    "fault": (
        ManifestCode,
        StackCode,
        RosterCode,
        CliCode,
        ProjectCode,
        PupilCode,
        SchoolCode,
        VendorCode,
        ObservedCode,
        RunCode,
        PlanFileCode,
        ReportFileCode,
        JournalCode,
        LedgerCode,
        UndoFault,
        RulebookCode,
        RuleFaultCode,
        PulumiCode,
        ExportFault,
        RevisionCode,
        OwnersCode,
        PullRequestCode,
        CodeHostCode,
        ProposedCode,
        ProbeCode,
        CassetteCode,
    ),
    "export": (ExportCode,),
    "finding": (
        DesiredCode,
        DiffCode,
        PlanCode,
        CarriedCode,
        HeldCode,
        RecordCode,
        UndoCode,
        ComplianceCode,
        *RULES,
    ),
    "reason": (UnknownCode, UnlistedCode, ReasonCode, WhyCode, SharedCode),
}


def test_every_list_of_codes_is_known_here() -> None:
    """A new list needs a prefix, and so its texts."""
    known = {codes for lists in PREFIXES.values() for codes in lists} - set(RULES)
    ours = {one for one in Code.__subclasses__() if one.__module__.startswith("reconciler.")}
    assert ours == known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_codes_and_texts_are_the_same(prefix: str, language: Language) -> None:
    """Neither a code without a text nor a text without a code."""
    wanted = {f"{prefix}-{code}" for codes in PREFIXES[prefix] for code in codes}
    written = {
        name
        for name, _ in catalogue(FOLDER / language, language).all()
        if name.startswith(f"{prefix}-")
    }
    assert written == wanted
