"""What a vendor refuses for good, and a rename that Git takes back, through the engine."""

from __future__ import annotations

from tests.journeys.test_held import short_of_licences
from tests.journeys.test_renamed_back import rename_group
from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE


def test_what_a_vendor_does_not_accept_is_warned_of_and_tried_again_when_asked(
    front: Front,
) -> None:
    """No pending change, an output with its reason, one try in all; then again with `retry`."""
    wanted = short_of_licences(front.sandbox)
    first = front.up()
    assert first.ok, first.text
    assert "automatic" in first.text
    outputs = front.schools()[GOOGLE]["outputs"]
    assert outputs["pending"] == 0
    assert any("automatic-licence" in str(one) for one in outputs["held"].values()), outputs
    given = [one for one in front.sandbox.log(GOOGLE) if one["method"] == "POST"]
    assert len([one for one in given if "licensing" in one["path"]]) == wanted
    front.sandbox.forget_log()
    assert front.preview().ok
    assert front.up().ok
    assert front.sandbox.writes() == []
    front.sandbox.disturb(GOOGLE)
    front.configure(retry="true")
    assert front.up().ok
    front.configure(retry=None)
    assert front.sandbox.changes() == []
    assert not front.schools()[GOOGLE]["outputs"].get("held")


def test_a_rename_that_is_taken_back_is_renamed_back(front: Front) -> None:
    """Nobody leaves, nothing is made."""
    file = front.sandbox.school(GOOGLE)
    before = file.read_text("utf-8")
    front.sandbox.edit(file, rename_group("certified", "badges"))
    assert front.up().ok
    file.write_text(before, "utf-8")
    preview = front.preview()
    assert preview.ok, preview.text
    front.sandbox.forget_log()
    run = front.up()
    assert run.ok, run.text
    sent = [one for one in front.sandbox.writes() if "members" in one or one.startswith("DELETE")]
    assert sent == []
    assert not [one for one in front.sandbox.writes() if one.startswith("POST") and "groups" in one]
    assert front.sandbox.changes() == []
