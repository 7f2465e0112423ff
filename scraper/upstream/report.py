"""What a fetch or an import tells: while it runs (Progress) and when it has ended (FetchReport)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol


class Progress(Protocol):
    """Shows long work: a bar on a terminal, plain lines elsewhere. One thing is under way at a time."""

    def start(self, what: str, total: int | None) -> None:
        """Something begins: `Downloading resolutions`; `total` is how many steps it has, None where not known."""

    def advance(self, steps: int = 1) -> None:
        """So many steps more are done."""

    def done(self) -> None:
        """What was begun has ended."""

    def say(self, sentence: str) -> None:
        """Something worth knowing at once."""


class Silent:
    """Progress for those who do not look."""

    def start(self, what: str, total: int | None) -> None:
        """Show nothing."""

    def advance(self, steps: int = 1) -> None:
        """Show nothing."""

    def done(self) -> None:
        """Show nothing."""

    def say(self, sentence: str) -> None:
        """Show nothing."""


def first_few(names: Sequence[str], most: int = 3) -> str:
    """The first names of many, and how many more there are: `a, b, c and 4 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that an import did not take, and why: `it is in French`."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What was done.

    fetched    documents that are new in the store, or new in their bytes
    already    documents that were there
    missing    numbers asked for that no source has
    failed     what could not be asked or did not come, a sentence each; another run may bring it
    skipped    files an import did not take
    sentences  what else a person should know
    """

    fetched: int = 0
    already: int = 0
    missing: tuple[int, ...] = ()
    failed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sentences: tuple[str, ...] = ()

    def __add__(self, other: FetchReport) -> FetchReport:
        """Both together, in order."""
        return FetchReport(
            self.fetched + other.fetched,
            self.already + other.already,
            self.missing + other.missing,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.sentences + other.sentences,
        )

    def without_repeats(self) -> FetchReport:
        """The same with each sentence said once: a host that stops us stops several sources."""
        failed, sentences = dict.fromkeys(self.failed), dict.fromkeys(self.sentences)
        return replace(self, failed=tuple(failed), sentences=tuple(sentences))

    def skipped_by_reason(self) -> dict[str, list[str]]:
        """The names of the files an import did not take, by reason, in the order of their coming."""
        names: dict[str, list[str]] = {}
        for skipped in self.skipped:
            names.setdefault(skipped.reason, []).append(skipped.name)
        return names

    @property
    def exit_code(self) -> int:
        """0 where everything asked for is there, else 1."""
        return 1 if self.missing or self.failed else 0
