"""Texts: both languages say the same things, and nothing is said with a hole in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.errors import Code, Fault, SourceLocation
from reconciler.model.change import Reason
from reconciler.model.plan import Finding, Level
from reconciler.report.catalogue import catalogue
from reconciler.report.texts import FOLDER, LANGUAGES, Language, Texts


class AskCode(Code):
    """A message of the tests' own, with a hint that needs one fact more than the text."""

    ASKS = "sample-asks"


def written(folder: Path, text: str) -> Texts:
    """English texts with one file."""
    (folder / "en").mkdir()
    (folder / "en" / "some.ftl").write_text(text, "utf-8")
    return Texts("en", folder)


def test_both_languages_have_the_same_messages_attributes_and_facts() -> None:
    """What one language can say the other can, from the same facts."""
    first, second = (catalogue(FOLDER / language, language).all() for language in LANGUAGES)
    assert first.keys() == second.keys()
    different = {key for key, facts in first.items() if facts != second[key]}
    assert not different


BULGARIAN_WORDS = ("Български", "ЕГН")
"""What an English reader looks for on a page or in a list, as it stands there."""


def test_an_english_text_has_letters_that_its_reader_can_type() -> None:
    """A class 5a in an example is no class 5а."""
    for path in (FOLDER / "en").glob("*.ftl"):
        for line in path.read_text("utf-8").splitlines():
            found = re.findall("[а-яА-Я]+", line)
            assert not set(found) - {*BULGARIAN_WORDS}, f"{path.name}: {line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_texts_exists_in_each_language(language: Language) -> None:
    """Somebody who adds a file adds it twice."""
    names = {path.name for path in FOLDER.glob("*/*.ftl")}
    assert {path.name for path in (FOLDER / language).glob("*.ftl")} == names


def test_a_fault_is_told_with_its_place_and_what_to_do(english: Texts) -> None:
    """Where, what, and on the second line the way on."""
    fault = Fault(AskCode.ASKS, SourceLocation("schools/a.yaml", 4, 7), {"what": "a", "whom": "b"})
    assert english.fault(fault) == "schools/a.yaml:4:7: a & more\n  ask b"


def test_a_hint_without_its_facts_is_left_out(english: Texts) -> None:
    """A hint may need more than the text itself does."""
    assert english.fault(Fault(AskCode.ASKS, facts={"what": "a"})) == "a & more"


def test_a_text_without_its_facts_is_an_error(english: Texts) -> None:
    """Nobody ever reads a sentence with a hole in it."""
    with pytest.raises(LookupError, match=r"sample-asks.*what"):
        english.fault(Fault(AskCode.ASKS))


def test_a_text_that_is_not_there_is_an_error(english: Texts) -> None:
    """A code without a sentence does not pass silently."""
    with pytest.raises(LookupError, match="no text 'plan-no-such' in 'en'"):
        english.format("plan-no-such")


def test_a_file_that_is_not_fluent_is_an_error(tmp_path: Path) -> None:
    """A broken file is refused, not read as far as it goes."""
    with pytest.raises(LookupError, match="not messages"):
        written(tmp_path, "good = fine\nbad { = no\n")


def test_a_message_that_is_not_fluent_is_an_error(tmp_path: Path) -> None:
    """What is wrong inside a message is told when it is to be said."""
    texts = written(tmp_path, "good = fine\nbad = { no\n")
    assert texts.format("good") == "fine"
    with pytest.raises(LookupError, match=r"not messages.*bad = "):
        texts.format("bad")


def test_a_message_written_twice_is_an_error(tmp_path: Path) -> None:
    """No sentence is written in two files."""
    with pytest.raises(LookupError, match="'one' is written twice"):
        written(tmp_path, "one = first\none = second\n")


def test_numbers_are_written_as_the_language_does(tmp_path: Path) -> None:
    """Narrow spaces in both; a decimal comma in Bulgarian."""
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "some.ftl").write_text("all = { $count } in { $share }\n", "utf-8")
    told = {name: Texts(name, tmp_path).format("all", count=33200, share=1.5) for name in LANGUAGES}
    assert told == {"bg": "33\u202f200 in 1,5", "en": "33\u202f200 in 1.5"}


def test_a_number_chooses_the_plural_and_is_shown_without_marks(tmp_path: Path) -> None:
    """Plural forms work, and no invisible characters stand around facts."""
    texts = written(
        tmp_path,
        "units = { $count ->\n    [one] { $count } unit\n   *[other] { $count } units\n}\n",
    )
    assert [texts.format("units", count=count) for count in (1, 2)] == ["1 unit", "2 units"]


def test_findings_use_words_for_our_own_enums(tmp_path: Path) -> None:
    """A head teacher reads 'administrative staff', not the code's word."""
    texts = written(
        tmp_path,
        "finding-sample-asks = no { $role }\nreport-word-role-staff = administrative staff\n",
    )
    finding = Finding(AskCode.ASKS, Level.ADVISORY, "t", "s", facts={"role": "staff"})
    assert texts.finding(finding) == "no administrative staff"


def test_faults_quote_what_people_wrote(tmp_path: Path) -> None:
    """A fault shows the word that stands in the file."""
    texts = written(
        tmp_path,
        "fault-sample-asks = unknown role { $role }\n"
        "reason-sample-asks = as { $role }\n"
        "report-word-role-staff = administrative staff\n",
    )
    assert texts.fault(Fault(AskCode.ASKS, facts={"role": "staff"})) == "unknown role staff"
    assert texts.reason(Reason(AskCode.ASKS, {"role": "staff"})) == "as administrative staff"
