"""The report's pages: readable, linked, escaped, and nobody to be recognised in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from reconciler.report.site.city_page import city_page
from reconciler.report.site.render import SiteInputs, render_site
from reconciler.report.site.school_page import KeptRules, school_page
from reconciler.report.site.things import PageThings, things_of
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import Language, Texts
from reconciler.reportfile.changes import with_changes
from reconciler.reportfile.model import (
    ItemKind,
    Office,
    Report,
    ReportItem,
    ReportRule,
    ReportSchool,
    ReportState,
)
from reconciler.reportfile.offices import office_of
from reconciler.rules.load import load_rulebook
from tests.unit.reportfile.samples import AWAY, IZGREV, LISTS_OPEN, NO_ACCOUNT, REPORT

ROOT = Path(__file__).parents[3]
VOID = {"meta", "br", "link", "img", "input", "rect"}


class Page(HTMLParser):
    """What a page holds, and whether its tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what opens."""
        known = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "th":
            assert known.get("scope") in ("row", "col")
        self.ids += [value for value in (known.get("id"),) if value]
        self.links += [value for name in ("href", "src") if (value := known.get(name))]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closes itself."""
        if tag not in VOID:
            super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Whatever closes was the last that opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keeps what a person reads."""
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a person reads."""
        return " ".join(" ".join(self.words).split()).replace(" ,", ",")


def site(report: Report, *texts: Texts, since: Report | None = None) -> Mapping[str, str]:
    """The files of a report by path."""
    compared = report if since is None else with_changes(report, since)
    return dict(render_site(SiteInputs(compared), texts))


def of_school(school: ReportSchool, **changes: object) -> Report:
    """A report of one school."""
    return replace(REPORT, schools=(replace(school, **changes),))  # type: ignore[arg-type]


def page_of(school: ReportSchool, texts: Texts, since: Report | None = None) -> str:
    """What a person reads on a school's page."""
    files = site(of_school(school), texts, since=since)
    return Page(files[f"schools/{school.id}.{texts.language}.html"]).text


@pytest.fixture
def both() -> tuple[Texts, Texts]:
    """Bulgarian and English, as shipped."""
    return Texts("bg"), Texts("en")


def test_every_page_is_well_formed_and_headings_skip_no_level(both: tuple[Texts, Texts]) -> None:
    """Tags close in order, each table names its columns."""
    for text in site(REPORT, *both).values():
        page = Page(text)
        assert page.open == []
        assert len(page.ids) == len(set(page.ids))
        levels = [int(heading[1]) for heading in page.headings]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pages_need_no_network_and_their_links_lead_to_a_page(both: tuple[Texts, Texts]) -> None:
    """Each link is to a file of the folder or a place of the page itself."""
    files = site(REPORT, *both)
    for path, text in files.items():
        page = Page(text)
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids
            else:
                assert normpath(join(dirname(path), link)) in files
        assert "url(" not in text
        assert "http" not in text


def test_each_page_exists_in_both_languages(both: tuple[Texts, Texts]) -> None:
    """Side by side, and in the language that they say."""
    files = site(REPORT, *both)
    assert {path.replace(".bg.", ".en.") for path in files if ".bg." in path} == {
        path for path in files if ".en." in path
    }
    assert all(f'lang="{path.split(".")[1]}"' in text for path, text in files.items())


def test_names_are_escaped_in_every_page() -> None:
    """A name with markup in it is text."""
    name = "<script>alert(1)</script>"
    school = replace(IZGREV, name={"bg": name, "en": name})
    hostile = replace(REPORT, name={"en": name}, schools=(school, AWAY))
    files = site(hostile, Texts("en"))
    assert all("<script>alert" not in text for text in files.values())
    assert any("&lt;script&gt;alert(1)" in text for text in files.values())


def test_a_schools_page_says_what_who_and_by_when() -> None:
    """In Bulgarian as a school reads it."""
    text = page_of(IZGREV, Texts("bg"))
    assert "Три въпроса изискват внимание." in text
    assert "Без училищен акаунт (профил) са 6 ученици." in text
    assert (
        "До 4 декември 2026 г. училищният администратор на облачната платформа трябва да "
        "създаде липсващите акаунти."
    ) in text
    assert "29 паралелки · 71 учители, от тях 15 сертифицирани · 584 ученици" in text
    assert "1 от 2." in text


