"""The sandbox: a folder that Git ignores, with invented people, tenants, keys and the simulator."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reconciler.cli.exits import CliCode
from reconciler.errors import Fault, StackError
from reconciler.model.json_data import read_json

PORT = 0
"""Any free one: who looks for it reads the address file."""
START_SECONDS = 90.0
STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Everything below one folder."""

    folder: Path

    @property
    def address(self) -> Path:
        """File with the running simulator's base URL."""
        return self.folder / "simulator.address"

    @property
    def pid(self) -> Path:
        """File with the running simulator's process id."""
        return self.folder / "simulator.pid"

    @property
    def state(self) -> Path:
        """The tenants as they are."""
        return self.folder / "simulator.sqlite"

    @property
    def log(self) -> Path:
        """What the simulator itself says."""
        return self.folder / "simulator.log"

    def clear(self) -> None:
        """Takes everything away."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)

    def write_keys(self) -> None:
        """A pseudonym key and throw-away credentials, readable by their owner alone."""
        _private(self.folder / "pseudonym.key", secrets.token_hex(32))
        _private(self.folder / "microsoft-secret", secrets.token_hex(16))
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        account = {
            "type": "service_account",
            "project_id": "sandbox",
            "private_key_id": "sandbox",
            "private_key": pem,
            "client_email": "reconciler@sandbox.example",
            "client_id": "100000000000000000001",
            "token_uri": "http://127.0.0.1/token",
        }
        _private(self.folder / "google-service-account.json", json.dumps(account, indent=1))

    def start(self, port: int, more: tuple[str, ...] = ()) -> str:
        """Starts the simulator in the background, unless it runs; its base URL."""
        if self.running():
            return self.address.read_text("utf-8").strip()
        self.address.unlink(missing_ok=True)
        command = [sys.executable, "-m", "reconciler.simulator", "--port", str(port)]
        command += ["--seeds", str(self.folder / "tenants"), "--ready", str(self.address)]
        command += ["--state", str(self.state)]
        command += ["--tls-port", "0", "--proxy-port", "0", *more]
        with self.log.open("ab") as log:
            child = subprocess.Popen(  # noqa: S603  our own module
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.pid.write_text(str(child.pid), "utf-8")
        end = time.monotonic() + START_SECONDS
        while not self.address.exists():
            if child.poll() is not None or time.monotonic() > end:
                self.pid.unlink(missing_ok=True)
                raise StackError([Fault(CliCode.SIMULATOR_AWAY, None, {"log": str(self.log)})])
            time.sleep(0.05)
        return self.address.read_text("utf-8").strip()

    def running(self) -> bool:
        """Whether the simulator that was started here still runs."""
        if not self.pid.exists():
            return False
        with suppress(ProcessLookupError):
            os.kill(int(self.pid.read_text("utf-8")), 0)
            return True
        return False

    def stop(self) -> bool:
        """Stops it and waits until its state is saved; False if it was not running."""
        if not self.running():
            return False
        number = int(self.pid.read_text("utf-8"))
        os.kill(number, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while self.running() and time.monotonic() < end:
            _reap(number)
            time.sleep(0.05)
        self.pid.unlink(missing_ok=True)
        self.address.unlink(missing_ok=True)
        return True

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the simulator's own API: its JSON answer, or its error's."""
        if not self.address.exists():
            raise StackError([Fault(CliCode.SIMULATOR_AWAY, None, {"log": str(self.log)})])
        base = self.address.read_text("utf-8").strip()
        data = None if body is None else json.dumps(body).encode()
        url = f"{base}/simulator/{quote(path, '/?=&%', errors='replace')}"
        request = Request(url, data, method=method)  # noqa: S310  loopback
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310  loopback
                text = answer.read().decode()
        except HTTPError as error:
            text = error.read().decode()
        return read_json(text) if text else None


def _private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(f"{text}\n", "utf-8")


def _reap(number: int) -> None:
    """Collects the process if it is a child of this one."""
    with suppress(ChildProcessError):
        os.waitpid(number, os.WNOHANG)
