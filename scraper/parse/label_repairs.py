"""Labels of a text that are misread: what each must be, told from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scraper.parse.body import Paragraph
from scraper.parse.verbs import begins_operative
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label, write_label


def mend_labels(paragraphs: list[Paragraph]) -> None:
    """Where a label cannot follow the one before it, and the one due would make the next one fit, that one is meant.

    242 (1967) has `(1)` before `(ii)`; 232 (1966) has `(6)` between `(a)` and `(c)`.
    """
    labelled = [p for p in paragraphs if p.label and p.label not in BULLETS]
    for i, paragraph in enumerate(labelled):
        if paragraph.meant or paragraph.label[0] not in "(“":
            continue
        before = labelled[i - 1] if i else None
        after = labelled[i + 1] if i + 1 < len(labelled) else None
        paragraph.meant = _meant(before, paragraph.label, after)


def restore_numbers(paragraphs: Sequence[Paragraph]) -> None:
    """Put back the numbers of operative paragraphs that the source lost, where one possibility is left.

    The Council numbers its operative paragraphs one after the other. So decisions without a number, as many as there
    are numbers missing between the two around them, bear just these; those before the first number bear the ones before
    it, and those behind the last the next, unless some before them bear none (47 (1948) numbers only the measures that
    one of its decisions introduces).
    """
    row = [p for p in paragraphs if p.zone == "body" and not p.heading and (_number(p) or _is_decision(p))]
    numbered = [i for i, paragraph in enumerate(row) if _number(paragraph)]
    for before, after in pairwise([-1, *numbered, len(row)]) if numbered else ():
        lost = row[before + 1 : after]
        first = _number(row[before]) + 1 if before >= 0 else 1
        fits = _number(row[after]) == first + len(lost) if after < len(row) else all(map(_number, row[:after][:before]))
        for number, paragraph in enumerate(lost if fits else (), first):
            paragraph.meant = f"{number}."


def _number(paragraph: Paragraph) -> int:
    """The number of an operative paragraph, 0 where it has none; not that of an item of a list."""
    label = paragraph.meant or paragraph.label
    return int(label.rstrip(".,")) if not paragraph.depth and label.rstrip(".,").isdecimal() else 0


def _is_decision(paragraph: Paragraph) -> bool:
    """Whether a paragraph without a label begins as decisions do."""
    return (
        not paragraph.label and not paragraph.depth and bool(paragraph.lines) and begins_operative(paragraph.lines[0])
    )


def _meant(before: Paragraph | None, label: str, after: Paragraph | None) -> str:
    printed = read_label(label)
    last = _bracketed(before)
    following = _bracketed(after)
    for ordinal in last:
        due = Ordinal(ordinal.style, ordinal.value + 1)
        if due in printed:
            return ""
        if not _write(due):
            continue
        if Ordinal(due.style, due.value + 1) in following:
            return _write(due)
        misread = not printed or (label[1:2].isdigit() and printed[0].value > 1)
        if misread and (not following or any(o.value == 1 for o in following)):
            return _write(due)
    if label[1:2].isdigit() and not last:
        return next((_write(Ordinal(o.style, 1)) for o in following if o.value == 2), "")
    return ""


def _bracketed(paragraph: Paragraph | None) -> tuple[Ordinal, ...]:
    """The readings of a paragraph's label, if it is one in brackets."""
    label = (paragraph.meant or paragraph.label) if paragraph else ""
    return read_label(label) if label[:1] in ("(", "“") else ()


def _write(ordinal: Ordinal) -> str:
    """`(b)` for the second of style `(a)`; "" for styles that are no letters in brackets."""
    return write_label(ordinal) if ordinal.style in ("(a)", "(i)") else ""
