"""The real engine: where it is, and what it runs with, without an account or a network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.sandbox import REPOSITORY

GET = REPOSITORY / ".ci" / "engine" / "get"
BIN = Path(sys.executable).parent
"""Where `pulumi-resource-reconciler` was installed."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine's executable."""

    path: Path

    def environment(self, folder: Path, **more: str) -> dict[str, str]:
        """A local backend and a home in a folder, and nothing of the person's own settings."""
        (folder / "backend").mkdir(parents=True, exist_ok=True)
        path = f"{BIN}{os.pathsep}{self.path.parent}{os.pathsep}{os.environ['PATH']}"
        return {
            "PATH": path,
            "PULUMI_BACKEND_URL": f"file://{folder / 'backend'}",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PYTHONPATH": str(REPOSITORY),
            "RECONCILER_LANG": "en",
            **more,
        }


def found(environment: Mapping[str, str]) -> Engine | str:
    """The engine, or one line that says how to get it."""
    done = subprocess.run(
        [GET, "--find"], env=environment, capture_output=True, text=True, check=False
    )
    return Engine(Path(done.stdout.strip())) if done.returncode == 0 else done.stderr.strip()


def required(answer: Engine | str, environment: Mapping[str, str]) -> Engine:
    """The engine; without it CI fails and a person's own tests are left out, both saying why."""
    if isinstance(answer, Engine):
        return answer
    if environment.get("RECONCILER_CI"):
        pytest.fail(answer)
    pytest.skip(answer)
