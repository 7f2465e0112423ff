"""What the tables of faults share: entering a kind, the options of the command, a line of its table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import TypeVar

Kind = TypeVar("Kind")


def enter(table: MutableMapping[str, Kind], name: str) -> Callable[[Kind], Kind]:
    """A decorator that puts a kind of fault into a table under its name, and gives it back."""

    def into(kind: Kind) -> Kind:
        table[name] = kind
        return kind

    return into


def options(said: str, place: str, kinds: Iterable[str]) -> argparse.ArgumentParser:
    """The options of a command that damages what it reads at `place`."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(place, type=Path)
    parser.add_argument("--kind", action="append", choices=sorted(kinds))
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--list", type=int, default=0)
    return parser


def is_of_half(half: str | None, number: int) -> bool:
    """Whether a resolution is of the half that is asked for, by its number; all are where none is."""
    return half in (None, ("even", "odd")[number % 2])


def print_line(name: str, judged: int, bad: int, said: str) -> None:
    """A line of the table: how many were damaged, and the share that was read as it should be."""
    print(f"{name:50} {judged:4} {100 * (1 - bad / max(1, judged)):6.2f} % {said}", flush=True)