def test_a_schools_page_has_no_command_file_or_code() -> None:
    """A principal knows no YAML."""
    for language in ("bg", "en"):
        text = page_of(IZGREV, Texts(language))
        assert not re.search(r"`|--|\.yaml|schools/|plus-staff:|group/|no-account|\{", text)


def test_a_small_count_is_written_in_words() -> None:
    """And the number stands nowhere on the page."""
    few = replace(NO_ACCOUNT, facts={"role": "pupil", "count": "<5"})
    school = replace(IZGREV, items=(few,), differences=())
    assert "Без училищен акаунт (профил) са по-малко от 5 ученици." in page_of(school, Texts("bg"))
    assert "Fewer than 5 pupils have no school account." in page_of(school, Texts("en"))


def test_a_deadline_that_is_over_is_called_so() -> None:
    """It does not move on with the report."""
    late = replace(NO_ACCOUNT, due="2026-11-27")
    text = page_of(replace(IZGREV, items=(late,)), Texts("en"))
    assert "it was due on 27 November 2026" in text


def test_what_is_hers_stands_first_and_the_rest_by_day() -> None:
    """What stops the school or endangers pupils comes before; no day is folded below another."""
    page = things_of(IZGREV, PageWording(Texts("en"), {}), "2026-11-30")
    assert [one.code for one in page.listed] == ["drift", "no-account", "pupil-lists-hidden"]
    mixed = replace(LISTS_OPEN, code="found-groups-closed", office=Office.ADMINISTRATOR)
    school = replace(IZGREV, items=(*IZGREV.items, mixed))
    first = things_of(school, PageWording(Texts("en"), {}), "2026-11-30").shown[0]
    assert first.code == "found-groups-closed"


def test_several_names_are_joined_as_people_write() -> None:
    """'„А“ и „Б“'; a second owner for each."""
    labels = {"bg": "Хор\nШах", "en": "Choir\nChess"}
    facts = {"groups": "choir, chess", "more": "none"}
    item = replace(LISTS_OPEN, code="two-owners", label=labels, facts=facts)
    text = page_of(replace(IZGREV, items=(item,), differences=()), Texts("bg"))
    assert "Имейл групите „Хор“ и „Шах“ имат по-малко от двама собственици." in text
    assert "трябва да определи втори собственик на всяка." in text


def test_at_most_three_things_and_the_rest_is_counted() -> None:
    """The page stays one page."""
    classes = tuple(
        ReportItem(
            kind=ItemKind.FINDING,
            code="class-not-declared",
            level="advisory",
            tenant="izgrev-org",
            subject="",
            facts={"class": f"{grade}в"},
            place="",
            since="2026-11-30",
            office=Office.PRINCIPAL,
            due="2026-12-04",
        )
        for grade in range(1, 6)
    )
    wording = PageWording(Texts("en"), {})
    things = things_of(replace(IZGREV, items=classes, differences=()), wording, REPORT.day)
    assert (len(things.shown), len(things.more)) == (3, 2)


def test_rows_of_a_list_are_one_task() -> None:
    """Eight rows are mended in one sitting."""
    row = replace(NO_ACCOUNT, code="roster-bad-email", is_row=True, office=Office.PRINCIPAL)
    rows = tuple(replace(row, place=f"users.csv:{line}") for line in range(2, 10))
    wording = PageWording(Texts("en"), {})
    things = things_of(replace(IZGREV, items=rows, differences=()), wording, REPORT.day)
    assert [thing.what for thing in things.shown] == [
        "8 rows of the school's list cannot be read for certain."
    ]


def refusal(code: str, **changes: object) -> ReportItem:
    """A refusal of a guard."""
    made = replace(NO_ACCOUNT, kind=ItemKind.REFUSAL, code=code, facts={}, office=Office.CITY)
    return replace(made, **changes)  # type: ignore[arg-type]


def told(*items: ReportItem) -> list[str]:
    """What the page asks for, of these items alone."""
    wording = PageWording(Texts("en"), {})
    things = things_of(replace(IZGREV, items=items, differences=()), wording, REPORT.day)
    return [thing.what for thing in things.shown]


