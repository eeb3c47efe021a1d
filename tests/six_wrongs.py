"""`make demo`, second part: three schools in a folder of their own with six things wrong.

A report of schools that are all as declared shows little. So three are rolled out, then somebody
changes a group by hand, a club's members are shown to everybody, a list loses half of its pupils,
another grows old, licences run short, and an exemption from a rule is about to end. The first
rollout is dated a month back, so that the pages have something to compare with.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reconciler.ledger.reports import StoredReport
from reconciler.project.context import open_stack_ledger
from reconciler.project.open import Project
from reconciler.reportfile.file import read_report, report_json
from tests.journeys.books import halve
from tests.support.sandbox import (
    GOOGLE,
    MICROSOFT,
    REPOSITORY,
    UNITED,
    SandboxProject,
    build,
    rewrite,
    serving,
)

FOLDER = REPOSITORY / ".sandbox" / "six-wrongs"
SCHOOLS = (GOOGLE, UNITED, MICROSOFT)
STACK = "sandbox"
FORMATS = ("html", "pdf", "xlsx", "json")
CLUB = "robotics"
STALE_DAYS = 20
WAIVER_DAYS = 9
EARLIER_DAYS = 30


def main(folder: Path) -> int:
    """The exit code: 1 where the report does not have the six."""
    shutil.rmtree(folder, ignore_errors=True)
    began = time.monotonic()
    report = make(folder)
    missing = [name for name, found in found_in(report).items() if not found]
    if missing:
        sys.stderr.write(f"not in the report: {', '.join(missing)}\n")
        return 1
    took = time.monotonic() - began
    sys.stdout.write(f"Six things are wrong in three schools ({took:.0f} s): {_shown(report)}\n")
    return 0


def _shown(report: Path) -> Path:
    return report.relative_to(REPOSITORY) if report.is_relative_to(REPOSITORY) else report


def make(folder: Path) -> Path:
    """Builds the schools, breaks them, and writes the report in every format; its folder."""
    build(folder, SCHOOLS)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "policies", folder / "policies", ignore=ignored)
    today = datetime.now(UTC).date()
    rewrite(folder / "schools" / f"{GOOGLE}.yaml", _add_club)
    with serving(folder) as sandbox:
        sandbox.apply()
        _date_back(sandbox, today)
        break_six(sandbox, today)
        earlier = (today - timedelta(days=EARLIER_DAYS)).isoformat()
        for form in FORMATS:
            words = ("report", "--format", form, "--out", "report", "--since", earlier)
            run = sandbox.run(*words)
            assert run.code == 3, run.err
    return folder / "report"


def break_six(sandbox: SandboxProject, today: date) -> None:
    """Drift, a breach, a school that is refused, a seat short, a stale roster, a waiver's end."""
    _change_by_hand(sandbox)
    # the breach is the club's list, which everybody of the domain sees
    halve(sandbox.rosters / UNITED)
    rewrite(sandbox.school(MICROSOFT), _more_licences)
    _grow_old(sandbox.rosters / MICROSOFT, today)
    _waive(sandbox, today)


def found_in(report: Path) -> Mapping[str, bool]:
    """Each of the six, and whether the report has it."""
    data = read_report((report / "report.en.json").read_text("utf-8"), "report")
    items = {(school.id, item.code) for school in data.schools for item in school.items}
    drift = {one.origin for school in data.schools for one in school.differences}
    return {
        "drift": "drift" in drift,
        "a breach": (GOOGLE, "pupil-lists-hidden") in items,
        "a refused school": (UNITED, "roster-shrunk") in items,
        "a seat short": (MICROSOFT, "seats-short") in items,
        "a stale roster": (MICROSOFT, "roster-stale") in items,
        "a waiver about to end": (GOOGLE, "rule-waived") in items,
    }


def _add_club(data: dict[str, object]) -> None:
    data["groups"] = {
        CLUB: {
            "name": {"bg": "Клуб по роботика", "en": "Robotics club"},
            "owners": [{"role": "principal"}],
            "members": [{"grade": 5, "role": "pupil"}, {"grade": 6, "role": "pupil"}],
            "settings": {
                "post": "members",
                "join": "invited",
                "seeGroup": "domain",
                "seeMembers": "domain",
                "outsiders": False,
            },
        }
    }


def _date_back(sandbox: SandboxProject, today: date) -> None:
    """Keeps the report of the rollout under an earlier day as well."""
    project = Project(sandbox.root, dict(os.environ))
    day = (today - timedelta(days=EARLIER_DAYS)).isoformat()
    with closing(open_stack_ledger(project, STACK)) as ledger:
        stored = ledger.report_on(STACK, today.isoformat())
        assert stored is not None
        report = replace(read_report(stored.data, "stored"), day=day)
        ledger.save_report(STACK, StoredReport(day, report_json(report)))


def _change_by_hand(sandbox: SandboxProject) -> None:
    domain = f"{GOOGLE}.plovdiv.example"
    path = f"/admin/directory/v1/groups/teachers@{domain}"
    sandbox.call(GOOGLE, "PUT", path, {"name": "Учителска стая"})


def _more_licences(data: dict[str, dict[str, object]]) -> None:
    """All teachers instead of the certified ones: more than the seats that are bought."""
    data["licences"]["a3-staff"] = {"for": [{"role": "principal"}, {"role": "teacher"}]}


def _grow_old(folder: Path, today: date) -> None:
    written = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=STALE_DAYS)
    for file in folder.iterdir():
        os.utime(file, (written.timestamp(), written.timestamp()))


def _waive(sandbox: SandboxProject, today: date) -> None:
    waiver = {
        "rule": "two-owners",
        "school": GOOGLE,
        "reason": "вторият собственик се назначава",
        "owner": "Отдел „Образование“",
        "until": (today + timedelta(days=WAIVER_DAYS)).isoformat(),
    }
    rewrite(sandbox.root / "policies" / "waivers.yaml", lambda data: data.update(waivers=[waiver]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
