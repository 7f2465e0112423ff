"""Faults that typed and printed texts have, put into clean ones at chosen places: what must not change what is read.

    python tests/support/faults.py FOLDER_OF_UPSTREAM_FILES [--kind NAME] [--half odd|even] [--count 300] [--list 5]

Each kind of fault takes a real text and a seeded generator, and gives the text with the fault in it. The damaged text
must be read as the clean one: the same clauses with the same words, the same facts; or, where the fault adds words of
the Council, with just these. A kind says what it follows from: how such texts were typed, printed and scanned.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from scraper.errors import UnscError
from scraper.models import Clause, Parsed
from scraper.parse.lines import count_words
from scraper.parse.text import parse, read_text
from tests.support.fault_table import is_of_half, options, print_line

GOLD = "github/SeanFobbe/cr-unsc/data/res_en_gold"
LAYERS = "zenodo"
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Source:
    """A clean text of one resolution: its number, the text, and what is read from it."""

    name: str
    number: int
    text: str
    parsed: Parsed

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What is read from it."""
        return self.parsed.resolution.clauses


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text with a fault in it; `where` says what was done; `expected` is what must be read, None for the same."""

    text: str
    where: str
    expected: Callable[[list[str]], list[str]] | None = None


Inject = Callable[[Source, Random], Damaged | None]
FAULTS: dict[str, tuple[str, Inject]] = {}
"""Each kind by its name: what it follows from, and how it is made."""


def fault(name: str, follows: str) -> Callable[[Inject], Inject]:
    """Enter a kind of fault into the table."""

    def enter(inject: Inject) -> Inject:
        FAULTS[name] = (follows, inject)
        return inject

    return enter


# -- reading and comparing -----------------------------------------------------------------------------------------


def outline(parsed: Parsed) -> list[str]:
    """What is read, a line a clause: path, heading and words; then the facts. Labels are compared by their paths."""
    facts = parsed.resolution.facts
    votes = (facts.votes_for, facts.votes_against, facts.abstentions)
    lines = [f"{c.path} [{c.heading}] {c.text}" for c in parsed.resolution.clauses]
    return [*lines, f"{facts.symbol} {facts.adopted} meeting {facts.meeting} votes {votes}"]


def first_difference(clean: Sequence[str], damaged: Sequence[str]) -> str:
    """Where two outlines part, or ""."""
    for was, now in zip(clean, damaged, strict=False):
        if was != now:
            return f"was {_around(was, now)}\n      now {_around(now, was)}"
    if len(clean) != len(damaged):
        rest = clean[len(damaged) :] or damaged[len(clean) :]
        return f"{len(clean)} lines, now {len(damaged)}: {rest[0][:90]}"
    return ""


def _around(line: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), min(len(line), len(other)))
    return line[:14] + " ... " + line[max(0, at - 40) : at + 50]


def judge(source: Source, damaged: Damaged, known: dict[str, int]) -> str:
    """ "" where the damaged text is read as it should be, else the first difference."""
    wanted = outline(source.parsed)
    if damaged.expected is not None:
        wanted = damaged.expected(wanted)
    try:
        found = parse(damaged.text, source.parsed.resolution.quality, known)
    except UnscError as error:
        return f"refused: {error}"
    same = [one for one in found if one.resolution.facts.symbol.number == source.number]
    return first_difference(wanted, outline(same[0] if same else found[0]))


# -- places --------------------------------------------------------------------------------------------------------


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever its line ends; None where they stand nowhere, or more than once."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = list(re.finditer(pattern, text))
    return found[0].span() if len(found) == 1 else None


def clause_end(source: Source, clause: Clause) -> int | None:
    """The offset behind the last word of a clause in the text; None where a mark of its own stands there."""
    if any(mark.kind == "footnote" and mark.start == len(clause.text) for mark in clause.marks):
        return None
    words = " ".join(clause.text.split()[-5:])
    found = find_words(source.text, words) if len(words) > 14 else None
    return found[1] if found and not _OWN_MARK.match(source.text, found[1]) else None


_OWN_MARK = re.compile(r" ?[\d*°?’']{1,3}/?[ \t]*(?:\n|$)")
"""A mark of the text's own, whose note was left out: two in a row no text has."""