def test_changes_that_wait_for_the_list_are_not_told_beside_it() -> None:
    """One cause, one thing: with a whole list they come through."""
    many = refusal("members-removed-per-school")
    assert told(many) == ["The planned changes are unusually large, so they are stopped."]
    facts = {"count": "≈ 110", "before": "≈ 230", "percent": 47, "limit": "10 %", "thing": ""}
    assert told(many, refusal("roster-shrunk", facts=facts)) == [
        (
            "The school's new list has about 110 people fewer"
            " (pupils, parents and staff together): about 230 before."
        )
    ]


def test_a_conflict_that_it_settles_asks_nobody_at_the_school() -> None:
    """It is counted; what needs a decision is told."""
    assert told(refusal("both-names-exist")) == []
    assert told(refusal("last-owner")) == [
        "Some of the planned changes need a decision, so they are stopped."
    ]


def test_broken_mandatory_rules_are_told_and_not_their_refusal_as_well() -> None:
    """Before the advice."""
    broken = replace(LISTS_OPEN, code="pupil-groups-closed", level="mandatory")
    assert told(LISTS_OPEN, refusal("mandatory-rules"), broken) == [
        "Pupils are in one mail group, and people from outside are there or can be added.",
        "People from outside can see which pupils are in one mail group.",
    ]


def test_a_waiver_is_told_in_its_last_thirty_days() -> None:
    """Before that it is nobody's matter."""
    facts = {"rule": "two-owners", "until": "2026-12-09", "owner": "x", "reason": "y"}
    waived = replace(LISTS_OPEN, code="rule-waived", facts=facts, due="2026-12-09")
    (shown,) = told(waived)
    assert shown.startswith("On 9 December 2026 a temporary exemption ends, from the rule “")
    assert told(replace(waived, due="2027-06-30")) == []


def test_what_only_it_can_mend_is_counted() -> None:
    """Nothing is asked of the school."""
    item = replace(
        NO_ACCOUNT, code="group-dynamic", facts={"key": "robotics"}, office=Office.CITY_IT
    )
    settled = replace(IZGREV, items=(item,), differences=(), state=ReportState.CONVERGED)
    text = page_of(settled, Texts("en"))
    assert "All is well." in text
    assert "There is one technical matter as well, which the municipality's IT sees to" in text


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (ReportState.UNREACHABLE, "could not be reached"),
        (ReportState.REFUSED, "has stopped its changes"),
        (ReportState.OBSERVED, "only observed"),
        (ReportState.CONVERGED, "All is well."),
        (ReportState.DIFFERS, "the municipality will apply"),
        (ReportState.UNKNOWN, "could not be read"),
    ],
)
def test_every_state_has_a_sentence(state: ReportState, sentence: str) -> None:
    """The worst is said first, whatever else there is."""
    assert sentence in page_of(replace(IZGREV, items=(), differences=(), state=state), Texts("en"))


def test_a_school_out_of_reach_claims_no_kept_rule() -> None:
    """Nobody knows."""
    assert "Rules kept" not in page_of(AWAY, Texts("en"))


def test_a_school_out_of_reach_counts_no_group() -> None:
    """No group was counted, which is not the same as none."""
    assert "mail group" not in page_of(AWAY, Texts("en"))


def test_many_refusals_of_one_guard_are_one_matter() -> None:
    """Twelve groups that would shrink are decided together."""
    groups = tuple(
        refusal(
            "members-removed-per-group",
            facts={"count": n, "before": 20, "percent": 50, "limit": "30 %", "thing": f"class-{n}"},
        )
        for n in range(9)
    )
    text = page_of(
        replace(IZGREV, items=groups), Texts("en"), since=replace(of_school(IZGREV, items=()))
    )
    assert "new matters: 1; still open: 1; settled: 0" in text  # the drift is one, too


def test_a_hidden_count_is_not_called_small() -> None:
    """It may be a large one that would give a small one away."""
    school = replace(IZGREV, people={**IZGREV.people, "certified": None})
    text = page_of(school, Texts("bg"))
    assert "71 учители, сертифицирани: *" in text
    assert "„*“ означава, че броят не се показва" in text
    assert "<5" not in text


def test_an_earlier_report_shows_what_is_new_fixed_and_open() -> None:
    """By what the items are of, not by their order."""
    before = of_school(IZGREV, items=(NO_ACCOUNT, replace(NO_ACCOUNT, code="two-accounts")))
    earlier = replace(before, day="2026-11-01")
    text = page_of(IZGREV, Texts("en"), since=earlier)
    # the list of members and the drift are new, pupils still have no account
    assert "Since 1 November 2026 new matters: 2; still open: 1; settled: 1" in text


