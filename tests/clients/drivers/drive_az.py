"""Runs az's commands one after another in one process: a line of JSON in, a line of JSON out.

az takes seconds to start, and this is its own way to be used as a library: the same parser, the
same commands, the same exit codes.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys

from azure.cli.core import get_default_cli

OUT = sys.stdout


def run(words: list[str]) -> dict[str, object]:
    """One command, as `az WORDS` would run it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        for name in ("cli", "az"):  # each invocation puts its own handlers on
            logging.getLogger(name).handlers.clear()
        try:
            code = get_default_cli().invoke(words, out_file=out)
        except SystemExit as stop:
            code = stop.code
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), file=OUT, flush=True)