def label_at(source: Source, clause: Clause) -> tuple[int, int] | None:
    """Where the printed number of an operative paragraph stands: `5.` at the head of its line."""
    first = r"\s+".join(map(re.escape, clause.text.split()[:4]))
    found = list(re.finditer(rf"(?m)^[ \t]*({re.escape(clause.label)})\s+(?={first})", source.text))
    return found[0].span(1) if len(found) == 1 else None


def numbered(source: Source) -> list[Clause]:
    """The numbered operative paragraphs, in order, where they run from 1 without a gap; else none."""
    found = [c for c in source.clauses if re.fullmatch(r"op/\d+", c.path)]
    right = [c.path for c in found] == [f"op/{i}" for i in range(1, len(found) + 1)]
    return found if right and all(re.fullmatch(r"\d+\.", c.label) for c in found) else []


def put(text: str, at: int, words: str) -> str:
    """The text with words put in at an offset."""
    return text[:at] + words + text[at:]


def pick(chance: Random, among: Sequence[Clause], want: Callable[[Clause], bool]) -> Clause | None:
    """A clause that fits, by chance."""
    fitting = [clause for clause in among if want(clause)]
    return chance.choice(fitting) if fitting else None


def own_numbers(source: Source) -> set[str]:
    """Every number of up to three digits that stands alone in the text: no new mark should be one of them."""
    return set(re.findall(r"(?<!\d)\d{1,3}(?!\d)", source.text))


def new_mark(source: Source, chance: Random) -> str:
    """A mark that the text does not have."""
    return chance.choice([str(n) for n in range(1, 99) if str(n) not in own_numbers(source)] or ["97"])


# -- marks of footnotes --------------------------------------------------------------------------------------------


@fault(
    "mark after a stop", "a yearbook's marks stand behind the stop; a transcriber left the notes out and the mark in"
)
def _mark_after_stop(source: Source, chance: Random) -> Damaged | None:
    clause = pick(chance, source.clauses, lambda c: c.text[-1:] in ".,;:" and len(c.text) > 60)
    at = clause_end(source, clause) if clause else None
    mark = new_mark(source, chance)
    return (
        Damaged(put(source.text, at, f" {mark}"), f"{clause.path}: {clause.text[-20:]} {mark}")
        if clause and at
        else None
    )


@fault("mark glued to a stop", "a raised mark has no blank before it")
def _mark_glued(source: Source, chance: Random) -> Damaged | None:
    clause = pick(
        chance, source.clauses, lambda c: c.text[-1:] in ".,;" and c.text[-2:-1].isalpha() and len(c.text) > 60
    )
    at = clause_end(source, clause) if clause else None
    mark = new_mark(source, chance)
    return Damaged(put(source.text, at, mark), f"{clause.path}: {clause.text[-20:]}{mark}") if clause and at else None


@fault("mark after a year", "a mark behind a date in mid-sentence follows a number, which no number of the words does")
def _mark_after_year(source: Source, chance: Random) -> Damaged | None:
    places = [
        m.end() for m in re.finditer(rf"(?:{'|'.join(MONTHS)})\s+(?:19|20)\d\d(?=,?\s+[a-z]{{2}})", _body(source))
    ]
    if not places:
        return None
    at, mark = chance.choice(places) + _body_start(source), new_mark(source, chance)
    if source.text[at] == ",":
        at += 1
    return Damaged(put(source.text, at, f" {mark}"), f"{source.text[at - 25 : at]} {mark}")


@fault("mark after a quotation", "a closing quotation mark ends the words that the note is on")
def _mark_after_quote(source: Source, chance: Random) -> Damaged | None:
    places = [m.end() for m in re.finditer(r"[a-z]{3}[.,]?”(?=[,;.]?\s)", _body(source))]
    if not places:
        return None
    at, mark = chance.choice(places) + _body_start(source), new_mark(source, chance)
    return Damaged(put(source.text, at, f" {mark}"), f"{source.text[at - 25 : at]} {mark}")


