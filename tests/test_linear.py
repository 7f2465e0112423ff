"""Whatever text is read, its time grows with its length and not with the square: a part of the trial.

`tests/trials/exponents.py` measures every function with a hundred texts, `tests/lint_patterns.py` attacks patterns.
"""

from __future__ import annotations

import gc
import math
import time
from pathlib import Path

import adversarial
import pytest
from adversarial import ELSEWHERE, PURE, SHAPED, Reader, Shape
from bounded import run_capped

SHORT, TIMES = 1_500, 8
"""The long text is so many times as long. It is held against as many readings of the short one: these take as long
where time is in proportion, and so meet with the same machine; an eighth, where it grows with the square."""

ALLOWED, NOISE = 3, 0.008
"""So many times as much may the long text take as the short ones together, or as this many seconds."""

TRIES = 12
"""A busy machine only ever adds time, so the best of several readings is the nearest to what the text costs."""

SHAPES = (
    Shape("", " ", "x"), Shape("Decides ", "(a)", "x"), Shape("paragraphs ", "1, ", "!"), Shape("", '"(', "x"),
    Shape("<", "<docNumber ", "x"), Shape("", "resolution 1540 (2004), ", "x"), Shape("a", "\u0301\u0316", ""),
    Shape("", "organise-", "x"), Shape("1. ", "* ", "x"), Shape("", "also ", "!\n"), Shape("", "(a)\n(i)\n", "1"),
    Shape("/", "/", "x"), Shape("", "a", "!"), Shape("", "<!---->", "x"), Shape("", "1/ Note\nword-\n", ""),
)  # fmt: skip


PARTS = ("upstream", "site", "check", "render")
"""Rooms that are measured apart, so that none takes long."""


@pytest.mark.parametrize("part", [*PARTS, "rest"])
def test_every_reader_takes_time_in_proportion(part: str) -> None:
    """In a process of its own, for what is exponential would never end."""
    tests = Path(__file__).parent
    ran = run_capped(
        f"import sys; sys.path[:0] = [{str(tests)!r}, {str(tests / 'support')!r}];"
        f" import test_linear; test_linear.report({part!r})"
    )
    assert ran.code == 0, f"reading did not end: {ran.err[-500:]}"
    assert not ran.out, ran.out


def report(part: str) -> None:
    """Print the functions of a part of the package that take too long, with the text."""
    for name, reader in (PURE | SHAPED).items():
        own = name.partition(".")[0]
        if part == (own if own in PARTS else "rest"):
            for shape in SHAPES[: 1 if name in SHAPED else None]:
                if grows(reader, shape):
                    print(f"{name}: {shape}")


def grows(reader: Reader, shape: Shape) -> bool:
    """Whether the best reading of the long text took out of all proportion to the best one of the short text."""
    short = long = math.inf
    for _ in range(TRIES):
        short = min(short, clock(reader, [shape.at(SHORT)] * TIMES))
        long = min(long, clock(reader, [shape.at(SHORT * TIMES)]))
        if long <= ALLOWED * max(short, NOISE):
            return False
    return True


def clock(reader: Reader, texts: list[str]) -> float:
    """Seconds of the processor, without those in which Python looks through everything for what nobody holds."""
    gc.collect(0)
    gc.disable()
    try:
        start = time.process_time()
        for text in texts:
            adversarial.read(reader, text)
        return time.process_time() - start
    finally:
        gc.enable()


def test_what_grows_with_the_square_is_noticed() -> None:
    assert grows(lambda text: [text.count(c) for c in text], Shape("", "a", ""))
    assert not grows(lambda text: [c.upper() for c in text], Shape("", "a", ""))


def test_no_function_that_reads_text_is_forgotten() -> None:
    measured = {name.partition(" ")[0] for name in (*PURE, *adversarial.ASKING)}
    excused = {name for names in ELSEWHERE.values() for name in names.split()}
    public = adversarial.public_readers()
    assert public - measured - excused == set(), "measure them in adversarial.PURE, or say in ELSEWHERE why not"
    assert not measured & excused
    assert excused <= public, "these are gone"
