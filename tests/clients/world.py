"""A project with one small tenant of each vendor, its simulator, and commands run inside it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reconciler.simulator.entry import Listeners
from tests.clients.installed import gam, node

GOOGLE = "north"
MICROSOFT = "south"
MICROSOFT_ID = "5f0c1d1e-0000-4000-8000-0000000000aa"
PUPILS = 70
"""More than GAM7 puts into one of its batches."""
CLASS = "/Ученици/5А"
SECONDS = 180


@dataclass(frozen=True, slots=True)
class Done:
    """What a command ended with and what it printed."""

    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, str]]:
        """The table that it printed."""
        return list(csv.DictReader(io.StringIO(self.out)))


@dataclass(frozen=True, slots=True)
class Stand:
    """A running simulator, with the folder of its project."""

    root: Path
    fronts: Listeners

    def run(self, *command: str, more: Mapping[str, str] | None = None) -> Done:
        """Runs a command as `simulator exec` does."""
        environment = {**os.environ, **self.fronts.variables(), **(more or {})}
        done = subprocess.run(
            command,
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def reset(self) -> None:
        """Puts both tenants back to their seeds."""
        for alias in (GOOGLE, MICROSOFT):
            url = f"{self.fronts.base}/simulator/tenants/{alias}/reset"
            urlopen(Request(url, method="POST")).close()

    def gam(self, *words: str, code: int = 0) -> Done:
        """Runs GAM7; fails where it ends with another exit code."""
        done = self.run(str(gam()), *words, more={"GAMCFGDIR": str(self.root / "gam")})
        assert done.code == code, f"{words}: {done.code}\n{done.out}\n{done.err}"
        return done

    def node(self, script: str, **more: str) -> Any:
        """Runs a script of this folder; what it printed, as JSON."""
        command, packages = node()
        variables = {"NODE_PATH": str(packages), **more}
        done = self.run(command, str(Path(__file__).parent / script), more=variables)
        assert done.code == 0, f"{done.out}\n{done.err}"
        return json.loads(done.out)


def write_project(root: Path) -> Path:
    """A project whose sandbox holds both tenants; the folder of the seeds."""
    seeds = root / ".sandbox" / "tenants"
    seeds.mkdir(parents=True)
    (root / "Pulumi.yaml").touch()
    for seed in (_google(), _microsoft()):
        (seeds / f"{seed['alias']}.json").write_text(json.dumps(seed), encoding="utf-8")
    return seeds


def gam_settings(folder: Path) -> dict[str, str]:
    """What GAM7 has to be told: whose tenant it is, and to sign its own tokens (DASA)."""
    return {
        "enable_dasa": "true",
        "admin_email": "admin@north.example",
        "customer_id": "C0north",
        "domain": "north.example",
        "no_browser": "true",
        "drive_dir": str(folder),
    }


def write_account(folder: Path) -> None:
    """The service account's key where GAM7 looks for it."""
    (folder / "gamcache").mkdir(parents=True)
    (folder / "oauth2service.json").write_text(json.dumps(account()), encoding="utf-8")


def write_gam(folder: Path, ca: str) -> None:
    """A folder of GAM7's own files, its configuration among them."""
    write_account(folder)
    settings = {**gam_settings(folder), "cacerts_pem": ca}
    lines = ("[DEFAULT]", *(f"{name} = {value}" for name, value in settings.items()), "")
    (folder / "gam.cfg").write_text("\n".join(lines), encoding="utf-8")


def write_consent(folder: Path, ca: str) -> None:
    """The same, where an administrator consented in a browser: a client and a refresh token."""
    write_gam(folder, ca)
    configuration = (folder / "gam.cfg").read_text("utf-8")
    without = configuration.replace("enable_dasa = true", "enable_dasa = false")
    (folder / "gam.cfg").write_text(without, encoding="utf-8")
    client = {"client_id": "client", "client_secret": "secret"}
    token_uri = {"token_uri": "https://oauth2.googleapis.com/token"}
    secrets = {"installed": {**client, **token_uri, "redirect_uris": ["http://localhost"]}}
    (folder / "client_secrets.json").write_text(json.dumps(secrets), encoding="utf-8")
    consent = {
        **client,
        **token_uri,
        "refresh_token": "1//admin@north.example",
        "token": "",
        "token_expiry": "2020-01-01T00:00:00Z",
        "scopes": ["openid", "email", "https://www.googleapis.com/auth/admin.directory.orgunit"],
        "id_token": "",
        "decoded_id_token": {},
    }
    (folder / "oauth2.txt").write_text(json.dumps(consent), encoding="utf-8")


def account() -> dict[str, str]:
    """The key file of a service account that belongs to the tenant by its project's name."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": GOOGLE,
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": f"gam@{GOOGLE}.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
    }


def _google() -> dict[str, Any]:
    pupils = [_user(f"pupil{number:02}@north.example", CLASS) for number in range(PUPILS)]
    return {
        "alias": GOOGLE,
        "vendor": "google",
        "domain": "north.example",
        "vendorId": "C0north",
        "orgUnits": [{"path": "/Ученици", "description": ""}, {"path": CLASS, "description": ""}],
        "users": [_user("admin@north.example", "/") | {"admin": True}, *pupils],
        "groups": [_group("clubs@north.example")],
        "licences": [],
        "seats": {"1010310009": 1},
    }


def _microsoft() -> dict[str, Any]:
    members = [f"pupil{number:02}@south.example" for number in range(PUPILS)]
    return {
        "alias": MICROSOFT,
        "vendor": "microsoft",
        "domain": "south.example",
        "vendorId": MICROSOFT_ID,
        "orgUnits": [],
        "users": [
            *(_user(address, "/") for address in members),
            _user("admin@south.example", "/") | {"admin": True},
        ],
        "groups": [_group("clubs@south.example") | {"members": members}],
        "licences": [],
        "seats": {"STANDARDWOFFPACK_STUDENT": 2, "M365EDU_A3_STUUSEBNFT": 1},
    }


def _user(address: str, unit: str) -> dict[str, Any]:
    user = {"address": address, "given": "Ана", "family": "Тестова", "orgUnit": unit}
    return user | {"aliases": [], "personId": None, "suspended": False, "admin": False}


def _group(address: str) -> dict[str, Any]:
    group = {"address": address, "name": "Клубове", "description": "", "type": "mail"}
    return group | {"owners": [], "managers": [], "members": [], "settings": {}}