def test_the_city_counts_schools_waves_and_teachers() -> None:
    """What is not written in the programme is left out."""
    text = Page(site(REPORT, Texts("en"))["index.en.html"]).text
    assert "Schools in the cloud: 1 of 2" in text
    assert "Pilot schools 1 of 1 by 31.10.2026" in text
    assert "certified teachers 15 of 71 goal 80 % by 30.06.2027" in text
    bare = Page(site(replace(REPORT, programme=None), Texts("en"))["index.en.html"]).text
    assert "The programme" not in bare


def on(day: str, state: ReportState) -> Report:
    """The report of a day on which the two schools stood so."""
    schools = tuple(replace(school, state=state) for school in REPORT.schools)
    return replace(REPORT, day=day, schools=schools)


def test_the_trend_has_the_last_report_of_each_of_twelve_months() -> None:
    """The oldest first, this month's last."""
    days = [
        *(f"2025-{month:02}-28" for month in range(6, 13)),
        *(f"2026-{month:02}-28" for month in range(1, 11)),
    ]
    earlier = [on(day, ReportState.CONVERGED) for day in days]
    late = [on("2026-11-03", ReportState.CONVERGED), on("2026-10-30", ReportState.REFUSED)]
    now = on("2026-11-30", ReportState.DIFFERS)
    page = city_page(now, PageWording(Texts("en"), {}), [*earlier, *sorted_by_day(late)])
    assert [bar.label for bar in page.trend] == [
        *("12.2025", "01.2026", "02.2026", "03.2026", "04.2026", "05.2026", "06.2026"),
        *("07.2026", "08.2026", "09.2026", "10.2026", "11.2026"),
    ]
    assert [(bar.value, bar.percent) for bar in page.trend[-3:]] == [
        ("no difference from what was approved: 2 of 2 schools", 100.0),
        ("no difference from what was approved: 0 of 2 schools", 0.0),
        ("no difference from what was approved: 0 of 2 schools", 0.0),
    ]
    assert not city_page(now, PageWording(Texts("en"), {}), late[:1]).trend


def sorted_by_day(reports: list[Report]) -> list[Report]:
    """As the ledger gives them."""
    return sorted(reports, key=lambda report: report.day)


def test_the_city_tells_what_changed_and_who_is_certified() -> None:
    """By school, with the share; what is hidden stays hidden."""
    hidden = replace(IZGREV, id="ou-dve", people={"teacher": 9, "certified": None})
    now = replace(REPORT, schools=(IZGREV, hidden, AWAY))
    before = replace(now, day="2026-11-01", schools=(replace(IZGREV, items=(NO_ACCOUNT,)), AWAY))
    page = city_page(with_changes(now, before), PageWording(Texts("en"), {}))
    assert page.since == (
        "Since 1 November 2026",
        "new matters at schools: 2; still open: 1; settled: 0; waived: 0",
    )
    assert page.teachers is not None
    assert page.teachers.head == (
        "School", "Teachers", "certified teachers", "share that is certified",
    )  # fmt: skip
    assert page.teachers.rows == (
        ("Izgrev School", "71", "15", "21\u00a0%"),
        ("Izgrev School", "9", "*", "*"),
    )


def test_what_a_school_had_that_cannot_be_read_is_open_and_not_settled() -> None:
    """Nobody knows whether it is still so."""
    tenants = (replace(IZGREV.tenants[0], read=False),)
    away = replace(IZGREV, items=(), differences=(), tenants=tenants, state=ReportState.UNREACHABLE)
    before = replace(of_school(IZGREV), day="2026-11-01")
    changes = with_changes(of_school(away), before).schools[0].changes
    assert changes is not None
    assert (changes.fixed, changes.settled) == ((), ())
    assert changes.open == IZGREV.items


def test_the_rules_page_names_who_breaks_it_and_who_may() -> None:
    """A waiver with its office and day."""
    files = site(REPORT, Texts("en"))
    text = Page(files["rules/pupil-lists-hidden.en.html"]).text
    assert "Izgrev School" in text
    assert "until 30.06.2027, Отдел „Образование“" in text