GARBLED = ("'?", " °", " 1°", " 3?", "¹", "²³", " *", " **", "°?", " ’?", " 1/", " 12/")


@fault("garbled mark after a stop", "a small raised figure is what character recognition misreads first")
def _garbled_mark(source: Source, chance: Random) -> Damaged | None:
    clause = pick(
        chance, source.clauses, lambda c: c.text[-1:] in ".,;" and c.text[-2:-1].isalpha() and len(c.text) > 60
    )
    at = clause_end(source, clause) if clause else None
    mark = chance.choice(GARBLED)
    return Damaged(put(source.text, at, mark), f"{clause.path}: {clause.text[-20:]}{mark}") if clause and at else None


@fault("mark in the words, its note below", "the note is there, and its number next in the row of notes")
def _mark_in_words(source: Source, chance: Random) -> Damaged | None:
    if not re.search(r"(?m)^Adopted .*meet", source.text):
        return None
    places = [m.end() for m in re.finditer(r"(?<=\s)[A-Z][a-z]{3,}(?=\s[a-z]{2,}\s)", _body(source))]
    places = [p for p in places if not re.search(r"(?:\d|" + "|".join(MONTHS) + r")\s*$", _body(source)[:p])]
    adopted = source.text.rindex("Adopted")
    own = [int(n) for n in re.findall(r"(?m)^[ \t]*(\d{1,2})[/.]? [A-Z\d]", source.text[adopted:])]
    mark = str(max(own) + 1) if own else new_mark(source, chance)
    before = [m.end() for m in re.finditer(rf"\b(?:{'|'.join(map(str, own))})\b", _body(source))] if own else [0]
    places = [p for p in places if p > max(before, default=0)]
    if not places or mark in own_numbers(source):
        return None
    at = chance.choice(places) + _body_start(source)
    text = put(source.text, at, f" {mark}").rstrip()
    return Damaged(
        f"{text}\n\n\n{mark} See document S/9999, para. 3.\n", f"{source.text[at - 25 : at]} {mark} | note below"
    )


KEPT = (
    "in the light of the reports of 3, 11 and 22 March, ",
    "with regard to flight 772, ",
    "bearing in mind Articles 24, 25 and 39, ",
    "in accordance with paragraphs 4, 7 and 9, ",
    "on the basis of 12, rather than 15, observers, ",
    "after the meetings of 5, 6 and 7 June, ",
    "as set out in rule 28, ",
    "in zones 1, 2 and 3, ",
    "with 21, later 24, members, ",
    "by day 60, ",
)


@fault("numbers that are words", "numbers in a list, after a name or before what they count are the Council's")
def _kept_numbers(source: Source, chance: Random) -> Damaged | None:
    return _with_words(source, chance, chance.choice(KEPT))


@fault("numbers that are words, beside notes", "a number that is a word stays also where a note has that number")
def _kept_beside_notes(source: Source, chance: Random) -> Damaged | None:
    words = chance.choice(KEPT)
    made = _with_words(source, chance, words)
    if made is None or not re.search(r"(?m)^Adopted .*meet", source.text) or "footnote" in _problem_codes(source):
        return None
    if any(mark.kind == "footnote" for clause in source.clauses for mark in clause.marks):
        return None
    numbers = sorted(set(re.findall(r"\d+", words)), key=int)
    notes = "\n".join(f"{n} Ibid., document S/{n}00." for n in numbers)
    return Damaged(f"{made.text.rstrip()}\n\n\n{notes}\n", made.where + " | with notes", made.expected)


def _problem_codes(source: Source) -> str:
    return " ".join(problem.code for problem in source.parsed.problems)


