"""Clauses as HTML: their words with emphasis, links, footnotes and highlighted matches. Everything is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from operator import attrgetter

from markupsafe import Markup, escape

from scraper.database.references import Citing, Reference
from scraper.models import Clause, Mark
from scraper.pinpoint import address_of
from scraper.render import links

Span = tuple[int, int]

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "superscript": "sup", "subscript": "sub"}
_SYMBOL_LINK = re.compile(r"https?://(?:www\.)?(?:undocs|docs\.un)\.org/(?:en/)?S/RES/(\d+)\s*\((\d{4})\)\Z", re.I)


@dataclass(slots=True)
class Notes:
    """Footnotes met on a page, numbered in order, so that mark and note can link to each other."""

    found: list[tuple[int, str, str]] = field(default_factory=list)

    def number(self, path: str, text: str) -> int:
        """Take one in and give its number on this page."""
        self.found.append((len(self.found) + 1, path, text))
        return len(self.found)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text with one set of marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    hit: bool

    @property
    def link(self) -> Mark | None:
        """The link it is part of."""
        return next((mark for mark in self.marks if mark.kind == "link"), None)


def draw_clause(clause: Clause, notes: Notes | None = None, hits: Iterable[Span] = (), root: str = "") -> Markup:
    """A clause's own words as HTML. Footnotes are marked where `notes` takes them; `root` leads links to this site."""
    return draw_words(clause.text, clause.marks, tuple(hits), notes, clause.path, root)


def draw_words(
    text: str,
    marks: Sequence[Mark] = (),
    hits: Sequence[Span] = (),
    notes: Notes | None = None,
    path: str = "",
    root: str = "",
) -> Markup:
    """Words as HTML, with their marks and `hits`. `notes`, where given, numbers the footnotes as those of `path`."""
    if not marks and not hits:
        return escape(text)
    out: list[Markup] = []
    feet = [mark for mark in marks if mark.kind == "footnote"] if notes is not None else []
    runs = _cut(text, [m for m in marks if m.kind != "footnote"], hits, [m.start for m in feet])
    for link, group in groupby(runs, key=attrgetter("link")):
        inside: list[Markup] = []
        for run in group:
            inside += _draw_feet(feet, run.start, path, notes) if not link else ()
            inside.append(_wrap(escape(text[run.start : run.end]), run))
        out.append(_anchor(Markup("").join(inside), link, root))
        out += _draw_feet(feet, run.end, path, notes) if link else ()
    out += _draw_feet(feet, len(text), path, notes)
    return Markup("").join(out)


def _cut(text: str, marks: Sequence[Mark], hits: Sequence[Span], stops: Sequence[int]) -> Iterator[TextRun]:
    """The text in runs, from one edge of a mark or hit to the next, keeping account of those that cover a run."""
    spans = [*((mark.start, mark.end) for mark in marks), *hits]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for i, (first, last) in enumerate(spans):
        if first < last:
            opening.setdefault(max(0, first), []).append(i)
            closing.setdefault(last, []).append(i)
    edges = {edge for edge in chain((0, len(text)), stops, *spans) if 0 <= edge <= len(text)}
    covering: set[int] = set()
    for start, end in pairwise(sorted(edges)):
        covering.difference_update(closing.get(start, ()))
        covering.update(opening.get(start, ()))
        over = sorted(covering)
        yield TextRun(
            start, end, tuple(marks[i] for i in over if i < len(marks)), bool(over) and over[-1] >= len(marks)
        )


def _wrap(words: Markup, run: TextRun) -> Markup:
    """Words, which are escaped already, within the tags of their marks."""
    drawn = f"<mark>{words}</mark>" if run.hit else str(words)
    if run.marks:
        for kind, tag in reversed(_TAGS.items()):
            if any(mark.kind == kind for mark in run.marks):
                drawn = f"<{tag}>{drawn}</{tag}>"
    return Markup(drawn)