@pytest.mark.parametrize("language", ["bg", "en"])
def test_it_sees_places_cures_and_offices(language: Language) -> None:
    """Everything that the other pages leave out."""
    texts = Texts(language)
    text = Page(site(REPORT, texts)[f"it.{language}.html"]).text
    assert LISTS_OPEN.place in text
    assert f"{texts.format('report-word-action-update')} +2 −1" in text
    assert texts.format("page-office-city") in text


def test_a_report_of_no_school_at_all_renders(both: tuple[Texts, Texts]) -> None:
    """An empty plan gives an empty city, not an error."""
    empty = replace(REPORT, schools=(), rules=(), totals={}, products={}, programme=None)
    assert len(site(empty, *both)) == 2 * 3


def things(school: ReportSchool, language: Language = "bg") -> PageThings:
    """What a school's page asks for."""
    return things_of(school, PageWording(Texts(language), {}), REPORT.day)


def hand_made(code: str, number: int, name: str = "") -> ReportItem:
    """What a rule says of a group that somebody made by hand."""
    return replace(
        LISTS_OPEN,
        code=code,
        subject=f"group/#{number}",
        facts={"id": str(number)},
        label={"bg": name, "en": name} if name else {},
        office=Office.ADMINISTRATOR,
    )


def test_hand_made_groups_are_named_together_where_they_may_be_named() -> None:
    """Else it is said that they are not, and who tells."""
    named = [hand_made("found-groups-closed", n, f"{n}а клас") for n in (5, 6, 7, 8)]
    hidden = [hand_made("found-groups-closed", n) for n in (20, 21)]
    first, second = things(replace(IZGREV, items=(*named, *hidden), differences=())).shown
    assert first.what == (
        "В ръчно създадените имейл групи „5а клас“, „6а клас“, „7а клас“ и още 1 има "
        "едновременно ученици и външни лица."
    )
    assert second.what.startswith("В 2 ръчно създадени имейл групи има едновременно ученици")
    assert "Имената на групите не се изписват" in second.why
    assert "не се изписва" not in first.why


def test_what_was_changed_by_hand_is_named_with_its_day() -> None:
    """And never what it holds now, which may be a person's name."""
    renamed = replace(
        IZGREV.differences[0], label={"bg": "Учители", "en": "Teachers"}, drifted=("name",)
    )
    gone = replace(renamed, action="create", key="choir", label={"bg": "Хор", "en": "Choir"})
    members = replace(renamed, kind="membership", summary="update +2 −1", drifted=("+2", "−1"))
    unnamed = replace(renamed, label={}, key="x", drifted=("settings.post", "settings.join"))
    school = replace(IZGREV, items=(), differences=(renamed, gone, members, unnamed))
    (thing,) = things(school).shown
    assert thing.what == (
        "Ръчни промени в облака на училището, общо 4: името на имейл групата „Учители“; "
        "изтриването на имейл групата „Хор“; членовете на имейл групата „Учители“ и още 1."
    )
    assert "Новото име не се изписва" in thing.why
    assert thing.since.replace("\u00a0", " ") == "Забелязано на 29 ноември 2026 г."


def test_new_and_open_add_up_to_what_the_page_lists() -> None:
    """Whatever is new, merged, hidden or for IT alone."""
    stale = refusal("roster-stale", office=Office.PRINCIPAL, facts={"count": 20, "limit": "14"})
    technical = replace(NO_ACCOUNT, code="group-dynamic", office=Office.CITY_IT)
    now = (NO_ACCOUNT, LISTS_OPEN, stale, technical, hand_made("found-groups-post", 1))
    before = (NO_ACCOUNT, hand_made("found-groups-post", 2), replace(LISTS_OPEN, code="two-owners"))
    report = with_changes(
        of_school(IZGREV, items=now), replace(of_school(IZGREV, items=before), day="2026-11-01")
    )
    found = things(report.schools[0])
    listed = len(found.shown) + len(found.more)
    assert (found.new, found.open, found.settled) == (4, 1, 1)  # the drift is new
    assert found.new + found.open == listed == 5
    assert found.technical == 1


