"""Labels at the head of lines: which are labels, and which row of labels each goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.parse.bare_marks import without_mark
from scraper.parse.body import QUOTES, Body, after_heading, is_closed, is_short, stands_alone
from scraper.parse.misread import read_figures
from scraper.parse.open_lists import OpenList, advance, last_of
from scraper.parse.verbs import begins_operative, begins_preambular
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label, read_letter, write_letter

LABEL = re.compile(
    r"""
    (?P<label>
        (?: [“‘"] \s? )? \d{1,3} \s? [.,] (?! \d )           # 5.   12 .   7, (misread)   “1. in a quoted text
      | \d{1,3} (?= \s+ [A-Z] )                              # 11 Condemns: the full stop is lost
      | [\dilI|!oO]{1,3} [.,] (?= \s+ [A-Z] )                # i9. Decides: figures read as the letters like them
      | [“‘"]? \( \s? (?: [a-z]{1,5} | [ivx]+ | \d{1,2} ) \s? [)}\]]{1,2} \.?    # (a)  (iii)  (1)  (b).  (c})
      | [a-z] [.)] (?= \s )                                  # a.   b)
      | [ivx]{1,5} [.)] (?= \s )
      | (?: [A-Z] | [Il|]{1,2} ) \. (?= \s+ [A-Z] )           # A. Targeted sanctions;  S. Decides, where 5. is meant
      | [•–—−·▪◦●○*-] (?= \s )                               # bullets
    )
    \s*+ (?P<rest> .* )
    """,
    re.VERBOSE,
)
"""What may be a label, and its words. Whether it is one, the row of labels and the line before decide."""
_WRAPPED = re.compile(
    r"(?:and|or|to|through)\s[(\d]|above\b|below\b|of\s(?:this|that|the|resolution|paragraph)\b|[,;.)]"
)
"""How words go on after a reference that the line's end has cut: `paragraphs 7 (a),` / `(b) and (c) above`."""
_SECONDS = {"(a)": "(b)", "(i)": "(ii)", "(1)": "(2)"}
LONGEST_PARAGRAPH, LONGEST_ITEM, LONGEST_PREAMBLE = 80, 200, 500
"""Lines after which the next paragraph or item is no longer looked for."""
MOST_SKIPPED = 4
"""A number is believed although up to three are missing before it."""
_NO_DIGITS = re.compile(r"\D+")


def begin_labelled(body: Body, at: int, line: str, closed: bool) -> bool:
    """Whether the line begins with a label that fits the row of labels; if so, a paragraph is begun with it."""
    found = _match_label(line)
    if not found:
        return False
    label, rest = found["label"].strip(), found["rest"]
    core = label.strip(QUOTES)
    if body.zone != "annex" and _is_due_in_letters(body, core, rest):
        return _place_number(body, label, rest, f"{body.number + 1}.")
    if core[0].isdigit():
        return _read_number(body, at, label, rest, closed)
    if core in BULLETS:
        return _read_bullet(body, at, label, rest, closed)
    if core[0].isupper() or core[0] in "l|":
        return _read_capital(body, at, label, rest)
    return _read_letter(body, at, label, rest, closed)


def _match_label(line: str) -> re.Match[str] | None:
    """What may be a label at the head of a line, with what follows it."""
    return None if line[0].isalpha() and line[1:2] not in ".,)ivxIl|oO0123456789" else LABEL.match(line)


def _is_due_in_letters(body: Body, core: str, rest: str) -> bool:
    """Whether a label is the number that is due, read as letters: `I7.` behind 16; `I.` only before a decision, for
    without a figure it may be a part's."""
    return read_figures(core) == body.number + 1 and (
        begins_operative(rest) or (rest[:1].isupper() and any(c.isdecimal() for c in core))
    )


def _read_number(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    number = number_in(label)
    expected = any(number == n + 1 for n in [*body.numbers, body.number])
    if not rest:
        return expected and label[-1] in ".," and _place_lone_number(body, label)
    operative = begins_operative(rest)
    twice = number == body.number > 0 and not after_heading(body)
    if operative and (number > body.number + 1 or twice) and _number_follows(body, at, body.number + 2, number + 1):
        return _place_number(body, label, rest, f"{body.number + 1}.")
    return _read_due_number(body, at, label, rest, closed or operative, expected)


def _read_due_number(body: Body, at: int, label: str, rest: str, closed: bool, expected: bool) -> bool:
    """Likewise, where the number is not misread; `closed` says that the line before, or a verb, lets it begin."""
    number, operative = number_in(label), begins_operative(rest)
    quoted_or_listed = at > 0 and (body.lines[at - 1][-1] == ":" or label[0] in QUOTES)
    if label[-1] != "." and not _may_lack_stop(body, at, number, label, rest):
        return False
    if not (expected or _begins_row(body, number, quoted_or_listed) or _skips(body, at, number, operative)):
        return False
    if not (closed or body.gaps[at] or after_heading(body) or is_short(body, at)):
        return False
    if body.zone == "preamble" and _runs_on(body, at, rest):
        _count(body, number, nested=False)
        body.start(rest, label)
        return True
    meant = "" if label[-1] == "." else f"{number}."
    return _place_number(body, label, rest, meant, nested=quoted_or_listed and number == 1)


def _runs_on(body: Body, at: int, rest: str) -> bool:
    """Whether a numbered paragraph is one of the preamble: it begins as a recital and ends in a comma.

    The sentence of a preamble runs on to the first operative verb; a decision ends in a semicolon or a full stop. Where
    the numbers begin again at the first decision, a recital before it is one whatever stop is printed behind it.
    """
    if not begins_preambular(rest):
        return False
    if _begins_again(body, at):
        return True
    if begins_operative(rest):
        return False
    for line, above in zip(body.lines[at + 1 : at + LONGEST_PARAGRAPH], body.lines[at:], strict=False):
        if _NUMBERED.match(line) or (is_closed(above) and begins_operative(line)):
            return without_mark(above)[-1] == ","
    return False


def _begins_again(body: Body, at: int) -> bool:
    """Whether the next decision with a number below a line bears the number 1."""
    for line in body.lines[at + 1 : at + LONGEST_PREAMBLE]:
        found = _NUMBERED.match(line)
        if found and begins_operative(line[found.end() - 1 :]):
            return int(found["number"]) == 1
    return False


def _begins_row(body: Body, number: int, quoted_or_listed: bool) -> bool:
    return number == 1 and (body.zone == "preamble" or quoted_or_listed or after_heading(body))


def _skips(body: Body, at: int, number: int, operative: bool) -> bool:
    """Whether a number is believed that is not the one due: a few are missing, or the last stands twice."""
    if operative and number == body.number and body.zone == "body":
        return True
    if not body.number < number <= body.number + MOST_SKIPPED:
        return False
    if operative or (body.zone == "annex" and body.gaps[at]):
        return True
    return number == body.number + 2 and body.zone == "body" and _number_follows(body, at, number + 1, number + 2)


def _may_lack_stop(body: Body, at: int, number: int, label: str, rest: str) -> bool:
    """`11 Condemns`, `7, Calls upon`, and in a list `1, That the Council`: the number that is due, misread."""
    due = number == body.number + 1
    if begins_operative(rest):
        return due or (body.zone == "preamble" and number == 1)
    return label[-1] == "," and rest[:1].isupper() and due and (number > 1 or body.lines[at - 1][-1] == ":")


def _place_number(body: Body, label: str, rest: str, meant: str = "", *, nested: bool = False) -> bool:
    """Begin the numbered paragraph; a list that begins on its very line (`3. (a) The judges`) begins at once."""
    _count(body, number_in(meant or label), nested=nested)
    body.lists.clear()
    body.titled = None
    if body.zone == "preamble":
        body.zone = "body"
    inner = LABEL.match(rest) if rest[0] == "(" else None
    readings = read_label(inner["label"]) if inner else ()
    if inner and any(o.value == 1 for o in readings):
        body.start("", label, meant)
        _go_on_counting(body.lists, readings)
        body.start(inner["rest"], inner["label"])
    else:
        body.start(rest, label, meant)
    return True


_NUMBERED = re.compile(r"(?P<number>\d{1,3})\s?[.,]\s+[A-Z]")


def is_number_lost(body: Body, at: int) -> bool:
    """Whether the number that is due after a line does not come: the one after it comes first, or none does.

    It was lost on the way, then, or is that of the last paragraph.
    """
    if not body.number:
        return False
    following = (_NUMBERED.match(line) for line in body.lines[at + 1 : at + LONGEST_PARAGRAPH])
    numbers = (int(found["number"]) - body.number for found in following if found)
    return next((step for step in numbers if step in (1, 2)), 2) == 2


def _number_follows(body: Body, at: int, number: int, next_of_printed: int) -> bool:
    """Whether a later line begins with the number, so that the one before it, misread, is one less (591 (1986)).

    Not where the one that is due stands before it: then a new row begins here; nor where the row goes on with the one
    behind that printed here, which then is right, and the one before it was lost.
    """
    begins = re.compile(rf"{number}\s?[.,]?\s+[A-Z]")
    others = re.compile(rf"(?:{number - 1}|{next_of_printed})\s?[.,]\s+[A-Z]")
    for line in body.lines[at + 1 : at + LONGEST_PARAGRAPH]:
        if begins.match(line) or others.match(line):
            return begins.match(line) is not None
    return False


def _count(body: Body, number: int, *, nested: bool) -> None:
    """Keep the numbers of the open rows: a list below a paragraph does not end the row of paragraphs."""
    if not nested:
        while len(body.numbers) > 1 and number != body.numbers[-1] + 1:
            body.numbers.pop()
        if body.numbers:
            body.numbers.pop()
    body.numbers.append(number)


def _place_lone_number(body: Body, label: str) -> bool:
    """A number alone on its line: its words follow, or, displaced, stand before it (893 (1994), paragraph 8)."""
    last = body.last
    if last is None:
        return False
    _count(body, number_in(label), nested=False)
    if not last.label and not last.heading and last.lines and begins_operative(last.lines[0]):
        last.label, last.displaced = label, True
        return True
    body.zone = "body" if body.zone == "preamble" else body.zone
    body.start("", label)
    return True


def number_in(label: str) -> int:
    """The number in a label: 12 of `“12 .`"""
    return int(_NO_DIGITS.sub("", label))


def _read_bullet(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    last = body.last
    if not rest or label == "*" or last is None:
        return False
    titled = last.label[:1] == "(" and rest[0].isupper()
    if not (closed or (last.label and last.label in BULLETS) or titled or is_short(body, at)):
        return False
    above = last.depth if last.lines and last.label and last.label in BULLETS else 0
    body.start(rest, label)
    if above and (last.lines[-1][-1] == ":" or (rest[0].islower() and last.lines[0][0].islower())):
        body.paragraphs[-1].depth = above + (last.lines[-1][-1] == ":")
    return True


def _read_capital(body: Body, at: int, label: str, rest: str) -> bool:
    """`S. Decides`, where 5 is due, is a misread number; `A. To assist` an item; `A. Targeted sanctions` a heading."""
    line = body.lines[at]
    if body.zone != "annex" and begins_operative(rest):
        _count(body, body.number + 1, nested=False)
        body.zone = "body"
        body.start(rest, label, f"{body.number}.")
        return True
    value = read_letter(label[0])
    opens = value == 1 and at > 0 and body.lines[at - 1][-1] == ":"
    if (opens or last_of(body.lists, "A.") == value - 1 > 0) and not stands_alone(body, at):
        _set_last(body.lists, Ordinal("A.", value))
        body.start(rest, label)
        return True
    due = label[0] in "AI" or (bool(body.letter) and label[0] in (_next_capital(body.letter[0]), "V", "X"))
    if not due or len(line) >= body.measure[at] or not stands_alone(body, at):
        return False
    body.letter = label.rstrip(".")
    body.start(line, heading=True)
    return True


def _next_capital(letter: str) -> str:
    return write_letter(read_letter(letter) + 1).upper()


def _read_letter(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    """`(a)`, `(ii)`, `(3)`, `b.`: not where the line before breaks off in the middle of a reference."""
    previous = body.lines[at - 1] if at else ""
    bracketed = label[0] in '(“‘"'
    readings = read_label(label.rstrip(".") if bracketed else label)
    first = any(o.value == 1 for o in readings)
    due = any(o.value == last_of(body.lists, o.style) + 1 for o in readings)
    if not rest:
        return due and _start_lone_letter(body, at, label)
    if not (closed or body.gaps[at] or after_heading(body)) and not _breaks_in(body, at, label, rest, first, due):
        return False
    if _WRAPPED.match(rest) and previous[-1:] not in (":", ";"):
        return False
    if bracketed:
        if not body.gaps[at] and not _fits(body, at, label, readings):
            return False
        _go_on_counting(body.lists, readings)
    elif not (first and previous[-1:] == ":") and not _follows_alike(body, label):
        return False
    body.start(rest, label)
    return True


def _start_lone_letter(body: Body, at: int, label: str) -> bool:
    if label[0] != "(" or not body.gaps[at]:
        return False
    body.start("", label)
    return True


def _breaks_in(body: Body, at: int, label: str, rest: str, first: bool, due: bool) -> bool:
    """Whether a label is one although the line before has no stop: below a title, or where a list goes on."""
    titled = first and rest[0].isupper() and body.last is not None and body.last.label[:1] == "("
    if due and (titled or is_short(body, at)):
        return True
    return first and label[0] in '(“‘"' and _list_goes_on(body, at, label)


def _follows_alike(body: Body, label: str) -> bool:
    """Whether the paragraph before has a label of the same kind: `b.` after `a.`"""
    before = body.last.label if body.last else ""
    return bool(before) and before[-1] == label[-1] and not before[0].isdigit() and bool(read_label(before))


def _fits(body: Body, at: int, label: str, readings: Sequence[Ordinal]) -> bool:
    """Whether a bracketed label begins a list, or goes on with one that is open; in mid-sentence it does neither
    (1674 (2006), paragraph 5)."""
    steps = [o.value - last for o in readings if (last := last_of(body.lists, o.style))]
    if 1 in steps:
        return True
    if any(o.value == 1 for o in readings):
        return _list_goes_on(body, at, label)
    return any(1 < step < MOST_SKIPPED for step in steps) and body.lines[at - 1][-1] in ";:."


def _list_goes_on(body: Body, at: int, label: str) -> bool:
    """Whether the list that a first label begins is a list: not where its second label stands in mid-line, as the
    first does by chance of the line's break (2086 (2013), paragraph 9)."""
    second = _SECONDS.get(label.strip(QUOTES))
    if second is None:
        return True
    if f" {second} " in body.lines[at]:
        return False
    ends = f"{body.number + 1}."
    for line in body.lines[at + 1 : at + LONGEST_ITEM]:
        if line.startswith(second):
            return True
        if f"; {second} " in line or f"; and {second} " in line:
            return False
        if line.startswith((ends, label)):
            break
    return is_short(body, at) or body.gaps[at] or body.lines[at - 1][-1] in ":;"


def _go_on_counting(lists: list[OpenList], readings: Sequence[Ordinal]) -> None:
    """Note where the open lists stand; a label that goes on with one closes those that were opened below it."""
    for reading in readings:
        if last_of(lists, reading.style) + 1 == reading.value > 1:
            advance(lists, next(list_ for list_ in lists if list_.style == reading.style), reading.value - 1)
            break
    fitting = [o for o in readings if o.value == last_of(lists, o.style) + 1]
    for reading in fitting or readings:
        _set_last(lists, reading)


def _set_last(lists: list[OpenList], reading: Ordinal) -> None:
    for list_ in lists:
        if list_.style == reading.style:
            list_.last = reading.value
            return
    lists.append(OpenList(*reading))


def label_follows(body: Body, line: str) -> bool:
    """Whether a line below a heading begins with a label that is due there: the next number, a letter, a bullet."""
    found = _match_label(line)
    if not found or not found["rest"]:
        return False
    core = found["label"].strip(QUOTES).strip()
    if _is_due_in_letters(body, core, found["rest"]):
        return True
    if core[0].isdigit():
        return number_in(core) == body.number + 1 and (core[-1] in ".," or begins_operative(found["rest"]))
    return core[0] == "(" or core in BULLETS
