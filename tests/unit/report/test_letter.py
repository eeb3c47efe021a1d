"""The letter to a school's administrator, and the page that goes with it: both say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reconciler.errors import Facts
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Checkup, Fixer, Use
from reconciler.providers.google import permissions as google
from reconciler.providers.google import rights as google_rights
from reconciler.providers.google.errors import SignInFailure
from reconciler.providers.microsoft import permissions as microsoft
from reconciler.providers.microsoft import rights as graph_rights
from reconciler.providers.microsoft.errors import SignInFailure as GraphFailure
from reconciler.providers.permission import Permission
from reconciler.report.doctor import render_doctor
from reconciler.report.letter import LetterHead, render_letter
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.providers.google import fakes as google_fakes
from tests.unit.providers.microsoft import fakes as graph_fakes
from tests.unit.providers.test_permissions import Refusing

PAGE = Path(__file__).parents[3] / "docs" / "school-administrators.md"
ENGLISH = "\n# For the school's administrator\n"
SUBJECT = "city@school.example"


def page(language: Language) -> str:
    """The half of the page in one language."""
    bulgarian, found, english = PAGE.read_text("utf-8").partition(ENGLISH)
    assert found
    return bulgarian if language == "bg" else found + english


def table(language: Language, heading: str) -> list[list[str]]:
    """The cells of the table under the heading that begins so, without the head."""
    part = re.split(r"\n#+ ", page(language).partition(f"\n### {heading}")[2])[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows[1:]]


def letter(language: Language, *checks: Check, vendor: str = "google") -> str:
    """The letter of a tenant with these checks."""
    return render_letter([Checkup("t", vendor, "school.example", checks)], Texts(language))


def right(name: str, state: CheckState, why: str = "optional") -> Check:
    """A right of the administrator whom we act as."""
    facts: Facts = {"permission": name, "why": why, "optional": "x", "subject": SUBJECT}
    known = state is CheckState.UNKNOWN and why == "above"
    fixer = Fixer.CITY if known else Fixer.ADMINISTRATOR
    return Check(CheckCode.PRIVILEGE, state, fixer, facts, frozenset({Use.APPLY}))


def graph() -> tuple[Check, ...]:
    """Microsoft's checks of tokens; consent is missing for both applications."""
    refusing: Any = Refusing(GraphFailure.NO_CONSENT)
    rights = graph_rights.TokenRights(graph_fakes.TENANT, refusing, CheckNeeds())
    return tuple(rights.checks())


def delegation(uses: frozenset[Use] = frozenset(Use)) -> tuple[Check, ...]:
    """Google's checks of tokens where nothing is delegated."""
    refusing: Any = Refusing(SignInFailure.NOT_DELEGATED)
    rights = google_rights.TokenRights(google_fakes.TENANT, refusing, CheckNeeds(uses))
    return tuple(rights.checks())


def lacking(app: str, *names: str) -> tuple[Check, ...]:
    """Permissions that an application was not granted."""
    wanted = microsoft.READER if app == "reader" else microsoft.WRITER
    used = [one for one in wanted if one.uses]
    return tuple(
        Check(
            CheckCode.PERMISSION,
            CheckState.MISSING,
            Fixer.ADMINISTRATOR,
            {
                "app": app,
                "client": f"{app}-number",
                "link": f"https://login.example/adminconsent?client_id={app}-number",
                "permission": one.name,
                "sentence": one.sentence,
                "asks": ";".join(each.name for each in used),
                "sentences": ";".join(each.sentence for each in used),
            },
            one.uses,
        )
        for one in used
        if one.name in names
    )


def setting(code: CheckCode, state: CheckState = CheckState.MISSING) -> Check:
    """A setting of the tenant, or something that only a look can tell."""
    facts: Facts = {"optional": "Some.Read.All", "why": "optional", "domain": "school.example"}
    return Check(code, state, Fixer.ADMINISTRATOR, facts, frozenset({Use.APPLY}))


SETTINGS = (
    CheckCode.EXPIRATION,
    CheckCode.NAMING_POLICY,
    CheckCode.LABELS,
    CheckCode.DIRECTORY_SYNC,
    CheckCode.DOMAIN,
)
LOOKS = (*SETTINGS, CheckCode.GROUP_CREATION)


