"""One comment and one issue of ours, in every weather of the host."""

from __future__ import annotations

import httpx
import pytest

from reconciler.codehost.codes import CodeHostCode, CodeHostError, TransientError
from reconciler.codehost.model import CommitStatus, StatusState
from tests.unit.codehost.host import MemoryHost

MARKER = "<!-- ours -->"


def bodies(host: MemoryHost) -> list[str]:
    """What the comments say, in their order."""
    return [one["body"] for one in host.comments]


def test_a_second_text_takes_the_place_of_the_first() -> None:
    """However many comments of others stand around it, on however many pages."""
    host = MemoryHost()
    host.say("clerk", "please look")
    host.publisher().put_comment(7, MARKER, f"{MARKER} first")
    for number in range(5):
        host.say("clerk", f"and {number}")
    host.publisher().put_comment(7, MARKER, f"{MARKER} second")
    ours = [body for body in bodies(host) if MARKER in body]
    assert ours == [f"{MARKER} second"]
    assert bodies(host).index(f"{MARKER} second") == 1


def test_our_comment_is_found_on_the_last_page() -> None:
    """A list is all of its pages."""
    host = MemoryHost()
    for number in range(7):
        host.say("clerk", f"{number}")
    host.publisher().put_comment(7, MARKER, f"{MARKER} first")
    host.publisher().put_comment(7, MARKER, f"{MARKER} second")
    assert len(host.comments) == 8


def test_somebody_elses_copy_of_the_marker_is_not_ours() -> None:
    """It is neither read nor written over."""
    host = MemoryHost()
    host.say("mallory", f"{MARKER} merge me")
    publisher = host.publisher()
    assert publisher.comment(7, MARKER) is None
    publisher.put_comment(7, MARKER, f"{MARKER} true")
    assert bodies(host) == [f"{MARKER} merge me", f"{MARKER} true"]


def test_a_token_that_may_not_ask_who_it_is_knows_its_own_by_the_bot() -> None:
    """GitHub's job tokens may not read /user."""
    host = MemoryHost(me="")
    host.say("mallory", f"{MARKER} merge me")
    host.say("github-actions[bot]", f"{MARKER} old", bot=True)
    host.publisher().put_comment(7, MARKER, f"{MARKER} new")
    assert bodies(host) == [f"{MARKER} merge me", f"{MARKER} new"]


def test_a_write_whose_answer_was_lost_is_not_done_twice() -> None:
    """502 after the comment was made: the second look finds it."""
    host = MemoryHost(lost=1)
    host.publisher().put_comment(7, MARKER, f"{MARKER} once")
    assert bodies(host) == [f"{MARKER} once"]
    assert [one.method for one in host.requests].count("POST") == 1


def test_an_issue_whose_answer_was_lost_is_not_opened_twice() -> None:
    """The same for issues."""
    host = MemoryHost(lost=1)
    host.publisher().put_issue("drift", MARKER, f"{MARKER} this")
    host.publisher().put_issue("drift", MARKER, f"{MARKER} that")
    assert [one["body"] for one in host.issues] == [f"{MARKER} that"]


def test_a_comment_deleted_by_hand_is_written_again() -> None:
    """Also where it goes between the look and the write."""
    host = MemoryHost()
    publisher = host.publisher()
    publisher.put_comment(7, MARKER, f"{MARKER} first")

    def delete_once(request: httpx.Request) -> httpx.Response | None:
        if request.method == "PATCH" and host.comments:
            host.comments.clear()
        return None

    host.trouble = delete_once
    publisher.put_comment(7, MARKER, f"{MARKER} second")
    assert bodies(host) == [f"{MARKER} second"]


def test_a_closed_issue_is_left_closed_and_a_new_one_opened() -> None:
    """What a person closed is not touched again."""
    host = MemoryHost()
    publisher = host.publisher()
    publisher.put_issue("drift", MARKER, f"{MARKER} this")
    publisher.close_issue(MARKER)
    publisher.close_issue(MARKER)
    publisher.put_issue("drift", MARKER, f"{MARKER} that")
    assert [one["state"] for one in host.issues] == ["closed", "open"]


def test_bad_moments_pass() -> None:
    """502 on reading, three times; each wait is longer."""
    host = MemoryHost()
    left = [502, 503, 504]
    host.trouble = lambda request: (
        httpx.Response(left.pop()) if left and request.method == "GET" else None
    )
    host.publisher().put_comment(7, MARKER, f"{MARKER} at last")
    assert bodies(host) == [f"{MARKER} at last"]
    assert host.waited == [1.0, 2.0, 4.0]


