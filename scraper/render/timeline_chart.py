"""The picture of a chain: years along the axis, a mark for each resolution, its shape and colour by what it does."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from scraper.database.relations import Referral, Relation
from scraper.database.resolutions import Record
from scraper.models import Pinpoint, Symbol
from scraper.render import links
from scraper.render.display import say_date

SHAPES: dict[Relation, str] = {
    "extends": "M-4-5L5 0L-4 5z",  # a triangle that points onward
    "modifies": "M0-5L5 0L0 5L-5 0z",  # a diamond
    "terminates": "M-4-4L4 4M4-4L-4 4",  # a cross
    "requests": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",  # a ring
    "recalls": "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",  # a dot
    "other": "M-4 0H4",  # a dash
}
"""Outlines around the middle of a square of 12; the sheet fills or strokes them."""

_VERBS: dict[Relation, str] = {
    "extends": "extends", "modifies": "modifies", "terminates": "ends", "requests": "asks under",
    "recalls": "recalls", "other": "refers to",
}  # fmt: skip

_CELL = 12
_ROOM = 640
_MANY = 8
"""With more marks a year than this on the average, they stand side by side where there is room."""

_TOP = 10
_GROUND = 30
"""Below the marks: the axis, the years."""


def draw_mark(relation: Relation) -> Markup:
    """One mark by itself, for the key of the picture."""
    return Markup(
        '<svg class="mk {0}" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" focusable="false">'
        '<path d="{1}"/></svg>'
    ).format(relation, SHAPES[relation])


def draw_chain(record: Record, rows: Sequence[Referral], root: str) -> Markup:
    """The picture, `rows` in order with one for each resolution; those of a year are heaped up from the axis.

    Hidden from screen readers and the tab key: a table of the same must stand beside it.
    """
    first = record.symbol.year
    last = max([first, *(one.symbol.year for one in rows)])
    years = last - first + 1
    wide = min(5, max(1, _ROOM // years // _CELL)) if len(rows) > _MANY * years else 1
    step = max(wide * _CELL + 2, min(24, _ROOM // years))
    placed = _heap(rows, first, wide, step)
    height = _TOP + max([_CELL, *(up for _, _, up in placed)]) + _CELL
    drawn = Markup("").join(_draw(one, record.symbol, x, height - up, root) for one, x, up in placed)
    width = years * step
    return Markup(
        '<svg class="chain" viewBox="-18 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        "<defs>{2}</defs>{3}{4}{5}</svg>"
    ).format(width + 36, height + _GROUND, _define(rows), _draw_axis(first, last, step, height), drawn,
             _draw_root(record, height))  # fmt: skip


def _heap(rows: Sequence[Referral], first: int, wide: int, step: int) -> list[tuple[Referral, float, int]]:
    """Where each mark stands: from the left, and up from the axis; that of the resolution itself comes first."""
    filled = {first: wide}
    placed = []
    for one in rows:
        at = filled.get(one.symbol.year, 0)
        filled[one.symbol.year] = at + 1
        across, up = at % wide, at // wide
        x = (one.symbol.year - first) * step + across * _CELL + _CELL / 2
        placed.append((one, x, up * _CELL + _CELL))
    return placed


def _define(rows: Sequence[Referral]) -> Markup:
    """Each shape that occurs, once: a chain may have three hundred marks."""
    used = dict.fromkeys(one.relation for one in rows)
    return Markup("").join(Markup('<path id="mk-{0}" d="{1}"/>').format(name, SHAPES[name]) for name in used)


def _draw(one: Referral, symbol: Symbol, x: float, y: int, root: str) -> Markup:
    href = root + links.write(Pinpoint(one.symbol.number, one.symbol.year))
    return Markup(
        '<a class="{0}" href="{1}" tabindex="-1"><title>{2} {3} {4}</title><use href="#mk-{0}" x="{5:g}" y="{6}"/></a>'
    ).format(one.relation, href, one.symbol.number, _VERBS[one.relation], symbol.number, x, y)


def _draw_axis(first: int, last: int, step: int, height: int) -> Markup:
    every = next(every for every in (1, 2, 5, 10, 20) if every * step >= 44)
    years = [year for year in range(first, last + 1) if year % every == 0 and (year - first) * step >= 44]
    names = Markup("").join(
        Markup('<path class="tick" d="M{0:g} {1}v4"/><text x="{0:g}" y="{2}">{3}</text>').format(
            (year - first) * step + (step - 2) / 2, height, height + 18, year
        )
        for year in years
    )
    return Markup('<path class="tick" d="M-6 {0}H{1}"/>{2}').format(height, (last - first + 1) * step, names)


def _draw_root(record: Record, height: int) -> Markup:
    """The resolution itself, where the axis begins."""
    said = f"{record.symbol}, {say_date(record.facts.adopted)}"
    return Markup(
        '<g class="root"><title>{0}</title><rect x="1" y="{1}" width="10" height="10"/>'
        '<path d="M6 {2}V{3}"/><text x="6" y="{4}">{5}</text></g>'
    ).format(said, height - _CELL - 5, height - 7, height + 4, height + 18, record.symbol.year)
