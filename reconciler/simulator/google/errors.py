"""Google's error answers: one exception, made by the functions that name each documented case."""

from __future__ import annotations

from typing import Any


class GoogleError(Exception):
    """A call that Google refuses: HTTP status, Google's reason word and its message."""

    header = ""
    """The request header that caused it, where one did."""

    def __init__(self, status: int, reason: str, message: str, location: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message
        self.location = location

    def body(self) -> dict[str, Any]:
        """The JSON error body that all of Google's REST APIs share."""
        body = error_body(self.status, self.reason, self.message, self.location)
        if self.header:
            where = {"location": self.header, "locationType": "header"}
            body["error"]["errors"][0] |= where
        return body


def error_body(status: int, reason: str, message: str, location: str = "") -> dict[str, Any]:
    """Google's error envelope with one entry in `errors`."""
    entry = {"message": message, "domain": "global", "reason": reason}
    if location:
        entry |= {"location": location, "locationType": "parameter"}
    return {"error": {"code": status, "message": message, "errors": [entry]}}


def not_found(parameter: str) -> GoogleError:
    """404 for a key that names nothing; `parameter` is Google's name of that key."""
    return GoogleError(404, "notFound", f"Resource Not Found: {parameter}")


def domain_not_found() -> GoogleError:
    """404 for an address or a listing outside the customer's domain."""
    return GoogleError(404, "notFound", "Domain not found.")


def invalid(what: str) -> GoogleError:
    """400 with reason `invalid` and the message `Invalid Input: what`."""
    return GoogleError(400, "invalid", f"Invalid Input: {what}")


def invalid_message(message: str) -> GoogleError:
    """400 with reason `invalid` and a message of its own."""
    return GoogleError(400, "invalid", message)


def required(what: str) -> GoogleError:
    """400 for a body or query that lacks something."""
    return GoogleError(400, "required", f"Missing required field: {what}")


def duplicate(message: str = "Entity already exists.") -> GoogleError:
    """409 for an address, alias or membership that is there already."""
    return GoogleError(409, "duplicate", message)


def precondition(message: str) -> GoogleError:
    """412 for a state that forbids the call."""
    return GoogleError(412, "conditionNotMet", message)


def changed_meanwhile() -> GoogleError:
    """412 for an If-Match that names another version of the object."""
    error = precondition("Precondition Failed")
    error.header = "If-Match"
    return error


def forbidden() -> GoogleError:
    """403 for another customer's data."""
    return GoogleError(403, "forbidden", "Not Authorized to access this resource/api")


def lacking_scope() -> GoogleError:
    """403 for a token whose scopes do not cover the method."""
    return GoogleError(
        403,
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
    )


def not_modelled(what: str) -> GoogleError:
    """501 for what the simulator leaves out: never silently ignored."""
    return GoogleError(501, "notImplemented", f"The simulator does not model {what}.")


def unauthorised() -> dict[str, Any]:
    """The body of Google's 401 for a missing, unknown or expired bearer."""
    return error_body(401, "authError", "Invalid Credentials")
