"""Help in Bulgarian, for the commands that a school's secretary uses."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from reconciler.project.open import language_of

FOLDER = Path(__file__).parent / "help"
_WORDS = "reconciler.cli.spoken.words"


class SpokenCommand(click.Command):
    """A command whose help also exists as a text: `help/NAME.bg.txt`, by --lang or environment."""

    def __init__(self, *args: Any, spoken: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.text = FOLDER / f"{spoken}.bg.txt"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keeps the words: `--help` is answered before the other options are read."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """In the language of whoever asks."""
        if _language(ctx.meta.get(_WORDS, ())) == "bg":
            return self.text.read_text("utf-8").rstrip("\n")
        return super().get_help(ctx)


def _language(words: Sequence[str]) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return language_of(os.environ)
