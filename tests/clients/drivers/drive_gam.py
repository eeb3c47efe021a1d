"""Runs GAM7's commands one after another: a line of JSON in, a line of JSON out.

Only its start is saved: each command runs in a process of its own, forked after the import.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile

from gam.__main__ import main


def run(words: list[str]) -> dict[str, object]:
    """One command, as `gam WORDS` would run it."""
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            sys.argv = ["gam", *words]
            sys.exit(main())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [(file.seek(0), file.read().decode())[1] for file in (out, err)]
    return {"code": code, "out": texts[0], "err": texts[1]}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
