"""Where a reference lands: a place asked for becomes the paragraph that exists, or the reason why there is none.

The one owner of that decision. References in running text, references typed alone, the search box, the command line
and the addresses of the site all come here, so that they agree on the place and on what is said where there is none.

Pure: what the corpus holds is asked of a `Holding`, which a build has in memory and a reader of the database in SQL.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from scraper.models import Pinpoint
from scraper.pinpoint.paths import ITEM, RUN, is_numbered, part_of
from scraper.pinpoint.words import say_path

Status = Literal[
    "ok", "no such resolution", "not in the corpus", "year does not fit", "no such paragraph", "ambiguous"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is of one resolution: the year of its adoption, and the path of every clause, in order of the page."""

    year: int
    paths: Collection[str]


class Holding(Protocol):
    """What a corpus says of itself."""

    def shelf(self, number: int) -> Shelf | None:
        """What is held of this resolution; None where it is not held. Any number may be asked for."""

    def extent(self) -> tuple[int, int, int]:
        """How many resolutions are held, and the lowest and highest of their numbers; three zeros where none is."""

    def nearest(self, number: int) -> Pinpoint | None:
        """The resolution held whose number is closest to this one, the lower of two; None where none is held."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """A corpus as a mapping of numbers to shelves, which is not changed any more."""

    shelves: Mapping[int, Shelf]
    numbers: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the numbers once: they are asked for with each reference that lands nowhere."""
        object.__setattr__(self, "numbers", sorted(self.shelves))

    def shelf(self, number: int) -> Shelf | None:
        """See Holding."""
        return self.shelves.get(number)

    def extent(self) -> tuple[int, int, int]:
        """See Holding."""
        return (len(self.numbers), self.numbers[0], self.numbers[-1]) if self.numbers else (0, 0, 0)

    def nearest(self, number: int) -> Pinpoint | None:
        """See Holding."""
        at = bisect_left(self.numbers, number)
        near = min(self.numbers[max(0, at - 1) : at + 1], key=lambda held: (abs(held - number), held), default=None)
        return None if near is None else Pinpoint(near, self.shelves[near].year)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a reference lands.

    place    the place, its year and path as they are here; None unless `status` is `ok`
    reason   why there is none, as a sentence for people; "" for `ok`
    nearest  places that exist and may have been meant, best first
    """

    status: Status
    place: Pinpoint | None = None
    reason: str = ""
    nearest: tuple[Pinpoint, ...] = ()


def locate(holding: Holding, asked: Pinpoint, inside: str = "") -> Located:
    """The place that a reference means, or why there is none.

    `asked` has the path as it was written: sections and Articles may be left out (`op/33` for `op/C/33` of
    687 (1991)), capitals may differ, `annex` without a number is the first. `inside` is the path of the clause that
    speaks, where it speaks of its own resolution: `subparagraph (a) above` and, in an annex, `paragraph 1` are looked
    for beside it first. A place is found only where one is left to choose.
    """
    shelf = holding.shelf(asked.number)
    if shelf is None:
        return _not_held(holding, asked.number)
    if asked.year not in (None, shelf.year):
        right = locate(holding, Pinpoint(asked.number, None, asked.path), inside).place
        said = f"Resolution {asked.number} was adopted in {shelf.year}, not in {asked.year}."
        return Located("year does not fit", None, said, (right or Pinpoint(asked.number, shelf.year),))
    whole = Pinpoint(asked.number, shelf.year)
    return _locate_path(shelf, whole, _cut(asked.path), _cut(inside)) if asked.path else Located("ok", whole)


DEEPEST = 16
"""Steps of a path that are looked at: the deepest, in the annex of 2231 (2015), has seven."""


def _cut(path: str) -> str:
    return "/".join(path.split("/", DEEPEST)[:DEEPEST])


def _not_held(holding: Holding, number: int) -> Located:
    held, lowest, highest = holding.extent()
    status: Status = "not in the corpus" if 1 <= number < highest else "no such resolution"
    if not held:
        return Located(status, None, f"Resolution {number} is not here: this collection is empty.")
    said = f"Resolution {number} is not here. This collection has {held:,} resolutions between {lowest} and {highest}."
    near = holding.nearest(number)
    return Located(status, None, said, (near,) if near else ())


def _locate_path(shelf: Shelf, whole: Pinpoint, path: str, inside: str) -> Located:
    for candidate in _candidates(path, inside):
        if candidate in shelf.paths or candidate in _parts(shelf):
            return Located("ok", _at(whole, candidate))
    fitting = _fitting(shelf, path)
    if len(fitting) == 1:
        return Located("ok", _at(whole, fitting[0]))
    if fitting:
        named = ", ".join(map(say_path, fitting[:4]))
        said = f"{_name(whole)} has several places that could be meant: {named}."
        return Located("ambiguous", None, said, tuple(_at(whole, known) for known in fitting))
    reason, near = _explain(shelf, whole, path)
    return Located("no such paragraph", None, reason, (_at(whole, near),))


def _fitting(shelf: Shelf, path: str) -> list[str]:
    """The paths that differ from the one written in capitals alone, else those that differ by what citations leave out.

    Where an item without a label or a row of numbers is named, as only addresses name them, nothing was left out.

    >>> _fitting(Shelf(2015, ["annex-1/-1", "annex-1/-2", "op/C/33"]), "ANNEX-1/-2")
    ['annex-1/-2']
    """
    alike = [known for known in shelf.paths if known.casefold() == path.casefold()]
    if alike or any(step[:1] in {ITEM, RUN} for step in path.split("/")):
        return alike
    return [known for known in shelf.paths if _loosen(known) == _loosen(path)]


def _at(whole: Pinpoint, path: str) -> Pinpoint:
    return Pinpoint(whole.number, whole.year, path)


def _name(whole: Pinpoint) -> str:
    return f"Resolution {whole.number} ({whole.year})"


def _parts(shelf: Shelf) -> list[str]:
    """`pp`, `op`, `annex-1`: the parts a resolution has, in order of the page."""
    return list(dict.fromkeys(map(part_of, shelf.paths)))


def _candidates(path: str, inside: str) -> Iterator[str]:
    """The paths that are tried in turn, nearest first: in the speaker's own list, then at the top of its part."""
    part, _, labels = path.partition("/")
    own = inside.split("/") if inside else []
    if own and part in {"op", "annex"} and (own[0] != "op" or not labels[:1].isdigit()):
        yield from ("/".join([*own[:depth], labels]) for depth in range(len(own) - 1, 0, -1))
    yield f"annex-1/{labels}".rstrip("/") if part == "annex" else path