# What every letter says.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_names_its_page_and_that_page_is_there(language: Language) -> None:
    """By its heading: it may be sent as a file of any name."""
    text = letter(language, *delegation())
    title = {"bg": "За администратора на училището", "en": "For the school's administrator"}
    assert title[language] in text
    assert f"# {title[language]}\n" in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compared_by_phone_stands_before_the_first_address(language: Language) -> None:
    """With the words by which it is found again on the screen."""
    client = "123456789012345678901"
    checks = [Check(c.code, c.state, c.fixer, {**c.facts, "client": client}) for c in delegation()]
    text = letter(language, *checks)
    assert text.index(f"Client ID: {client}") < text.index("https://")
    text = letter(language, *lacking("writer", "Group.ReadWrite.All"), vendor="microsoft")
    assert text.index("writer-number") < text.index("https://")
    assert text.index("`client_id=`") < text.index("https://")
    assert "reader" not in text.partition("https://")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_what_comes_of_doing_nothing_and_whom_to_answer(language: Language) -> None:
    """Both in the words of the page."""
    for checks in (delegation(), [setting(CheckCode.LABELS)]):  # nothing that goes on by itself
        text = letter(language, *checks)
        sentences = {
            "en": ("If you do nothing, everything in the school stays as it is today.", "answer"),
            "bg": ("Ако не направите нищо, в училището всичко остава, както е днес.", "отговорете"),
        }[language]
        assert all(one in text for one in sentences)
        assert sentences[0] in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["missing", "in-the-way", "check", "unknown"])
