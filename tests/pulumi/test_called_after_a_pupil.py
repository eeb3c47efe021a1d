"""Units and groups called after a pupil, on the real engine: told and stored nowhere."""

from __future__ import annotations

import json

from tests.journeys.test_called_after_a_pupil import SHOWN, google_pupils, has, on_google
from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE


def test_neither_the_engine_nor_its_state_tells_after_whom_something_is_called(
    front: Front,
) -> None:
    """In preview, refresh, up, and the state of each; and it is put back as declared."""
    before = "\n".join(run.text for run in (front.preview(), front.refresh())).lower()
    before += json.dumps(front.ask("state"), ensure_ascii=False).lower()
    pupils = google_pupils(front.sandbox)
    pupil = next(one for one in pupils if not has(before, one.words()))
    present = on_google(front.sandbox, pupil)

    def stored() -> str:
        return json.dumps(front.ask("state"), ensure_ascii=False).lower()

    front.configure(acknowledge="unmanaged-units-left", reason="tidy")
    shown = front.preview()
    assert shown.ok, shown.text
    assert shown.steps == (("update", GOOGLE),)
    refreshed = front.refresh()
    told = [shown.text, refreshed.text, stored()]
    assert SHOWN.search("\n".join(told))
    done = front.up()
    assert done.ok, done.text
    told += [done.text, front.refresh().text, stored()]
    assert not has("\n".join(told).lower(), pupil.words())
    assert present() == "Учители"
    assert front.sandbox.changes() == []
