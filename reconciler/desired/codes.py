"""What compiling can find out: findings, and reasons why something is not known."""

from __future__ import annotations

from reconciler.errors import Code


class DesiredCode(Code):
    """Codes of findings (finding-…) and of reasons (reason-…)."""

    NO_ACCOUNT = "no-account"
    TWO_ACCOUNTS = "two-accounts"
    ACCOUNT_OF_ANOTHER = "account-of-another"
    TWO_PLACES = "two-places"
    TWO_SCHOOLS = "two-schools"
    CLASS_NOT_DECLARED = "class-not-declared"
    ADMIN_STAYS = "admin-stays"
    ADDRESS_OF_NOBODY = "address-of-nobody"
    TAGGED_ADDRESS = "tagged-address"
    PARENTS_OF_NOBODY = "parents-of-nobody"
    PARENTS_TAGGED = "parents-tagged"
    PARITY_MANAGERS = "parity-managers"
    PARITY_NESTED = "parity-nested"
    PARITY_EXTERNAL = "parity-external"
    PARITY_SETTING = "parity-setting"
    PARITY_SECURITY = "parity-security"
    PARITY_PRODUCT = "parity-product"
    PARITY_THROUGH_GROUP = "parity-through-group"


class UnknownCode(Code):
    """Why a resource could not be compiled or compared (reason-…)."""

    NO_ROSTER = "no-roster"
    NOBODY_OF_ROLE = "nobody-of-role"
    CLASS_NOT_IN_ROSTER = "class-not-in-roster"
    NO_CERTIFICATIONS = "no-certifications"
