"""Graph's refusals: status, code and message as documented or seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry of an error's `details`."""

    code: str
    target: str
    message: str


@dataclass(eq=False)
class GraphError(Exception):
    """An answer that is not a success; the dispatcher turns it into Graph's error body."""

    status: int
    code: str
    message: str
    details: tuple[Detail, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"


def not_found(key: str) -> GraphError:
    """404 for an object, or an object that a link names, which is not there."""
    return GraphError(
        404,
        "Request_ResourceNotFound",
        f"Resource '{key}' does not exist or one of its queried reference-property objects "
        "are not present.",
    )


def bad_request(message: str, *details: Detail) -> GraphError:
    """400 Request_BadRequest."""
    return GraphError(400, "Request_BadRequest", message, details)


def invalid(target: str, resource: str) -> GraphError:
    """400 for a property whose value the directory does not take."""
    message = f"Invalid value specified for property '{target}' of resource '{resource}'."
    return bad_request(message, Detail("InvalidValue", target, message))


def invalid_values() -> GraphError:
    """400 in the words that the directory uses where it names no property."""
    return bad_request("One or more property values specified are invalid.")


def source_missing() -> GraphError:
    """400 for a new group that not every server of the directory knows yet."""
    return bad_request(
        "The source resource object or one of the objects being referenced do not exist."
    )


def required(target: str, resource: str) -> GraphError:
    """400 for a property that a creation must have."""
    message = f"A value is required for property '{target}' of resource '{resource}'."
    return bad_request(message, Detail("MissingValue", target, message))


def conflict(target: str) -> GraphError:
    """400 for a value that another object has."""
    message = f"Another object with the same value for property {target} already exists."
    return bad_request(message, Detail("ObjectConflict", target, message))


def conflicting() -> GraphError:
    """400 for an object that is there already, in the words of units and scoped roles."""
    return bad_request(
        "A conflicting object with one or more of the specified property values is present in "
        "the directory."
    )


def duplicate_values() -> GraphError:
    """400 for a list that names one thing twice."""
    return bad_request("Request contains a property with duplicate values.")


def unsupported_query(message: str) -> GraphError:
    """400 for a query option that the directory does not take."""
    return GraphError(400, "Request_UnsupportedQuery", message)


def unreadable() -> GraphError:
    """400 for a body that is not a JSON object."""
    return GraphError(
        400,
        "BadRequest",
        "Unable to read JSON request payload. Please ensure Content-Type header is set and "
        "payload is of valid JSON format.",
    )


def denied(more: str = "") -> GraphError:
    """403 for a token without the role."""
    message = "Insufficient privileges to complete the operation."
    return GraphError(403, "Authorization_RequestDenied", f"{message} {more}".rstrip())


def restricted() -> GraphError:
    """403 for a change of what only a restricted unit's administrators may change."""
    return denied(
        "Target object is a member of a restricted management administrative unit and can only "
        "be modified by administrators scoped to that administrative unit."
    )


def synced() -> GraphError:
    """400 for a change of what a directory on the premises is the master of."""
    return bad_request(
        "Unable to update the specified properties for on-premises mastered Directory Sync "
        "objects or objects currently undergoing migration."
    )


def wrong_method() -> GraphError:
    """405 for a method that the target never takes."""
    return GraphError(
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )


def unsupported() -> GraphError:
    """501 for whatever is not modelled: a target, a query option, a property."""
    return GraphError(501, "NotImplemented", "This operation target is not yet supported.")
