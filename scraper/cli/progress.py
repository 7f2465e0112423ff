"""Progress of long work, on standard error."""

from __future__ import annotations

import sys
from typing import Any

import click

from scraper.terminal import echo, harmless


class Bar:
    """Progress: a bar on a terminal, plain lines elsewhere, always on standard error."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self.bar: Any = None
        self.what = ""

    def start(self, what: str, total: int | None) -> None:
        """Something begins."""
        self.done()
        self.what = what
        if sys.stderr.isatty() and total:
            self.bar = click.progressbar(length=total, label=harmless(what), file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        else:
            echo(f"{what}{f' ({total})' if total else ''} ...", err=True)

    def advance(self, steps: int = 1) -> None:
        """So many steps more are done."""
        if self.bar is not None:
            self.bar.update(steps)

    def done(self) -> None:
        """What was begun has ended."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None

    def say(self, sentence: str) -> None:
        """Something worth knowing at once."""
        echo(sentence, err=True)