def _with_words(source: Source, chance: Random, words: str) -> Damaged | None:
    clause = pick(
        chance, source.clauses, lambda c: len(re.findall(r"[a-z], [a-z]{3}", c.text)) > 0 and c.text.count(words) == 0
    )
    if clause is None:
        return None
    cut = chance.choice([m.start() + 3 for m in re.finditer(r"[a-z], [a-z]{3}", clause.text)])
    before, after = clause.text[:cut].split()[-4:], clause.text[cut:].split()[:3]
    found = find_words(source.text, " ".join([*before, *after]))
    if not found:
        return None
    at = found[1] - len(re.split(r"\s+", source.text[found[0] : found[1]], maxsplit=len(before))[-1])
    old, new = clause.text, clause.text[:cut] + words + clause.text[cut:]

    def change(lines: list[str]) -> list[str]:
        return [line.removesuffix(old) + new if line.startswith(f"{clause.path} ") else line for line in lines]

    return Damaged(put(source.text, at, words), f"{clause.path}: {words}", change)


def _body_start(source: Source) -> int:
    found = re.search(r"The Security Council", source.text)
    return found.end() if found else 0


def _body(source: Source) -> str:
    end = re.search(r"(?m)^Adopted .*", source.text[_body_start(source) :])
    return source.text[_body_start(source) :][: end.start() if end else None]


# -- numbers -------------------------------------------------------------------------------------------------------


def _relabel(source: Source, clause: Clause, label: str) -> Damaged | None:
    at = label_at(source, clause)
    if at is None:
        return None
    text = source.text[: at[0]] + label + source.text[at[1] :]
    if not label:
        text = source.text[: at[0]] + source.text[at[1] :].lstrip(" ")
    return Damaged(text, f"{clause.label} -> {label or 'lost'}")


@fault("first number misread", "1 is read as the letters that look like it")
def _first_misread(source: Source, chance: Random) -> Damaged | None:
    row = numbered(source)
    return _relabel(source, row[0], chance.choice(["i.", "l.", "I.", "|.", "1,", "!."])) if len(row) > 1 else None


@fault("digit misread", "1 and 0 in a longer number are read as letters")
def _digit_misread(source: Source, chance: Random) -> Damaged | None:
    row = [c for c in numbered(source)[9:] if re.search("[10]", c.label)]
    if not row:
        return None
    clause = chance.choice(row)
    one, nought = chance.choice("ilI|"), chance.choice("oO")
    return _relabel(
        source, clause, clause.label.replace("1", one, 1) if "1" in clause.label else clause.label.replace("0", nought)
    )


@fault("number lost", "a number at the head of its line was cut off; its neighbours leave one possibility")
def _number_lost(source: Source, chance: Random) -> Damaged | None:
    row = numbered(source)
    return _relabel(source, chance.choice(row[1:-1]), "") if len(row) > 2 else None


@fault("first number lost", "likewise the first, where 2 follows")
def _first_lost(source: Source, chance: Random) -> Damaged | None:
    row = numbered(source)
    return _relabel(source, row[0], "") if len(row) > 2 else None


@fault("last number lost", "likewise the last, where it begins as a decision does")
def _last_lost(source: Source, chance: Random) -> Damaged | None:
    row = numbered(source)
    return _relabel(source, row[-1], "") if len(row) > 2 else None


@fault("number misprinted", "a figure misread for another, between two neighbours that are right")
def _number_wrong(source: Source, chance: Random) -> Damaged | None:
    row = numbered(source)
    if len(row) < 3:
        return None
    clause = chance.choice(row[1:-1])
    value = int(clause.label.strip("."))
    wrong = chance.choice([n for n in (value + 1, value + 3, value - 1, value + 5, value * 10) if n > 0])
    return _relabel(source, clause, f"{wrong}.")


# -- foreign lines -------------------------------------------------------------------------------------------------


@fault("vote line garbled", "the line below a resolution is in small italics, and read badly")
def _vote_garbled(source: Source, chance: Random) -> Damaged | None:
    found = re.search(r"(?m)^Adopted (?:at|unanimously|by|without).*", source.text)
    if not found:
        return None
    words = found[0].split(" ")
    at = chance.randrange(min(3, len(words)))
    words[at] = _misread(words[at], chance)
    line = " ".join(words)
    return Damaged(source.text[: found.start()] + line + source.text[found.end() :], line)


