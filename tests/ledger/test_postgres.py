"""What tests do where PostgreSQL is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import postgres


@pytest.mark.parametrize(
    ("ci", "ends"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_missing_postgresql_fails_in_ci_and_skips_at_home(
    ci: str, ends: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the same line, which says how to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("RECONCILER_CI", ci)
    monkeypatch.setattr(postgres, "PACKAGED", tmp_path)
    with pytest.raises(ends, match="Debian's package `postgresql`"):
        postgres.demand()