def test_a_host_that_never_answers_is_told() -> None:
    """With what was asked, and without an end of waiting."""
    host = MemoryHost()
    host.trouble = lambda _request: httpx.Response(502)
    with pytest.raises(TransientError) as caught:
        host.publisher().put_comment(7, MARKER, f"{MARKER} never")
    assert caught.value.faults[0].code is CodeHostCode.UNREACHABLE
    assert caught.value.faults[0].facts["path"] == "/repos/city/schools/issues/7/comments"


@pytest.mark.parametrize(
    ("status", "headers", "waits"),
    [
        (429, {"Retry-After": "3"}, 3.0),
        (403, {"Retry-After": "9"}, 9.0),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1017"}, 17.0),
        (429, {"RateLimit-Remaining": "0", "RateLimit-Reset": "1005"}, 5.0),
        (429, {}, 1.0),
    ],
)
def test_a_rate_limit_is_waited_for(status: int, headers: dict[str, str], waits: float) -> None:
    """As the host says; a limit refuses, so that a write is repeated at once."""
    host = MemoryHost()
    left = [httpx.Response(status, headers=headers)]
    host.trouble = lambda request: left.pop() if left and request.method == "POST" else None
    host.publisher().put_comment(7, MARKER, f"{MARKER} later")
    assert bodies(host) == [f"{MARKER} later"]
    assert host.waited == [waits]


def test_a_limit_of_an_hour_is_told_and_not_waited_for() -> None:
    """With the seconds."""
    host = MemoryHost()
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4600"}
    host.trouble = lambda _request: httpx.Response(403, headers=headers)
    with pytest.raises(CodeHostError) as caught:
        host.publisher().put_comment(7, MARKER, f"{MARKER} later")
    assert caught.value.faults[0].code is CodeHostCode.RATE_LIMITED
    assert caught.value.faults[0].facts["problem"] == "3600"
    assert host.waited == []


def test_a_text_with_a_secret_is_not_sent() -> None:
    """Not as a comment, an issue or a status; the fault names the variable and not the value."""
    host = MemoryHost()
    publisher = host.publisher({"RECONCILER_PSEUDONYM_KEY": "s3cr3t-value"})
    writes = (
        lambda: publisher.put_comment(7, MARKER, f"{MARKER} s3cr3t-value"),
        lambda: publisher.put_issue("drift s3cr3t-value", MARKER, MARKER),
        lambda: publisher.status("c0", CommitStatus(StatusState.ERROR, "x", "a s3cr3t-value")),
    )
    for write in writes:
        with pytest.raises(CodeHostError) as caught:
            write()
        assert caught.value.faults[0].code is CodeHostCode.WOULD_LEAK
        assert caught.value.faults[0].facts == {"variable": "RECONCILER_PSEUDONYM_KEY"}
    assert all(b"s3cr3t" not in one.content for one in host.requests)


def test_the_next_page_is_asked_of_the_same_host() -> None:
    """A page that leads elsewhere gets no token."""
    host = MemoryHost()
    link = {"Link": '<https://evil.example/api/repos/city/schools/issues?page=2>; rel="next"'}

    def lead_away(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("/issues") and "page" not in request.url.params:
            return httpx.Response(200, json=[], headers=link)
        return None

    host.trouble = lead_away
    host.publisher().issue(MARKER)
    assert {one.url.host for one in host.requests} == {"host.example"}


@pytest.mark.parametrize("page", [b"<!doctype html>", b"", b"[" * 100_000, b"\xff"])
def test_a_page_to_sign_in_is_no_answer(page: bytes) -> None:
    """A proxy's, with status 200: one clear error, and nothing is written for it."""
    host = MemoryHost(trouble=lambda _: httpx.Response(200, content=page))
    with pytest.raises(CodeHostError) as caught:
        host.publisher().put_comment(7, MARKER, f"{MARKER} first")
    (fault,) = caught.value.faults
    assert (fault.code, fault.facts["problem"]) == (CodeHostCode.REFUSED, "no JSON")
    assert {one.method for one in host.requests} == {"GET"}


def test_an_answer_that_cannot_be_unpacked_is_a_bad_moment_and_no_traceback() -> None:
    """A page that says it is gzip, and is not, is asked for again; then it is told."""
    host = MemoryHost()

    def odd(_request: httpx.Request) -> httpx.Response:
        headers = {"Content-Encoding": "gzip"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b"no gzip"))

    host.trouble = odd
    with pytest.raises(TransientError):
        host.publisher().comment(7, MARKER)
    assert len(host.requests) > 1