def _misread(word: str, chance: Random) -> str:
    """One letter of a word replaced, lost or doubled, as character recognition does it."""
    at = chance.randrange(len(word))
    if len(word) > 3 and chance.random() < 0.4:
        return chance.choice([word[:at] + word[at + 1 :], word[: max(4, at)]])
    alike = {
        "a": "u",
        "e": "c",
        "d": "cl",
        "t": "l",
        "o": "e",
        "i": "l",
        "m": "rn",
        "n": "u",
        "u": "n",
        "p": "r",
        "A": "4",
        "h": "b",
    }
    return word[:at] + alike.get(word[at], chance.choice("ecotl")) + word[at + 1 :]


NOTES = (
    "{n} Official Records of the Security Council, Sixth Year, Special\nSupplement No. 2, document S/2375,\nannex 2.",
    "{n} Ibid., Supplement for April, May and June 1970, document\nS/9772, annex.",
    "{n} See Official Records of the Security Council, Twenty-ninth Year,\n1774th meeting.",
    "{n} United Nations, Treaty Series, vol. 75, Nos. 970-973.",
    "{n} Two members (China and Iraq) did not participate in the\nvoting.",
)
HEADS = (
    "Resolutions and Decisions of the Security Council, {year}",
    "Part I. Questions considered by the Security Council under its responsibility for\nthe maintenance of peace",
    "S/INF/{year}",
)


@fault("footnotes behind the end", "a page's notes and running heads stand below its last paragraph")
def _tail_notes(source: Source, chance: Random) -> Damaged | None:
    if not re.search(r"(?m)^Adopted .*meet", source.text):
        return None
    first = max([0, *(int(n) for n in re.findall(r"(?m)^(\d{1,2})\s[A-Z]", source.text[_body_start(source) :]))]) + 1
    count = chance.randint(1, 3)
    notes = [chance.choice(NOTES).format(n=first + i) for i in range(count)]
    head = [chance.choice(HEADS).format(year=1970 + chance.randrange(20))] * chance.randrange(2)
    tail = "\n\n\n" + chance.choice(["\n", "\n\n"]).join(notes + head)
    return Damaged(source.text.rstrip() + tail + "\n", repr(tail[-60:]))


@fault(
    "running head in mid-text",
    "the head of the next page stands between two lines of a paragraph or between two paragraphs",
)
def _running_head(source: Source, chance: Random) -> Damaged | None:
    facts = source.parsed.resolution.facts
    body = _body(source)
    places = [m.end() for m in re.finditer(r"\n", body)][3:-3]
    if not places or facts.symbol.year < 1994:
        return None
    at = chance.choice(places) + _body_start(source)
    head = chance.choice(
        [
            f"S/RES/{facts.symbol.number} ({facts.symbol.year})\nPage 2\n",
            f"S/RES/{facts.symbol.number} ({facts.symbol.year})\n",
        ]
    )
    return Damaged(put(source.text, at, f"\n{head}\n" if source.text[at] == "\n" else head), repr(head))


# -- preambles -----------------------------------------------------------------------------------------------------

QUOTED = (
    "“All members of the federation shall keep\nthe peace in the harbour and shall not\nblockade its lighthouse”,",
    "“The harbour commission shall, subject to the\nprovisions of its statute, advise the parties”,",
    "“1. The parties shall withdraw to the line;\n“2. The line shall be watched by pilots;”,",
    "“(a) The pilots shall be neutral;\n“(b) The lighthouse shall be lit”,",
)
LEADS = (
    "Recalling Article 2 of the statute, which reads:",
    "Having in mind the declaration of the harbour commission, which reads as follows:",
    "Noting the letter of the pilots, paragraph 4 of which reads,",
    "Considering that the statute provides:",
)


@fault("quotation in the preamble", "what a recital introduces belongs to it, however many paragraphs it has")
def _preamble_quote(source: Source, chance: Random) -> Damaged | None:
    found = re.search(r"(?m)^The Security Council,?\s*$", source.text)
    if not found or not any(c.path == "pp/1" for c in source.clauses) or source.clauses[0].heading:
        return None
    lead, quoted = chance.choice(LEADS), chance.choice(QUOTED)
    words = f"\n\n{lead}\n\n{quoted}\n"
    text = put(source.text, found.end(), words)

    def expected(lines: list[str]) -> list[str]:
        """Only the other paragraphs are compared: the recital with all below it is `pp/1`."""
        return [re.sub(r"^pp/(\d+)", lambda m: f"pp/{int(m[1]) + 1}", line) for line in lines]

    return Damaged(text, f"{lead} {quoted[:20]}", expected)


