"""A stand-in for Pulumi's language host for Python, for tests of the plain commands only.

The official one comes with Pulumi's installer and is not to be had as a package; where it is on
PATH, the tests use it. This one runs the program with what the SDK itself has for inline programs.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import grpc
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2, language_pb2_grpc

NAME = "pulumi-language-python"


class Host(LanguageServer):
    """Runs the program's folder, as `python <folder>` does."""

    def __init__(self) -> None:
        super().__init__(self._program)
        self._folder = Path.cwd()

    def Run(self, request: Any, context: object) -> Any:  # noqa: N802  the protocol's name
        """Runs the program that the engine names."""
        self._folder = Path(request.info.program_directory)
        os.chdir(request.pwd)
        return super().Run(request, context)  # type: ignore[no-untyped-call]

    def RunPlugin(self, request: Any, _context: object) -> Iterator[Any]:  # noqa: N802
        """Runs a policy pack's folder and passes on what it says; its first line is its port."""
        words = [sys.executable, "-u", "-m", "pulumi.policy", *request.args]
        words.append(request.info.program_directory)
        with subprocess.Popen(words, cwd=request.pwd, stdout=subprocess.PIPE) as pack:
            assert pack.stdout is not None
            for line in pack.stdout:
                yield language_pb2.RunPluginResponse(stdout=line)
        yield language_pb2.RunPluginResponse(exitcode=pack.returncode)

    def _program(self) -> None:
        runpy.run_path(str(self._folder), run_name="__main__")


def main() -> None:
    """Serves until the engine says that it is enough."""
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    server = grpc.server(ThreadPoolExecutor(4))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(Host(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stderr.write("a stand-in for the language host, for tests only\n")
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    ended.wait()
    server.stop(None)


def installed(folder: Path) -> Path:
    """A folder for PATH in which the stand-in has the name that the engine looks for."""
    folder.mkdir()
    script = folder / NAME
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {__spec__.name} "$@"\n', "utf-8")
    script.chmod(0o755)
    return folder


if __name__ == "__main__":
    main()
