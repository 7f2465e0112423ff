"""Why a chain has a hole: a resolution whose text is not here, and whose title names the thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.lifecycle.chain import Doubt, Event, Life
from scraper.lifecycle.mandates import Mandate, plain


@dataclass(frozen=True, slots=True)
class MissingText:
    """A resolution whose text is not here; the title may be cut, which an ellipsis shows."""

    number: int
    year: int | None
    title: str


_CUT = re.compile(r"resolution (\d{2,3})…$")
_SHORTEST = 25
"""A title that is cut must have so many characters of a name to be on it."""

_GENERAL = frozenset(
    "united nations mission operation force forces support stabilization assistance observer office integrated interim"
    " organization multidimensional peacebuilding peace-building peacekeeping peace-keeping transition transitional"
    " verification group international republic democratic african union member states security general tribunal panel"
    " experts committee monitoring team authority administration european islamic arab people's residual mechanism"
    " inspection reports humanitarian acts against sale request terms prosecutor judges french aid south islands"
    " authorizations exemption arrangements european joint measures arms travel asset embargo criminal".split()
)
_PLACE = re.compile(r"(?:[A-Z][\w'’-]{3,})")


def explain_gaps(life: Life, mandate: Mandate, parent: Mandate | None, gone: Sequence[MissingText]) -> Life:
    """The same life; a gap, or a beginning that was not read, that a missing text explains says which it is.

    A last spell that ran out gets a doubt of its own where a text of the year of its end, or the next, is missing.
    `gone` is in the order of numbers.
    """
    named = [one for one in gone if one.number == mandate.founded or _is_on(one, mandate, parent)]
    doubts = [_explain(doubt, life.events, mandate, parent, named, gone) for doubt in life.doubts]
    if life.spells and life.spells[-1].state in ("lapsed", "unknown"):
        at = len(life.events) - 1
        last = int((life.spells[-1].until or life.spells[-1].begin)[:4]) + 1
        later = [one for one in named if one.number > life.events[at].number and (one.year or last) <= last]
        if later:
            doubts.append(Doubt(at, "later-text-missing", _say_missing(later, "was adopted after the last act here")))
    return replace(life, doubts=tuple(doubts))


def _explain(
    doubt: Doubt, events: Sequence[Event], mandate: Mandate, parent: Mandate | None, named: Sequence[MissingText],
    gone: Sequence[MissingText],
) -> Doubt:  # fmt: skip
    here = events[doubt.event].number
    if doubt.code == "no-founding":
        founding = [one for one in named if one.number == mandate.founded]
        return Doubt(doubt.event, "founding-missing", _say_missing(founding, "founded it")) if founding else doubt
    if doubt.code not in ("gap", "ended-after-lapse"):
        return doubt
    before = max((one.number for one in events[: doubt.event] if one.number < here), default=0)
    between = [one for one in named if before < one.number < here]
    if between:
        return Doubt(doubt.event, "text-missing", f"{doubt.message} {_say_missing(between, 'falls between')}")
    near = [one for one in gone if before < one.number < here and is_of_place(one.title, mandate, parent)]
    if near:
        return Doubt(doubt.event, "text-missing", f"{doubt.message} {_say_missing(near, 'may tell it')}")
    many = sum(before < one.number < here for one in gone)
    return replace(doubt, message=f"{doubt.message} {_COUNTED.format(many)}") if many else doubt


_COUNTED = "Of the resolutions between the two acts {} are not here; none has a title that names it."


def _say_missing(missing: Sequence[MissingText], does: str) -> str:
    one = missing[-1]
    year = f" ({one.year})" if one.year else ""
    more = f", with {len(missing) - 1} more of such a title" if len(missing) > 1 else ""
    return f"The text of resolution {one.number}{year} is not here; it {does}: “{one.title}”{more}."


def _is_on(one: MissingText, mandate: Mandate, parent: Mandate | None) -> bool:
    """Whether the title of a missing text names the thing, its founding resolution, or what it is about."""
    title = re.sub(r"\bun\b", "united nations", plain(one.title))
    if one.number < mandate.founded:
        return False
    words = [*mandate.names, *mandate.about, *(parent.about if parent else ()), *(parent.names if parent else ())]
    if any(re.search(rf"(?<![\w-]){re.escape(plain(word))}(?![\w-])", title) for word in words):
        return True
    if title.endswith("…") and any(_is_cut_from(title[:-1], plain(word)) for word in mandate.names):
        return True
    numbers = {mandate.founded, *(number for number, _ in mandate.places), *([parent.founded] if parent else [])}
    cut = _CUT.search(title) if mandate.kind == "expert panel" else None
    return any(re.search(rf"\b{number}\b", title) or (cut and str(number).startswith(cut[1])) for number in numbers)


def _is_cut_from(title: str, name: str) -> bool:
    """Whether a title that is cut ends in the beginning of a name."""
    starts = (found.start() for found in re.finditer(r"\b\w", title))
    return any(len(title) - start >= _SHORTEST and name.startswith(title[start:]) for start in starts)


def is_of_place(title: str, mandate: Mandate, parent: Mandate | None) -> bool:
    """Whether a title names the country or place of the thing."""
    names = [*mandate.names, *mandate.about, mandate.title]
    names += [*parent.names, *parent.about] if parent else []
    places = {plain(word) for name in names for word in _PLACE.findall(name)} - _GENERAL
    return any(word in places for word in re.findall(r"[\w'-]{4,}", plain(title)))