def test_each_word_of_a_line_is_explained_on_the_page(language: Language, state: str) -> None:
    """As a row of its own."""
    assert f"\n| {Texts(language).format(f'doctor-state-{state}')} |" in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_numbers_its_matters_and_says_how_many(language: Language) -> None:
    """The school answers by these numbers."""
    matters = (CheckCode.LABELS, CheckCode.EXPIRATION, CheckCode.DIRECTORY_SYNC)
    text = letter(language, *(setting(code) for code in matters))
    numbered = [line for line in text.splitlines() if re.match(r"── \d", line)]
    assert [re.findall(r"\d", line) for line in numbered] == [[str(n), "3"] for n in (1, 2, 3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_city_s_stands_in_a_letter(language: Language) -> None:
    """Neither its lines, nor what it does first, nor 'run this command'."""
    texts = Texts(language)
    city = Check(CheckCode.API, CheckState.MISSING, Fixer.CITY, {"permission": "x", "project": "p"})
    asked = Check(
        CheckCode.SUBJECT_ROLE, CheckState.UNKNOWN, Fixer.ADMINISTRATOR, {"subject": SUBJECT}
    )
    text = letter(language, city, asked, *lacking("writer", "Group.ReadWrite.All"))
    for words in (texts.format("doctor-ask"), "gcloud", "API permissions", "App registrations"):
        assert words not in text
    assert texts.format("doctor-letter-nothing") in letter(language, city, asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_city_does_first_has_an_arrow_of_its_own(language: Language) -> None:
    """Above the school's, in what the city reads."""
    checks = lacking("writer", "Group.ReadWrite.All", "LicenseAssignment.ReadWrite.All")
    parts = [Checkup("", "", "", ()), Checkup("t", "microsoft", "school.example", checks)]
    told = render_doctor(parts, Texts(language), every=False)
    arrows = [line.strip() for line in told.splitlines() if "→" in line]
    assert len(arrows) == 2
    assert Texts(language).format("doctor-who-city") in arrows[0]
    assert "Group.ReadWrite.All, LicenseAssignment.ReadWrite.All" in arrows[0]
    assert "entra.microsoft.com" not in arrows[1]


# Google.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_permissions_to_be_seen_is_that_of_the_line(language: Language) -> None:
    """Counted, whatever a tenant needs."""
    for uses in (frozenset(Use), frozenset({Use.PLAN})):
        (found,) = delegation(uses)
        text = letter(language, found)
        line = next(one for one in text.splitlines() if one.strip().startswith(google.AUTH))
        count = line.count(google.AUTH)
        assert count == sum(bool(one.uses & uses) for one in google.SCOPES)
        (seen,) = (one for one in text.splitlines() if "View details" in one)
        assert re.search(rf"\b{count}\b", seen)
        assert "Add new" in text
        assert "Edit" in text


RIGHTS = [*google.PRIVILEGES, google.LICENCES_PRIVILEGE, google.REPORTS_PRIVILEGE]


def ticks(text: str) -> list[str]:
    """The ticks of a text, as they stand."""
    return [line.strip() for line in text.splitlines() if line.strip().startswith("[x]")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [True, False])
def test_there_are_as_many_ticks_as_rights_that_are_not_proved(
    language: Language, role: bool
) -> None:
    """One visit for all of them; whether there is no role yet, or one that lacks something."""
    checks = [
        right("GROUPS_RETRIEVE", CheckState.MISSING),
        right("USERS_RETRIEVE", CheckState.UNKNOWN, "above"),
        right("GROUPS_CREATE", CheckState.UNKNOWN),
        right("USERS_MOVE", CheckState.OK),
    ]
    if not role:
        facts: Facts = {"subject": SUBJECT}
        no_role = Check(CheckCode.SUBJECT_ROLE, CheckState.MISSING, Fixer.ADMINISTRATOR, facts)
        checks = [no_role, *checks]
    text = letter(language, *checks)
    assert len(ticks(text)) == 3
    assert len(re.findall(r"^── ", text, re.MULTILINE)) == 1
    rights = Texts(language).format("doctor-letter-rights", subject=SUBJECT, count=3)
    assert rights in text
    steps = ("Create new role", "Continue", "[x]", "Create role", "Admin roles and privileges")
    places = [text.index(word) for word in steps]
    assert places == sorted(places)
    parts = [Checkup("", "", "", ()), Checkup("t", "google", "school.example", tuple(checks))]
    doctor = render_doctor(parts, Texts(language), every=False)
    assert len(ticks(doctor)) == 3
    assert doctor.count("→") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_at_once_is_not_too_long_to_be_told(language: Language) -> None:
    """Nor a scope beside them."""
    scopes = [
        Check(CheckCode.SCOPE, CheckState.MISSING, Fixer.ADMINISTRATOR, {**one.facts, "short": "x"})
        for one in delegation()
    ]
    rights = [right(one.name, CheckState.MISSING) for one in RIGHTS]
    text = letter(language, *rights, *scopes)
    assert len(ticks(text)) == len(RIGHTS)
    assert "View details" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_rights_that_google_does_not_show_are_asked_of_the_school(language: Language) -> None:
    """As something to look at, with the same ticks where there is no role yet."""
    text = letter(language, *(right(one.name, CheckState.UNKNOWN) for one in google.PRIVILEGES[3:]))
    assert Texts(language).format("doctor-state-check") in text
    assert len(ticks(text)) == len(google.PRIVILEGES[3:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_tick_and_every_scope_with_what_it_is_for(language: Language) -> None:
    """In the words of the letter."""
    texts = Texts(language)
    rows = {tick: plain for tick, plain in table(language, "Google: ") if tick != "---"}
    assert list(rows.values()) == [
        texts.format(f"doctor-permission-{one.name}") for one in _by_page(RIGHTS)
    ]
    for row, one in zip(rows, _by_page(RIGHTS), strict=True):
        told = texts.format(f"doctor-tick-{one.name}")
        assert set(re.findall(r"“([^”]+)”", told)) == set(re.split(r", |: ", row))
    scopes = [row for row in table(language, _SCOPES[language]) if row[0].startswith("`")]
    assert [(row[0].split("`")[1], row[1]) for row in scopes] == [
        (short, texts.format(f"doctor-permission-{short.replace('.', '-')}"))
        for short in (one.name.removeprefix(google.AUTH) for one in google.SCOPES)
    ]


_SCOPES = {"bg": "Google: какво пише в", "en": "Google: what “View details”"}
_ORDER = ("ORGANIZATION_UNITS", "USERS", "GROUPS", "LICENSES", "REPORTS")


def _by_page(rights: list[Permission]) -> list[Permission]:
    """By what they are about, as the Admin console lists them."""
    kinds = [next(kind for kind in _ORDER if one.name.startswith(kind)) for one in rights]
    return [
        one for _, one in sorted(zip(map(_ORDER.index, kinds), rights, strict=True), key=_first)
    ]


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


# Microsoft.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", ["reader", "writer"])
def test_the_sentences_of_the_screen_are_listed_and_counted(language: Language, app: str) -> None:
    """All that the application is granted there, not only what is new."""
    wanted = [
        one for one in (microsoft.READER if app == "reader" else microsoft.WRITER) if one.uses
    ]
    for checks in (
        [one for one in graph() if one.facts["app"] == app],
        lacking(app, wanted[-1].name),
    ):
        text = letter(language, *checks, vendor="microsoft")
        listed = [line.strip() for line in text.splitlines() if line.strip().startswith("•")]
        assert [re.findall("“(.*)”", line)[0] for line in listed] == [
            one.sentence for one in wanted
        ]
        (screen,) = (line for line in text.splitlines() if "Permissions requested" in line)
        assert re.search(rf"\b{len(wanted)}\b", screen)
        assert "Accept" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_permission_with_its_sentence(language: Language) -> None:
    """Of both applications, once each."""
    texts = Texts(language)
    every = {one.name: one for one in (*microsoft.READER, *microsoft.WRITER)}
    rows = [row for row in table(language, "Microsoft: ") if row[0].startswith("`")]
    assert [(row[0].split("`")[1], row[1], row[2]) for row in rows] == [
        (name, one.sentence, texts.format(f"doctor-permission-{name.replace('.', '-')}"))
        for name, one in every.items()
    ]
    optional = [row[0].split("`")[1] for row in rows if "(" in row[0]]
    assert optional == [name for name, one in every.items() if not one.uses]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_calls_the_two_programs_as_the_snippets_make_them(language: Language) -> None:
    """So that the name on the screen is found on the page."""
    script = (PAGE.parent / "consent" / "microsoft.sh").read_text("utf-8")
    names = re.findall(r"\$\(application (\S+) ", script)
    assert len(names) == 2
    assert all(name in page(language) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_setting_is_a_matter_with_steps_that_end_safely(language: Language) -> None:
    """Groups that expire come first; a rule in doubt, a label and a server are left alone."""
    text = letter(language, *(setting(code) for code in reversed(SETTINGS)), vendor="microsoft")
    texts = Texts(language)
    told = [texts.attribute(f"doctor-{code}", "trouble", {}) for code in SETTINGS[:4]]
    assert all(one in text for one in told)
    assert text.index(told[0]) == min(text.index(one) for one in told)
    assert "“None”" in text
    assert "“Save”" in text
    unsure = {"en": "If you are not sure", "bg": "Ако не сте сигурни"}[language]
    assert text.count(unsure) == 3
    look = {"en": "Only look here", "bg": "Тук само вижте"}[language]
    assert look in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", LOOKS)
def test_what_the_program_may_not_see_is_only_looked_at(
    language: Language, code: CheckCode
) -> None:
    """And answered; nothing is changed for it."""
    text = letter(language, setting(code, CheckState.UNKNOWN), vendor="microsoft")
    assert f"{Texts(language).format('doctor-state-check')}: " in text
    words = {
        "en": r"Only look|change nothing",
        "bg": r"Само вижте|само вижте|не променяйте",
    }
    assert re.search(words[language], text)
    assert "“Save”" not in text
    assert "“Delete policy”" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_server_the_answer_is_given(language: Language) -> None:
    """Of both vendors."""
    answer = {"en": "“no server”", "bg": "„няма сървър“"}[language]
    for code in (CheckCode.CLOUD_SYNC, CheckCode.DIRECTORY_SYNC):
        assert answer in letter(language, setting(code, CheckState.UNKNOWN))


NO_MENU = {"en": "“the menu is not there”", "bg": "„няма такова меню“"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("vendor", ["google", "microsoft"])
def test_that_a_menu_is_not_there_is_an_answer(language: Language, vendor: str) -> None:
    """In every letter, and on the page among what may go wrong."""
    checks = delegation() if vendor == "google" else graph()
    assert NO_MENU[language] in letter(language, *checks, vendor=vendor).partition("── 1")[0]
    assert NO_MENU[language] in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", LOOKS)
def test_whoever_looks_may_answer_that_the_menu_is_not_there(
    language: Language, code: CheckCode
) -> None:
    """Each look in a console has it among its answers."""
    text = letter(language, setting(code, CheckState.UNKNOWN), vendor="microsoft")
    matter = text.partition("── 1")[2]
    assert "https://" not in matter or NO_MENU[language] in matter


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_changed_is_written_down_first_and_the_page_has_the_way_back(
    language: Language,
) -> None:
    """Expiration, a naming policy and the default domain: Microsoft remembers none of them."""
    noted = {"en": ("write down", "picture"), "bg": ("апишете", "нимк")}[language]
    back = {"en": "\n## How to take it back\n", "bg": "\n## Как се връща назад\n"}[language]
    _, found, way_back = page(language).partition(back)
    assert found
    for code, change, named in (
        (CheckCode.EXPIRATION, "“Save”", "“Expiration”"),
        (CheckCode.NAMING_POLICY, "“Delete policy”", "“Naming policy”"),
        (CheckCode.DOMAIN, "“Set as default”", "“Set as default”"),
    ):
        before, found, _ = letter(language, setting(code)).partition(f"{change}")
        steps = before.partition("── 1")[2].lower()
        assert found
        assert any(word in steps for word in noted), code
        assert named in way_back


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_of_the_school_s_own_is_not_given_the_program_s_role(
    language: Language,
) -> None:
    """admin@ as the only super administrator: nothing is done, the city names another account."""
    only = {"en": "no other super administrator", "bg": "няма друг главен администратор"}[language]
    for checks in (delegation(), (right("GROUPS_CREATE", CheckState.MISSING),)):
        text = letter(language, *checks)
        steps = text.partition("── 1")[2]
        assert steps.index("   0. ") < steps.index(only) < steps.index("   1. ")
        assert steps.count(only) == 1
    assert "admin@" in page(language)
    ours = {"en": "not with the account in whose name", "bg": "а не с акаунта, от чието име"}
    assert ours[language] in text
    assert ours[language] not in letter(language, *graph(), vendor="microsoft")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_administrator_is_told_where_to_confirm(language: Language) -> None:
    """A delegation and a role, in the letter and on the page."""
    place = "“Multi-party approval requests”"
    assert place in letter(language, *delegation())
    assert place in letter(language, right("GROUPS_CREATE", CheckState.MISSING))
    assert place in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_before_a_password_is_the_vendor_s_own(language: Language) -> None:
    """One of the two, so that the other is a surprise."""
    first = letter(language, *delegation()).partition("── 1")[0]
    assert ("accounts.google" in first, "microsoftonline" in first) == (True, False)
    first = letter(language, *graph(), vendor="microsoft").partition("── 1")[0]
    assert ("accounts.google" in first, "microsoftonline" in first) == (False, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_compared_is_there_or_not_asked_for(language: Language) -> None:
    """A role alone has the account; a setting alone has nothing to read out."""
    read_out = {"en": "want and read the", "bg": "и нека Ви прочетат"}[language]
    head = letter(language, right("GROUPS_CREATE", CheckState.MISSING)).partition("── 1")[0]
    assert head.count(SUBJECT) == 1
    assert read_out in head
    head = letter(language, setting(CheckCode.LABELS), vendor="microsoft").partition("── 1")[0]
    assert read_out not in head


# What a school decides about.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("uses", [frozenset(Use), frozenset({Use.PLAN})])
def test_a_delegation_is_said_to_reach_beyond_the_account(
    language: Language, uses: frozenset[Use]
) -> None:
    """Before the first address, within what is asked for; on the page, too."""
    beyond = {"en": "is not limited to", "bg": "не е ограничено до"}[language]
    deletes = {"en": "change and delete accounts", "bg": "изтрива акаунти"}[language]
    first = letter(language, *delegation(uses)).partition("── 1")[2].partition("   1. ")[0]
    assert f"{beyond} " in first
    assert {"en": "even a super administrator", "bg": "и на главен администратор"}[
        language
    ] in first
    assert (deletes in first) == (Use.APPLY in uses)
    assert beyond in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_says_first_what_it_lets_a_program_do_to_groups(language: Language) -> None:
    """The program that writes; the other changes nothing."""
    words = {"en": ("conversations and files", "any group"), "bg": ("разговори и файлове", "всяка")}
    text = letter(language, *lacking("writer", "Group.ReadWrite.All"), vendor="microsoft")
    first = text.partition("── 1")[2].partition("   1. ")[0]
    assert all(word in first for word in words[language])
    assert all(word in page(language) for word in words[language])
    text = letter(language, *lacking("reader", "User.Read.All"), vendor="microsoft")
    assert words[language][0] not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "stop", "change"),
    [
        (CheckCode.EXPIRATION, ("If you are not sure", "Ако не сте сигурни"), "“None” ("),
        (CheckCode.NAMING_POLICY, ("If you are not sure", "Ако не сте сигурни"), "“Delete policy”"),
        (CheckCode.DOMAIN, ("If you are not sure", "Ако не сте сигурни"), "“Set as default”"),
        (CheckCode.APP_DISABLED, ("on purpose", "желана промяна"), "“Yes” "),
        (
            CheckCode.ACCESS_POLICY,
            ("If it cannot be changed", "Ако не може да се промени"),
            "“Save”",
        ),
        (CheckCode.ACCESS_POLICY, ("take a picture of it", "направете снимка"), "“Save”"),
        (CheckCode.SUBJECT, ("If it is somebody's own", "Ако е на някого"), "“Reactivate”"),
        (CheckCode.SUBJECT, ("give it to nobody", "не я давайте на никого"), "“Reactivate”"),
    ],
)
def test_what_stops_one_stands_before_the_change(
    language: Language, code: CheckCode, stop: tuple[str, str], change: str
) -> None:
    """Whoever does each sentence as it comes does no harm."""
    facts: Facts = {"domain": "school.example", "subject": SUBJECT, "client": "x", "app": "writer"}
    text = letter(language, Check(code, CheckState.MISSING, Fixer.ADMINISTRATOR, facts))
    steps = text.partition("── 1")[2]
    assert steps.index(stop[language == "bg"]) < steps.index(change)


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_that_expire_do_so_whether_or_not_anything_is_done(language: Language) -> None:
    """A letter about them does not say that nothing happens."""
    goes_on = {"en": "go on being deleted", "bg": "ще продължат да се изтриват"}[language]
    for state in (CheckState.MISSING, CheckState.UNKNOWN):
        text = letter(language, setting(CheckCode.EXPIRATION, state), vendor="microsoft")
        assert goes_on in text.partition("── 1")[0]
    assert goes_on not in letter(language, setting(CheckCode.LABELS), vendor="microsoft")
    assert goes_on in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", ["city", "city-it", ""])
def test_a_letter_has_its_day_its_sender_and_a_place_for_a_number(
    language: Language, office: str
) -> None:
    """How the sender is reached stands at the end: one rings first on another number."""
    contacts = {office: {"bg": "тел. 1 23", "en": "phone 1 23"}} if office else {}
    name = {"bg": "Община Х", "en": "Municipality of X"}
    head = LetterHead("2026-12-01", name, contacts)
    checkup = Checkup("t", "google", "school.example", delegation())
    first, *rest = render_letter([checkup], Texts(language), head).partition("── 1")
    day = {"bg": "1\u00a0декември\u00a02026\u00a0г.", "en": "1 December 2026"}[language]
    assert day in first
    assert "____" in first
    assert name[language] in first
    who = {
        "city": ("education department", "отдел „Образование“"),
        "city-it": (", IT\n", "ИТ екип"),
    }
    assert all((one[language == "bg"] in first) == (known == office) for known, one in who.items())
    assert "1 23" not in first
    assert ("1 23" in "".join(rest)) == bool(office)
    principal = {"bg": "на директора: решението е негово", "en": "to the principal, whose decision"}
    assert principal[language] in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_read_out_is_named_as_it_stands_below(language: Language) -> None:
    """Only what the letter has."""
    account = {"en": "read the account to you", "bg": "прочетат акаунта"}[language]
    cases: dict[str, tuple[Check, ...]] = {
        "Client ID": delegation(),
        "Application ID": graph(),
        account: (right("GROUPS_CREATE", CheckState.MISSING),),
    }
    asked = {"en": "want and read the", "bg": "и нека Ви прочетат"}[language]
    for named, checks in cases.items():
        (line,) = (one for one in letter(language, *checks).splitlines() if asked in one)
        assert named in line
    assert asked not in letter(language, setting(CheckCode.LABELS))
