"""Claims about what `check` prints: place, rule, level and cure; the last line sums up."""

from __future__ import annotations

from reconciler.errors import Code, SourceLocation
from reconciler.model.plan import Finding, Level
from reconciler.report.rules import CheckResult, check_document, render_check
from reconciler.report.texts import LANGUAGES, Texts


class Ids(Code):
    """Two of the city's rules."""

    POST = "parents-post"
    PRINCIPAL = "principal-known"


POST = Finding(
    Ids.POST,
    Level.MANDATORY,
    "ou-test",
    "ou-test",
    "group/parents",
    {"group": "parents", "value": "members"},
    SourceLocation("schools/ou-test.yaml", 41, 3),
)
PRINCIPAL = Finding(Ids.PRINCIPAL, Level.ADVISORY, "national", "ou-test")
RULES = {"parents-post": Level.MANDATORY, "principal-known": Level.ADVISORY}
FOUND = CheckResult("test", "2026-11-24", RULES, 2, (PRINCIPAL, POST), ("ou-away",))
EN = Texts("en")
NOTHING = CheckResult("test", "2026-11-24", RULES, 1, ())


def test_findings_stand_under_their_school_with_place_rule_and_cure() -> None:
    """A tenant is named where it is called otherwise."""
    assert render_check(FOUND, Texts("en")).splitlines() == [
        "ou-test (national)",
        f"  principal-known (advisory): {EN.found(PRINCIPAL).text}",
        f"    {EN.found(PRINCIPAL).hint}",
        "",
        "ou-test",
        f"  schools/ou-test.yaml:41:3: parents-post (mandatory): {EN.found(POST).text}",
        "    write `post: owners` or `post: managers` in its settings",
        "",
        "Not checked, because the tenant could not be read: ou-away",
        "",
        "2 schools, 2 rules: one mandatory breach, one recommendation.",
    ]


def test_bulgarian_says_the_same() -> None:
    """Down to the last line."""
    told = render_check(FOUND, Texts("bg")).splitlines()
    assert told[0] == "ou-test (national)"
    assert told[4].startswith("ou-test")
    assert "schools/ou-test.yaml:41:3: parents-post (задължително): в родителската група" in told[5]
    assert told[-1] == "2 училища, 2 правила: едно задължително нарушение, една препоръка."


def test_no_breach_is_one_line() -> None:
    """In either language."""
    assert render_check(NOTHING, Texts("en")) == "One school, 2 rules: no breach.\n"
    assert render_check(NOTHING, Texts("bg")) == "Едно училище, 2 правила: няма нарушения.\n"


def test_json_has_every_rule_with_its_reason_and_every_finding_with_its_cure() -> None:
    """Only the words differ between languages."""
    data = {lang: check_document(FOUND, Texts(lang)) for lang in LANGUAGES}
    english = data["en"]
    assert english["format_version"] == 1
    assert [rule["id"] for rule in english["rules"]] == list(RULES)
    assert english["rules"][0]["source"] == "GDPR art. 5(1)(f)"
    assert english["unread"] == ["ou-away"]
    assert english["findings"][1]["place"] == {
        "file": "schools/ou-test.yaml",
        "line": 41,
        "column": 3,
    }
    assert english["findings"][1]["cure"].startswith("write `post: owners`")
    words = {"text", "cure", "title", "why", "source"}
    for section in ("rules", "findings"):
        bare = [
            [{key: row[key] for key in row.keys() - words} for row in data[lang][section]]
            for lang in LANGUAGES
        ]
        assert bare[0] == bare[1]
