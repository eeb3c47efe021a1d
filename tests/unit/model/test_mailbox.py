"""Which addresses are one mailbox."""

from __future__ import annotations

import pytest

from reconciler.model.mailbox import is_tagged_gmail, mailbox


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Maria.Petrova@gmail.com", "mariapetrova@gmail.com"),
        ("m.a.r.i.a@GoogleMail.com", "maria@gmail.com"),
        (" Maria.Petrova@Abv.bg ", "maria.petrova@abv.bg"),
        ("maria.petrova@gmail.com.example", "maria.petrova@gmail.com.example"),
        ("everyone", "everyone"),
    ],
)
def test_only_gmail_passes_over_dots(written: str, same: str) -> None:
    """Dots count everywhere else, capitals nowhere."""
    assert mailbox(written) == same


@pytest.mark.parametrize(
    ("address", "tagged"),
    [
        ("maria+school@gmail.com", True),
        ("maria+school@googlemail.com", True),
        ("maria+school@abv.bg", False),
        ("maria@gmail.com", False),
    ],
)
def test_a_tag_is_no_account_of_google(address: str, *, tagged: bool) -> None:
    """Elsewhere a plus may be anything."""
    assert is_tagged_gmail(address) is tagged