def _loosen(path: str) -> tuple[str, ...]:
    """A path without what citations leave out: sections, Articles, repeats, items without a label, capitals.

    >>> _loosen("op/C/33"), _loosen("annex-1/article-12/~2/1")
    (('op', '33'), ('annex-1', '1'))
    """
    part, *labels = path.split("/")
    kept = [label for label in labels if label[:1] not in {ITEM, RUN} and not label.startswith("article")]
    if len(kept) > 1 and re.fullmatch(r"[A-Z]+", kept[0]):
        kept = kept[1:]
    return ("annex-1" if part == "annex" else part.casefold(), *(label.casefold() for label in kept))


def _explain(shelf: Shelf, whole: Pinpoint, path: str) -> tuple[str, str]:
    """Why there is nothing at `path`, and the nearest path there is: a neighbour, or what stands above; "" for none."""
    steps = path.split("/")
    while len(steps) > 1:
        missing, above = steps.pop(), "/".join(steps)
        here = [known for known in shelf.paths if known.rpartition("/")[0] == above]
        if here or above in shelf.paths:
            return f"{_name(whole)} has no {say_path(f'{above}/{missing}')}{_say_range(here)}.", (
                _nearest(here, missing) or above
            )
    has = ", ".join(map(say_path, _parts(shelf)))
    return f"{_name(whole)} has no part named “{steps[0][:40]}”; it has: {has}.", ""


def _say_range(paths: Sequence[str]) -> str:
    named = [path for path in paths if is_numbered(path)]
    if not named:
        return ""
    if len(named) == 1:
        return f"; it has {say_path(named[0])}"
    return f"; it has {say_path(named[0])} to {say_path(named[-1])}"


def _nearest(paths: Sequence[str], missing: str) -> str:
    """Of siblings, the one whose number is closest to `missing`; "" where neither is a number."""
    numbered = [(int(last), path) for path in paths if (last := path.rpartition("/")[2]).isdecimal()]
    if not missing.isdecimal() or not numbered:
        return ""
    wanted = int(missing[:9])
    return min(numbered, key=lambda pair: abs(pair[0] - wanted))[1]
