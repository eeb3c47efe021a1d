"""What an undo cannot restore, or leaves alone."""

from __future__ import annotations

from reconciler.errors import Code


class UndoCode(Code):
    """Codes of findings (finding-…)."""

    CHANGED_SINCE = "undo-changed-since"
    PEOPLE_CHANGED_SINCE = "undo-people-changed-since"
    PEOPLE_GONE = "undo-people-gone"
    NOWHERE = "undo-nowhere"
    GONE = "undo-gone"
    NOT_OURS = "undo-not-ours"
    THERE_AGAIN = "undo-there-again"
    TAKEN = "undo-taken"
    NO_PARENT = "undo-no-parent"
    NOT_EMPTY = "undo-not-empty"
    UNIT_MADE_ANEW = "undo-unit-made-anew"
    GROUP_MADE_ANEW = "undo-group-made-anew"
    CONTENT_GOES = "undo-content-goes"
    ALIAS_STAYS = "undo-alias-stays"
    NOT_RECORDED = "undo-not-recorded"
    NO_SEATS = "undo-no-seats"
    AUTOMATIC = "undo-automatic"
    SUSPENDED = "undo-suspended"


class UndoFault(Code):
    """Why a run cannot be undone (fault-…)."""

    OTHER_STACK = "undo-other-stack"
    STILL_RUNNING = "undo-still-running"
    TENANT_GONE = "undo-tenant-gone"
    NOT_IN_RUN = "undo-not-in-run"
