"""The history of a run of words as JSON, as a table, as a list of precedents, and in sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from scraper.pinpoint import say_path
from scraper.render import links
from scraper.render.display import say_count, say_date
from scraper.trace.changes import Rewording, Word
from scraper.trace.history import History, Searched, Wording
from scraper.trace.uses import Use

Json = dict[str, Any]


def to_json(history: History, base: str = "") -> Json:
    """The whole history. `from` is the place in `wordings` of the wording that one is compared with."""
    return {
        "query": history.question.text,
        "folded": history.question.folded,
        "first": _use_json(history.first, base),
        "first_in_body": _use_json(history.first_in_body, base),
        "last": _use_json(history.last, base),
        "same_day_as_first": [_use_json(use, base) for use in history.same_day],
        "clauses": len(history.counted),
        "resolutions": history.resolutions,
        "years": {str(year): count for year, count in history.years.items()},
        "wordings": [_wording_json(one, base) for one in history.wordings],
        "all_wordings": history.complete,
        "across": [_use_json(use, base) for use in history.across],
        "perhaps_earlier": [{**(_use_json(use, base) or {}), "text": text} for use, text in history.perhaps],
        "coverage": say_held(history.held),
    }


def _use_json(use: Use | None, base: str) -> Json | None:
    if use is None:
        return None
    found: Json = {"symbol": str(use.symbol), "path": use.path, "date": use.day, "year": use.symbol.year}
    found |= {"in": "annex" if not use.in_body else use.part, "url": base + links.write(use.place)}
    return found | ({"runs_into": use.runs_into} if use.runs_into else {})


def _wording_json(one: Wording, base: str) -> Json:
    return {
        "text": one.text,
        "verbatim": one.verbatim,
        "first": _use_json(one.uses[0], base),
        "last": _use_json(one.uses[-1], base),
        "count": len(one.uses),
        "resolutions": one.resolutions,
        "from": one.parent,
        "changes": [_change_json(change) for change in one.changes],
        "uses": [_use_json(use, base) for use in one.uses],
    }


def _change_json(change: Rewording) -> Json:
    return {"out": printed(change.out), "in": printed(change.into), "kind": change.kind}


def printed(words: tuple[Word, ...]) -> str:
    """Words as printed, without what stands between them."""
    return " ".join(word.printed for word in words)


def say_held(held: Searched) -> str:
    """What was looked through, and what an answer cannot know."""
    return (
        f"First in a resolution, of the {held.resolutions:,} held here; {held.from_paper:,} of them are typed or read"
        " from scans, where an earlier use may hide behind a misread letter. Presidential statements, which often had"
        " words before a resolution did, are not here."
    )


def say_use(use: Use) -> str:
    """`S/RES/1456 (2003), paragraph 2, 20 January 2003`."""
    day = say_date(use.day) if len(use.day) > 4 else use.day
    return f"{use.symbol}, {say_path(use.path)}, {day}"


def say_history(history: History) -> Iterator[str]:
    """First, first in the body, last and the counts, a sentence each."""
    first, body, last = history.first, history.first_in_body, history.last
    if first is None or last is None:
        yield "No resolution held here has these words in a row."
    else:
        yield f"First in a resolution: {say_use(first)}."
        if history.same_day:
            yield f"On the same day also: {'; '.join(map(say_use, history.same_day))}."
        if body != first:
            yield f"First outside an annex: {say_use(body)}." if body else "Never outside an annex."
        yield f"Last: {say_use(last)}."
        yield (
            f"These words stand in {say_count(len(history.counted), 'paragraph or item', 'paragraphs and items')} of"
            f" {say_count(history.resolutions, 'resolution')}; there"
            f" {'is' if len(history.others) == 1 else 'are'} {say_count(len(history.others), 'other wording')}"
            f"{'' if history.complete else ' and more'}."
        )
    if history.across and history.uses:
        yield f"In {len(history.across):,} more places they run from a paragraph into an item below it."
    for use, text in history.perhaps:
        yield f"Perhaps earlier, misread: {say_use(use)}: “{text}”."


def to_csv(history: History, base: str = "") -> str:
    """A row for each use of each wording, those that were asked for first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["wording", "verbatim", "symbol", "path", "year", "date", "url"])
    for one in sorted(history.wordings, key=lambda wording: not wording.verbatim):
        for use in one.uses:
            row = [one.text, "yes" if one.verbatim else "no", use.symbol, use.path, use.symbol.year, use.day]
            writer.writerow([*row, base + links.write(use.place)])
    return out.getvalue()


def draw_wordings(history: History) -> list[tuple[Wording, Markup]]:
    """Each wording with what went out of the one it is compared with, and what came in, marked in its words."""
    return [(one, _draw(history, one)) for one in history.wordings]


def _draw(history: History, one: Wording) -> Markup:
    words, at = [word.printed for word in one.variant.words], 0
    if one.parent is None:
        return escape(one.text)
    drawn: list[Markup] = []
    for change in one.changes:
        drawn.append(escape(" ".join(words[at : change.after[0]])))
        for mark, side, said in (("del", change.out, "out"), ("ins", change.into, "in")):
            if side:
                drawn.append(
                    Markup('<{0} class="{1}"><span class="unseen">{2}: </span>{3}</{0}>').format(
                        Markup(mark), change.kind, said, printed(side)
                    )
                )
        at = change.after[1]
    return Markup(" ").join(filter(None, [*drawn, escape(" ".join(words[at:]))]))