def _anchor(words: Markup, link: Mark | None, root: str) -> Markup:
    target = _target(link.value, root) if link else ""
    return Markup(f'<a href="{escape(target)}">{words}</a>') if target else words


def _target(value: str, root: str) -> str:
    """Where a link in a text leads: a page here, another web address, or nowhere."""
    if value.startswith(("/S/", "/A/")):
        return root + value
    if here := _SYMBOL_LINK.match(value):
        return f"{root}/S/RES/{here[1]}({here[2]})"
    return value if re.match(r"https?://[^\s]+\Z", value, re.I) else ""


def add_references(clause: Clause, references: Sequence[Reference]) -> Clause:
    """The clause with a link for each citation that leads somewhere here, in place of links of the source there."""
    kept = [
        mark
        for mark in clause.marks
        if mark.kind != "link" or not any(ref.start < mark.end and mark.start < ref.end for ref in references)
    ]
    apart = list(_apart(references))
    links = [Mark("link", *_widen(ref, clause.text, apart), _address(ref)) for ref in apart]
    return replace(clause, marks=(*kept, *links))


def _widen(reference: Reference, text: str, others: Sequence[Reference]) -> Span:
    """The whole of the citation, `paragraph 24 below`, where no other of its numbers leads elsewhere."""
    start = text.rfind(reference.raw, 0, reference.start + len(reference.raw))
    end = start + len(reference.raw)
    if start < 0 or not start <= reference.start < reference.end <= end:
        return reference.start, reference.end
    if any(other is not reference and other.start < end and start < other.end for other in others):
        return reference.start, reference.end
    return start, end


def _apart(references: Sequence[Reference]) -> Iterator[Reference]:
    """References that do not overlap: of several to one stretch of words (`paragraphs 3 to 5`) the first."""
    end = 0
    for reference in sorted(references, key=lambda ref: (ref.start, -ref.end)):
        if reference.start >= end:
            yield reference
            end = reference.end


def _address(reference: Reference) -> str:
    return links.quoted(address_of(reference.symbol, reference.path))


def _draw_feet(feet: list[Mark], upto: int, path: str, notes: Notes | None) -> Iterator[Markup]:
    while feet and feet[0].start <= upto and notes is not None:
        number = notes.number(path, feet.pop(0).value)
        yield Markup(
            '<sup class="fn"><a href="#note-{0}" id="to-note-{0}" aria-label="Footnote {0}">{0}</a></sup>'
        ).format(number)


def draw_inline(written: str) -> Markup:
    """A line of Markdown with `code` and *emphasis*, and nothing else, as HTML.

    >>> draw_inline("`sanction` finds *sanctions* & more")
    Markup('<code>sanction</code> finds <em>sanctions</em> &amp; more')
    """
    drawn = re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(written)))
    return Markup(re.sub(r"\*([^*<>]+)\*", r"<em>\1</em>", drawn))


def draw_row(clause: Clause, hits: Iterable[Span] = ()) -> Markup:
    """The cells of a table's row."""
    cells, at, hits = [], 0, tuple(hits)
    for cell in clause.text.split("\t"):
        inside = [(s - at, e - at) for s, e in hits if s >= at and e <= at + len(cell)]
        cells.append(Markup("<td>{}</td>").format(draw_words(cell, hits=inside)))
        at += len(cell) + 1
    return Markup("").join(cells)


def draw_citing(citing: Citing, room: int = 130) -> Markup:
    """The words around a citation, itself in bold."""
    text = citing.text
    start = max(0, citing.start - room)
    end = min(len(text), citing.end + room)
    start = text.find(" ", start, citing.start) + 1 if start else 0
    end = text.rfind(" ", citing.end, end) if end < len(text) else end
    end = end if end > citing.end else citing.end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    cited = Mark("bold", citing.start + shift, citing.end + shift)
    return draw_words(before + text[start:end] + after, (cited,))


def draw_excerpt(text: str, hits: Sequence[Span]) -> Markup:
    """Plain words with the matches marked."""
    return draw_words(text, hits=hits)
