"""Reviewed corrections of what a source has wrong: small, each with its reason, each shown where it was made.

`data/overrides/0242.toml`:

    [[correction]]
    source = "gold"                      # the upstream whose text is meant
    find = "(1) Withdrawal of"           # stands there exactly once
    replace = "(i) Withdrawal of"
    reason = "The official record has (i); the digit is a misreading."

A correction is made in the source's text before it is read. One that no longer applies, because the source has changed,
fails the build: a person has to look.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import UnscError
from scraper.models import Problem

_KEYS = {"source", "find", "replace", "reason"}


class OverrideError(UnscError):
    """A reviewed correction cannot be read, or no longer applies."""


@dataclass(frozen=True, slots=True)
class Correction:
    """In the text of this source, these words for those, for this reason; `file` is where it is written."""

    file: str
    source: str
    find: str
    replace: str
    reason: str


Overrides = Mapping[int, Sequence[Correction]]


def read_overrides(folder: Path) -> Overrides:
    """All corrections, by number of the resolution. Raises OverrideError, naming file and fault."""
    return {_number(path): tuple(_read_file(path)) for path in sorted(folder.glob("*.toml"))}


def _number(path: Path) -> int:
    match = re.fullmatch(r"(\d{4})\.toml", path.name)
    if not match:
        raise OverrideError(f"{path}: the name must be the resolution's number in four digits, as in 0242.toml.")
    return int(match[1])


def _read_file(path: Path) -> list[Correction]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OverrideError(f"{path} cannot be read: {error}") from error
    entries = written.get("correction")
    if set(written) != {"correction"} or not isinstance(entries, list):
        raise OverrideError(f"{path} must hold [[correction]] entries and nothing else.")
    return [_read_entry(path, entry) for entry in entries]


def _read_entry(path: Path, entry: object) -> Correction:
    good = isinstance(entry, dict) and set(entry) == _KEYS and all(isinstance(v, str) for v in entry.values())
    if not good or not isinstance(entry, dict) or not entry["find"] or not entry["reason"]:
        raise OverrideError(f"{path}: every correction needs {', '.join(sorted(_KEYS))}, each a text.")
    return Correction(path.name, entry["source"], entry["find"], entry["replace"], entry["reason"])


def correct(text: str, source: str, corrections: Sequence[Correction]) -> tuple[str, tuple[Problem, ...]]:
    """The text with the corrections meant for this source made, and a Problem that tells each.

    Raises OverrideError where the words to be found do not stand there exactly once.
    """
    problems = []
    for correction in corrections:
        if correction.source != source:
            continue
        if (count := text.count(correction.find)) != 1:
            times = "no longer" if count == 0 else f"{count} times"
            raise OverrideError(
                f"data/overrides/{correction.file} does not apply any more: {correction.find!r} stands {times} in the"
                f" text from {source}. Look at the source again, and mend or drop the correction."
            )
        text = text.replace(correction.find, correction.replace)
        problems.append(
            Problem("corrected", f"“{correction.find}” was read as “{correction.replace}”: {correction.reason}")
        )
    return text, tuple(problems)
