"""Runs Pulumi's Automation API for the tests, in a process of its own: one JSON line a call.

In the tests' own process the SDK leaves loops and sockets open, and warnings are errors there.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from pulumi import automation as auto

from reconciler.pulumi import Municipality

PROJECT = "reconciler"
STACK = "sandbox"


def _program() -> None:
    Municipality("plovdiv")


class Driver:
    """One stack of the project in the current folder."""

    def __init__(self, engine: Path) -> None:
        options = auto.LocalWorkspaceOptions(
            env_vars=dict(os.environ),
            pulumi_command=auto.PulumiCommand(str(engine.parents[1])),
        )
        self._stack = auto.create_or_select_stack(
            STACK,
            project_name=PROJECT,
            program=_program,
            work_dir=str(Path.cwd()),
            opts=options,
        )

    def run(self, name: str, options: dict[str, Any]) -> dict[str, Any]:
        """One operation: whether it went well, what was shown, its steps and the outputs."""
        shown: list[str] = []
        steps: list[tuple[str, str]] = []

        def event(one: auto.EngineEvent) -> None:
            meta = one.resource_pre_event.metadata if one.resource_pre_event else None
            if meta is not None and meta.type.endswith(":School") and meta.op.value != "same":
                steps.append((meta.op.value, meta.urn.rpartition("::")[2]))

        outputs: dict[str, Any] | None = None
        try:
            operation = getattr(self._stack, name)
            done = operation(
                on_output=shown.append,
                on_error=shown.append,
                on_event=event,
                color="never",
                **options,
            )
            outputs = {key: one.value for key, one in getattr(done, "outputs", {}).items()}
        except auto.CommandError as error:
            shown.append(str(error))
        text = "\n".join(shown)
        return {"ok": outputs is not None, "text": text, "steps": sorted(steps), "outputs": outputs}

    def configure(self, values: dict[str, str | None]) -> None:
        """Puts values into the stack's file, as `pulumi config set` does; None takes one out."""
        for name, value in values.items():
            if value is None:
                self._stack.remove_config(f"{PROJECT}:{name}")
            else:
                self._stack.set_config(f"{PROJECT}:{name}", auto.ConfigValue(value))

    def unlock(self) -> None:
        """Takes away the lock of an operation that was killed, as `pulumi cancel` does."""
        self._stack.cancel()

    def state(self) -> dict[str, Any]:
        """The state as the engine keeps it."""
        return dict(self._stack.export_stack().deployment or {})


def main() -> None:
    """Arguments: the engine. Reads [method, arguments…] a line, answers a line each."""
    answers, sys.stdout = sys.stdout, sys.stderr
    driver = Driver(Path(sys.argv[1]))
    for line in sys.stdin:
        method, *arguments = json.loads(line)
        answer = getattr(driver, method)(*arguments)
        answers.write(f"{json.dumps(answer)}\n")
        answers.flush()


if __name__ == "__main__":
    main()
