"""The history of a run of words as JSON, as a table, as a list of precedents, and in sentences."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from scraper.pinpoint import say_path
from scraper.render import links
from scraper.render.display import say_count, say_date
from scraper.trace.changes import Rewording, Word
from scraper.trace.history import History, Question, Searched, Within, Wording, count_years
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


WITHIN: Mapping[Within, str] = {
    "all": "everywhere",
    "pp": "in preambles",
    "op": "in operative paragraphs",
    "annex": "in annexes",
}
"""The parts that a history can be narrowed to."""


def say_narrowed(question: Question) -> str:
    """`in preambles, from 2000 to 2010, where the agenda item has “Cyprus”`."""
    first, last = question.years
    years = f"in {first}" if first == last else f"from {first}" if first else f"to {last}"
    if first and last and first != last:
        years += f" to {last}"
    agenda = f"where the agenda item has “{question.agenda}”" if question.agenda else ""
    within = WITHIN[question.within] if question.within != "all" else ""
    return ", ".join(filter(None, [within, years if first or last else "", agenda]))


def say_use(use: Use) -> str:
    """`S/RES/1456 (2003), paragraph 2, 20 January 2003`."""
    day = say_date(use.day) if len(use.day) > 4 else use.day
    return f"{use.symbol}, {say_path(use.path)}, {day}"


def say_history(history: History) -> Iterator[str]:
    """First, first in the body, last and the counts, a sentence each."""
    if history.question.narrowed:
        yield f"Only {say_narrowed(history.question)}: first and last are those of these."
    first, body, last = history.first, history.first_in_body, history.last
    if first is None or last is None:
        yield f"No resolution held here has these words in a row{' there' if history.question.narrowed else ''}."
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


def link_uses(history: History, sentence: str, root: str = "") -> Markup:
    """A sentence of `say_history` with the places that it names as links."""
    uses = [history.first, history.first_in_body, history.last, *history.same_day, *(use for use, _ in history.perhaps)]
    drawn = escape(sentence)
    for use in dict.fromkeys(filter(None, uses)):
        said = escape(say_use(use))
        drawn = drawn.replace(said, Markup('<a href="{0}">{1}</a>').format(root + links.write(use.place), said))
    return drawn


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


MOST_STACKED = 5
"""So many wordings have a shade of their own; the rest are counted together."""


@dataclass(frozen=True, slots=True)
class YearsByWording:
    """The uses of each year by wording: `heads` names the columns of `rows`, which begin with the year."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[int, ...]], ...]


def count_by_wording(history: History) -> YearsByWording:
    """The uses of each year: of the words asked, of the other wordings that are used most, and of the rest."""
    if not history.wordings:
        return YearsByWording(("These words",), tuple((year, (count,)) for year, count in history.years.items()))
    ordered = sorted(enumerate(history.wordings, 1), key=lambda one: (not one[1].verbatim, -len(one[1].uses)))
    own, rest = ordered[:MOST_STACKED], ordered[MOST_STACKED:]
    counts = [count_years(one.uses) for _, one in own]
    heads = [f"{'These words' if one.verbatim else 'Wording'} ({number})" for number, one in own]
    if rest:
        counts.append(count_years([use for _, one in rest for use in one.uses]))
        heads.append(say_count(len(rest), "other wording"))
    years = sorted({year for of_years in counts for year in of_years})
    return YearsByWording(tuple(heads), tuple((year, tuple(one.get(year, 0) for one in counts)) for year in years))


@dataclass(frozen=True, slots=True)
class DrawnWording:
    """A wording as the page has it: its number in order of first use, how deep in the tree, its words with marks."""

    number: int
    depth: int
    wording: Wording
    drawn: Markup


DEEPEST = 4
"""The tree is indented no further: a phone has no room for more."""


def draw_wordings(history: History) -> list[DrawnWording]:
    """The tree of wordings, each before those made of it, with what went out and what came in marked in its words."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for i, one in enumerate(history.wordings):
        children[one.parent].append(i)
    drawn, waiting = [], [(i, 0) for i in reversed(children[None])]
    while waiting:
        i, depth = waiting.pop()
        drawn.append(DrawnWording(i + 1, min(depth, DEEPEST), history.wordings[i], _draw(history, history.wordings[i])))
        waiting.extend((child, depth + 1) for child in reversed(children[i]))
    return drawn


def _draw(history: History, one: Wording) -> Markup:
    if one.parent is None:
        return escape(one.text)
    text, words, drawn, at = one.text, one.variant.words, Markup(""), 0
    before = history.wordings[one.parent]
    for change in one.changes:
        start = words[change.after[0]].at[0] if change.after[0] < len(words) else len(text)
        drawn += escape(text[at:start])
        if change.out:
            drawn += " " if drawn and not drawn.endswith((" ", "\n")) else ""
            gone = before.text[change.out[0].at[0] : change.out[-1].at[1]]
            drawn += _mark("del", change.kind, "out", gone) + " "
        if change.into:
            at = change.into[-1].at[1]
            drawn += _mark("ins", change.kind, "in", text[start:at])
        else:
            at = start
    return drawn + escape(text[at:])


def _mark(name: str, kind: str, said: str, words: str) -> Markup:
    return Markup('<{0} class="{1}"><span class="unseen">{2}: </span>{3}</{0}>').format(Markup(name), kind, said, words)


def list_agendas(uses: Sequence[Use], most: int = 12) -> list[tuple[str, int]]:
    """The agenda items under which words are used most, with how many uses each has."""
    return Counter(use.agenda for use in uses if use.agenda).most_common(most)
