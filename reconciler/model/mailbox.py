"""What one mail address is, and which of them are one mailbox: what an outsider is compared by.

Gmail delivers to one account whatever dots and capitals its local part is written with, and
googlemail.com is gmail.com. So `Maria.Petrova@googlemail.com` and `mariapetrova@gmail.com` are one
person: a group that lists one of them must not be given the other. At any other provider only
capitals are folded; what else is one mailbox there, its operator alone knows.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
_GMAIL = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str) -> str:
    """The address that all spellings of one mailbox share."""
    local, at, domain = address.strip().casefold().rpartition("@")
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}{at}{domain}"


def is_tagged_gmail(address: str) -> bool:
    """Whether it is NAME+TAG of Gmail: mail arrives there, but Google knows no such account.

    As a member it is answered 404 (GAM #1422, read 2026-11-30).
    """
    local, _, domain = mailbox(address).rpartition("@")
    return domain == "gmail.com" and "+" in local


def untagged(address: str) -> str:
    """The address without +TAG, where it is Gmail's."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}" if is_tagged_gmail(address) else address


def folded_address(text: str) -> str | None:
    """The one e-mail address of a cell or a file, in lower case; None for anything else, '' for ''.

    Two addresses, a name beside it, an invisible character, a letter of another alphabet: no
    vendor takes them, and which part is meant nobody can tell for certain.
    """
    found = text.strip()
    return found.lower() if not found or _ADDRESS.fullmatch(found) else None
