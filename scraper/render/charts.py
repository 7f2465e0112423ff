"""Small pictures drawn on the server as SVG: a vote, a count by year. Colour never carries meaning alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from scraper.models import Vote

_CELL, _GAP = 15, 3
_ORDER = {"for": 0, "against": 1, "abstaining": 2, "not voting": 3}


def draw_vote(votes: Sequence[Vote], said: str) -> Markup:
    """A row of squares, a member each: filled for, crossed against, hollow abstaining, dotted not voting."""
    ordered = sorted(votes, key=lambda vote: (_ORDER[vote.vote], vote.member))
    cells = Markup("").join(_draw_ballot(i, vote) for i, vote in enumerate(ordered))
    width = len(ordered) * (_CELL + _GAP) - _GAP
    return Markup(
        '<svg class="vote" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}</svg>'
    ).format(max(width, _CELL), _CELL, said, cells)


def _draw_ballot(at: int, vote: Vote) -> Markup:
    x = at * (_CELL + _GAP)
    name = "nv" if vote.vote == "not voting" else vote.vote
    cross = Markup("")
    if vote.vote == "against":
        cross = Markup('<path d="M{0} 4l7 7m0-7l-7 7"/>').format(x + 4)
    return Markup(
        '<g class="{0}"><title>{1}: {2}</title><rect x="{3}" y="1" width="13" height="13" rx="2"/>{4}</g>'
    ).format(name, vote.member, vote.vote, x + 1, cross)


def draw_years(
    counts: Sequence[tuple[int, int]], link: Callable[[int], str], chosen: int | None = None, room: int = 640
) -> Markup:
    """Bars, one a year, each a link, in about `room` pixels.

    Hidden from screen readers and the tab key: a list or table of the same links must stand beside it.
    """
    return draw_stacks([(year, (count,)) for year, count in counts], link, chosen, room)


def draw_stacks(
    counts: Sequence[tuple[int, Sequence[int]]], link: Callable[[int], str], chosen: int | None = None, room: int = 640
) -> Markup:
    """The same with bars that are cut into pieces, of the first count at the foot; a piece has the class `s0`, `s1` ...

    Years have as many counts each; of one alone there are no pieces.
    """
    if not counts:
        return Markup("")
    first, last = counts[0][0], counts[-1][0]
    step = max(3, min(22, room // (last - first + 1)))
    width = step - (3 if step > 8 else 1)
    most = max(1, *(sum(pieces) for _, pieces in counts))
    bars = Markup("").join(
        _draw_bar((year - first) * step, width, [64 * piece / most for piece in pieces], year, sum(pieces), link(year),
                  year == chosen)
        for year, pieces in counts
    )  # fmt: skip
    ticks = Markup("").join(
        Markup('<text x="{0}" y="82">{1}</text>').format((year - first) * step + width / 2, year)
        for year in range(first, last + 1)
        if year % _tick(step) == 0 or first == last
    )
    whole = (last - first + 1) * step
    return Markup(
        '<svg class="years" viewBox="-14 0 {0} 86" width="{0}" height="86" aria-hidden="true" focusable="false">'
        "{1}{2}</svg>"
    ).format(whole + 28, bars, ticks)


def _tick(step: int) -> int:
    """Every how many years one is named, so that the names do not run into each other."""
    return next(every for every in (1, 2, 5, 10, 20, 50) if every * step >= 52)


def _draw_bar(x: int, width: int, heights: Sequence[float], year: int, count: int, href: str, chosen: bool) -> Markup:
    on = ' class="on"' if chosen else ""
    rects, top = "", 68
    for i, height in enumerate(heights):
        shown = max(round(height), 2) if height else 0
        if shown or len(heights) == 1:
            shown, shade = max(shown, 2), f' class="s{i}"' if len(heights) > 1 else ""
            rects += f'<rect{shade} x="{x}" y="{top - shown}" width="{width}" height="{shown}"/>'
            top -= shown
    return Markup(
        f'<a href="{escape(href)}" tabindex="-1"{on}><title>{year}: {count}</title>'
        f'<rect class="hit" x="{x}" y="0" width="{width}" height="68"/>{rects}</a>'
    )