STRESSED = (
    "Recalling the statute of the harbour, in particular:\n\n(a) The articles on pilots,\n\n"
    "(b) The articles on lights,\n\n"
    "and stressing that both are in force,"
)


@fault("lettered preamble", "a preamble may be lettered; its sentence runs on to the operative verb")
def _lettered_preamble(source: Source, chance: Random) -> Damaged | None:
    return _label_preamble(source, "({})", chance.choice([[*"abcdefgh"], ["i", "ii", "iii", "iv", "v", "vi"]]))


@fault("numbered preamble", "likewise with numbers, which begin again at the operative part")
def _numbered_preamble(source: Source, chance: Random) -> Damaged | None:
    return _label_preamble(source, chance.choice(["({})", "{}."]), [str(n) for n in range(1, 20)])


def _label_preamble(source: Source, form: str, labels: Sequence[str]) -> Damaged | None:
    """Every paragraph of the preamble with a label at its head."""
    preamble = [clause for clause in source.clauses if clause.part == "pp"]
    plain = all(not (clause.label or clause.parent or clause.heading) for clause in preamble)
    if not plain or not 1 < len(preamble) <= len(labels) or not numbered(source):
        return None
    text, paths = source.text, {}
    for clause, label in zip(preamble, labels, strict=False):
        head = r"\s+".join(map(re.escape, clause.text.split()[:6]))
        found = list(re.finditer(rf"(?m)^[ \t]*{head}", text))
        if len(found) != 1:
            return None
        text = put(text, found[0].start(), form.format(label) + " ")
        paths[f"{clause.path} "] = f"pp/{label} "

    def expected(lines: list[str]) -> list[str]:
        return [re.sub(r"^pp/\d+ ", lambda m: paths[m[0]], line) for line in lines]

    return Damaged(text, form.format(labels[0]), expected)


@fault("words after a list in the preamble", "“and stressing ...” behind a list goes on with the paragraph of the list")
def _and_stressing(source: Source, chance: Random) -> Damaged | None:
    del chance
    return _at_opening(source, STRESSED, 1)


def _at_opening(source: Source, words: str, count: int) -> Damaged | None:
    """Preambular paragraphs put in behind the opening words: the others follow, so many numbers on."""
    found = re.search(r"(?m)^The Security Council,?\s*$", source.text)
    if not found or not any(c.path == "pp/1" for c in source.clauses) or source.clauses[0].heading:
        return None

    def expected(lines: list[str]) -> list[str]:
        return [re.sub(r"^pp/(\d+)", lambda m: f"pp/{int(m[1]) + count}", line) for line in lines]

    return Damaged(put(source.text, found.end(), f"\n\n{words}\n"), words[:30], expected)


LOOK_ALIKES = (
    "Annex to the report of the harbour commission, document S/9772.",
    "annex 2.",
    "Ibid., annex.",
    "annex I, paragraph 4.",
)


@fault("footnote like an annex behind the end", "a note's last line can be `annex 2.`, broken off its document")
def _annex_note(source: Source, chance: Random) -> Damaged | None:
    if not re.search(r"(?m)^Adopted .*meet", source.text) or re.search(r"(?mi)^\W*annex", source.text):
        return None
    first = max([0, *(int(n) for n in re.findall(r"(?m)^(\d{1,2})\s[A-Z]", source.text[_body_start(source) :]))]) + 1
    note = f"{first} See Official Records of the Security Council, document S/9772,\n{chance.choice(LOOK_ALIKES)}"
    gap = chance.choice(["\n\n", "\n\n\n"])
    return Damaged(f"{source.text.rstrip()}{gap}{note}\n", note[-40:])