def test_a_list_is_not_praised_where_it_is_doubted() -> None:
    """Nor a rule of declared groups beside a hand-made one that breaks it."""
    fresh = ReportRule("roster-fresh", "advisory", (), (), ("roster-shrunk",))
    closed = ReportRule("pupil-groups-closed", "mandatory", (), (), ("found-groups-closed",))
    calm = replace(REPORT, rules=(fresh, closed), schools=(replace(IZGREV, items=()),))
    fewer = refusal("roster-shrunk", facts={"count": "≈ 110", "before": "≈ 230"})
    doubts = (fewer, hand_made("found-groups-closed", 1))
    doubted = replace(calm, schools=(replace(IZGREV, items=doubts),))
    kept, left = (  # what is left out is named as doubted, so that the numbers add up
        school_page(one, one.schools[0], PageWording(Texts("en"), {})).rules
        for one in (calm, doubted)
    )
    assert kept == KeptRules(
        "2 of 2",
        (
            "Nobody from outside is in a group with pupils.",
            "The school's list is not older than a month.",
        ),
        (),
        (),
    )
    broken = (
        "The school's list is not older than a month (number 1).",
        "Nobody from outside is in a group with pupils (number 2).",
    )
    assert left == KeptRules("0 of 2", (), (), broken)


def test_the_page_says_which_things_are_the_principals() -> None:
    """By their numbers, those that follow included; or that none is."""
    facts = {"count": 20, "before": 0, "percent": 100, "limit": "14", "thing": "", "exported": "x"}
    stale = refusal("roster-stale", office=Office.PRINCIPAL, facts=facts)
    rows = replace(NO_ACCOUNT, code="principal-known", facts={}, office=Office.PRINCIPAL)
    page = page_of(replace(IZGREV, items=(NO_ACCOUNT, LISTS_OPEN, stale, rows)), Texts("en"))
    assert "This is asked of you: numbers 1, 2." in page
    may = page_of(IZGREV, Texts("en"))
    assert "you decide whether the change by hand in number 1 stays." in may
    assert (
        "Unless the school asks by 10 December 2026 for the change to stay, the municipality's"
        in may
    )
    assert "Nothing is asked of you" not in may
    others = page_of(replace(IZGREV, differences=()), Texts("en"))
    assert "Nothing is asked of you; who does what stands below." in others
    calm = replace(IZGREV, items=(), differences=(), state=ReportState.CONVERGED)
    assert "asked of you" not in page_of(calm, Texts("en"))


def test_the_city_says_where_pupils_and_outsiders_are_together() -> None:
    """Even where a school's first thing is another."""
    rule = ReportRule("found-groups-closed", "advisory", ("ou-izgrev",), ())
    closed = ReportRule("pupil-groups-closed", "mandatory", ("ou-izgrev", "ou-zalez"), ())
    page = city_page(replace(REPORT, rules=(rule, closed)), PageWording(Texts("en"), {}))
    assert page.alerts[-1] == "Pupils and people from outside in one group: 2 schools"


def test_what_an_earlier_report_had_is_as_old_as_that_report() -> None:
    """Whatever day the later one gives it."""
    before = replace(of_school(IZGREV), day="2026-10-31")
    school = with_changes(of_school(IZGREV), before).schools[0]
    assert {item.since for item in school.items} == {"2026-10-31"}


@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_rule_that_people_settle_is_said_straight(language: Language) -> None:
    """A rule's own sentence says what is right, and a principal would have to turn it round."""
    texts = Texts(language)
    for rule in load_rulebook(ROOT / "policies").rules:
        office = office_of(ItemKind.RULE, rule.id.value)
        assert office is Office.CITY_IT or texts.has(f"page-{rule.id.value}"), rule.id


def test_who_acts_can_be_reached_where_that_is_written() -> None:
    """Beside the office; nothing where nobody wrote it."""
    contact = {"bg": "тел. 032 000 000", "en": "phone 032 000 000"}
    report = replace(of_school(IZGREV), contacts={"city": contact})
    text = Page(site(report, Texts("bg"))["schools/ou-izgrev.bg.html"]).text
    assert "отдел „Образование“ на общината (тел. 032 000 000) трябва да реши" in text
    assert "Въпроси: отдел „Образование“ на общината, тел. 032 000 000;" in text
    assert "деловодството" not in text
    bare = page_of(IZGREV, Texts("bg"))
    assert "(тел." not in bare
    assert "Телефон не е посочен тук; свържете се чрез деловодството на общината." in bare
