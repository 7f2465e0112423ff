"""A resolution or a clause as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scraper.database.resolutions import Document, Place, Record
from scraper.models import Clause
from scraper.pinpoint import official_address, say_path
from scraper.render.display import capitalize_first, say_date, say_resolution
from scraper.render.sections import VoteView, name_part


def describe(record: Record, vote: VoteView | None) -> str:
    """A resolution in a sentence or two, for those who show a link to it."""
    said = [say_adopted(record), f"Vote: {vote.said}" if vote else "", capitalize_first(record.short_title)]
    return ". ".join(filter(None, said))


def say_adopted(record: Record) -> str:
    """`Adopted by the Security Council at its 7565th meeting, on 20 November 2015`, as far as known."""
    facts = record.facts
    meeting = f" at its {ordinal(facts.meeting)} meeting" if facts.meeting else ""
    on = f", on {say_date(facts.adopted)}" if facts.adopted else ""
    return f"Adopted by the Security Council{meeting}{on}" if meeting or on else ""


DESCRIBED = 200
"""So many characters of a paragraph, and no more, describe its page elsewhere."""


def excerpt(text: str) -> str:
    """The beginning of a text as one line, to describe it: whole words, and a sign where it goes on.

    >>> excerpt("(a) To trim;\\n(b) To report"), len(excerpt("lamp " * 99)) <= DESCRIBED
    ('(a) To trim; (b) To report', True)
    """
    line = " ".join(text.split())
    return line if len(line) <= DESCRIBED else line[: DESCRIBED - 2].rpartition(" ")[0] + " …"


def ordinal(number: int) -> str:
    """`7565th`, `7571st`.

    >>> ordinal(1), ordinal(12), ordinal(7563)
    ('1st', '12th', '7563rd')
    """
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def as_text(found: Document | Place, url: str) -> str:
    """Plain text: every word of the clauses in order, labels as printed, and where it is from."""
    return _write(found, url, lambda text: text, "")


def as_markdown(found: Document | Place, url: str) -> str:
    """Markdown: the same, with headings, and emphasis as the source has it."""
    return _write(found, url, _escape, "#")


def _write(found: Document | Place, url: str, words: Callable[[str], str], mark: str) -> str:
    record = found.record
    title = say_resolution(record.symbol)
    clauses: Sequence[Clause]
    if isinstance(found, Place):
        title += f", {say_path(found.clause.path)}"
        clauses = (found.clause, *found.below)
        opening, lift = "", found.clause.level
    else:
        title += f", {say_path(found.part)}" if found.part else ""
        clauses, lift = found.clauses, 0
        opening = record.opening if found.part in ("", "pp") else ""
    title += f": {record.short_title}" if record.short_title else ""
    lines = [f"{mark} {title}".strip(), say_adopted(record), words(opening)]
    lines += _write_clauses(clauses, words, mark, lift)
    lines += [f"Unofficial copy. Official document: {official_address(record.symbol)}\nThis text: {url}"]
    return "\n\n".join(filter(None, lines)) + "\n"


def _write_clauses(clauses: Sequence[Clause], words: Callable[[str], str], mark: str, lift: int) -> Iterator[str]:
    part = clauses[0].part if clauses else ""
    notes: list[str] = []
    for clause in clauses:
        if clause.part != part and clause.part.startswith("annex"):
            yield f"{mark}{mark} {name_part(clause.part)}".strip()
        part = clause.part
        yield from (f"{mark}{mark}{mark} {words(line)}".strip() for line in clause.heading.split("\n") if line)
        yield _write_clause(clause, words, mark, max(0, clause.level - lift), notes)
    yield from (f"[{i}] {words(note)}" for i, note in enumerate(notes, 1))


def _write_clause(clause: Clause, words: Callable[[str], str], mark: str, level: int, notes: list[str]) -> str:
    text, shown = clause.text, ""
    last = 0
    for note in (m for m in clause.marks if m.kind == "footnote"):
        notes.append(note.value)
        shown += words(text[last : note.start]) + f"[{len(notes)}]"
        last = note.start
    shown += words(text[last:])
    label = words(clause.label) if clause.label else ""
    if mark and clause.verb and shown.startswith(clause.verb.split("; ")[0]):
        verb = clause.verb.split("; ")[0]
        shown = f"*{verb}*{shown[len(verb) :]}"
    indent = ("> " if mark else "    ") * level
    return indent + " ".join(filter(None, [label, shown]))


def _escape(text: str) -> str:
    """Characters that Markdown would take for markup, each behind a backslash."""
    escaped = re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)
