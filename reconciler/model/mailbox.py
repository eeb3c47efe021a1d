"""Which mail addresses are one mailbox: what an outsider is compared by.

Gmail delivers to one account whatever dots and capitals its local part is written with, and
googlemail.com is gmail.com. So `Maria.Petrova@googlemail.com` and `mariapetrova@gmail.com` are one
person: a group that lists one of them must not be given the other. At any other provider only
capitals are folded; what else is one mailbox there, its operator alone knows.
"""

from __future__ import annotations

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