@fault("annex behind the end", "an annex with its title is one, announced or not")
def _annex_behind(source: Source, chance: Random) -> Damaged | None:
    if re.search(r"(?mi)^\W*(?:annex|appendix|enclosure)", source.text) or source.parsed.problems:
        return None
    title = chance.choice(["Annex", "ANNEX", "Annex I", "Appendix"])
    text = f"{source.text.rstrip()}\n\n{title}\n\nStatute of the harbour commission\n\n1. The pilots are neutral.\n"
    new = f"annex-1/1 [{title}\nStatute of the harbour commission] The pilots are neutral."
    return Damaged(text, title, lambda lines: [*lines[:-1], new, lines[-1]])


# -- the head ------------------------------------------------------------------------------------------------------


@fault("year in the title misread", "title, day of adoption and file name are three signs of one thing")
def _title_year(source: Source, chance: Random) -> Damaged | None:
    symbol = source.parsed.resolution.facts.symbol
    found = re.search(rf"(?mi)^(?:resolution )?{symbol.number} \((\d{{4}})\)", source.text)
    if not found:
        return None
    year = found[1]
    wrong = chance.choice(
        [
            f"{year[:3]}-{year[3]}",
            f"{year[:2]} {year[2:]}",
            f"l{year[1:]}",
            f"{year[:3]}]",
            year[:3],
            f"{year[:2]}{year[3]}{year[2]}",
        ]
    )
    return Damaged(source.text[: found.start(1)] + wrong + source.text[found.end(1) :], f"({year}) -> ({wrong})")


# -- the command ---------------------------------------------------------------------------------------------------


def read_sources(folder: Path) -> tuple[list[Source], dict[str, int]]:
    """Every typed text below a folder that holds one resolution, and how the corpus writes its broken words."""
    paths = [p for part in (GOLD, LAYERS) for p in sorted((folder / part).glob("S_RES_*.txt"))]
    texts = {path: read_text(path.read_bytes()) for path in paths}
    known = dict(count_words(texts.values()))
    sources = []
    for path, text in texts.items():
        try:
            found = parse(text, "corrected" if "gold" in str(path) else "text-layer", known)
        except UnscError:
            continue
        if len(found) == 1:
            sources.append(Source(path.name, found[0].resolution.facts.symbol.number, text, found[0]))
    return sources, known


def trial(
    sources: Sequence[Source], known: dict[str, int], name: str, count: int
) -> Iterator[tuple[Source, Damaged, str]]:
    """Damage so many texts, chosen by chance, and judge each."""
    chance = Random(name)
    chosen = list(sources)
    chance.shuffle(chosen)
    made = 0
    for source in chosen:
        if made == count:
            return
        damaged = FAULTS[name][1](source, Random(f"{name} {source.name}"))
        if damaged is None:
            continue
        made += 1
        difference = (
            _judge_put_in(source, damaged, known, PUT_IN[name]) if name in PUT_IN else judge(source, damaged, known)
        )
        yield source, damaged, difference


PUT_IN = {"quotation in the preamble": "1", "words after a list in the preamble": "1"}
"""Kinds that put preambular paragraphs in, and the numbers of these: only the other clauses are compared."""


def _judge_put_in(source: Source, damaged: Damaged, known: dict[str, int], new: str) -> str:
    assert damaged.expected is not None
    found = outline(parse(damaged.text, source.parsed.resolution.quality, known)[0])
    return first_difference(
        damaged.expected(outline(source.parsed)), [line for line in found if not re.match(rf"pp/{new}[ /]", line)]
    )


def main() -> None:
    """Print the table; with --list the first texts that were read otherwise."""
    parser = options(__doc__, "folder", FAULTS)
    given = parser.parse_args()
    sources, known = read_sources(given.folder)
    if not sources:
        parser.error(f"no texts are below {given.folder}: give the folder that has {GOLD}")
    sources = [one for one in sources if is_of_half(given.half, one.number)]
    for name in given.kind or FAULTS:
        judged = list(trial(sources, known, name, given.count))
        bad = [one for one in judged if one[2]]
        print_line(name, len(judged), len(bad), "of the texts read alike")
        for source, damaged, difference in bad[: given.list]:
            print(f"   {source.name}: {damaged.where}\n      {difference}")


if __name__ == "__main__":
    sys.exit(main())
