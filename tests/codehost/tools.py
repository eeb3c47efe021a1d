"""Where Gitea, act and actionlint are; who runs Gitea, which refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GET = ROOT / ".ci" / "codehost" / "get"
INSTALLED = ROOT / ".test" / "codehost"
"""Where `make codehost` puts zizmor and python-gitlab."""
USER = "reconciler-codehost"
"""Made where the tests run as root, as they do in CI."""


def tools(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the programs; without it CI fails and a person's own tests are left out."""
    done = subprocess.run([GET, "--find"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Path(done.stdout.strip())
    if environment.get("RECONCILER_CI"):
        pytest.fail(done.stderr.strip(), pytrace=False)
    pytest.skip(done.stderr.strip())


def unprivileged() -> str:
    """The login that Gitea runs as: this one, unless it is root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER],
            check=True,
        )
    return USER
