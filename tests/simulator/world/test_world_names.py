"""Names in Bulgarian and in Latin letters."""

from __future__ import annotations

from random import Random

import pytest

from reconciler.simulator.world.names import draw, feminine, latin

VECTORS = {
    "Мария": "maria", "Марияна": "mariyana", "Илия": "ilia", "Виктория": "viktoria",
    "Щерев": "shterev", "Хаджиев": "hadzhiev", "Йордан": "yordan", "Кольо": "kolyo",
    "Кърджали": "kardzhali", "Цветан": "tsvetan", "Тютюнджян": "tyutyundzhyan",
    "Юлиян": "yuliyan", "Жана": "zhana", "Чавдаров": "chavdarov", "Софроний": "sofroniy",
}  # fmt: skip


@pytest.mark.parametrize(("bulgarian", "expected"), VECTORS.items())
def test_names_are_written_by_the_law_on_transliteration(bulgarian: str, expected: str) -> None:
    """Each vector is known from the law or from signs in the street."""
    assert latin(bulgarian) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [("Петров", "Петрова"), ("Илиев", "Илиева"), ("Полянски", "Полянска"), ("Ян", "Ян")],
)
def test_women_bear_the_family_name_with_their_ending(stem: str, expected: str) -> None:
    """Петров becomes Петрова."""
    assert feminine(stem) == expected


def test_a_thousand_names_are_plain_latin_and_mostly_different() -> None:
    """Addresses made of them hold nothing but small letters."""
    rng = Random("names")
    names = [draw(rng) for _ in range(1000)]
    addresses = {f"{latin(name.given)}{latin(name.family)}" for name in names}
    assert all(address.isascii() and address.isalpha() for address in addresses)
    assert len(addresses) > 900
