"""References as people write them, made from templates and places that exist: what is found, and where it lands.

    python tests/support/reference_faults.py DATABASE [--count 5000] [--kind NAME] [--half odd|even] [--list 5]

Each kind has templates with places of a database in them, drawn by a seeded generator, and prose around. A sample says
which places it names; it is right where exactly these land, in order, and wrong where any other lands. What names
none of the Council's resolutions names no place. `--half` keeps the resolutions with odd or even numbers, so that what
was developed on the one half is measured on the other.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from scraper.cite.cited import Cited, CitedPlace
from scraper.cite.find import find_citations
from scraper.cite.resolve import resolve
from scraper.cite.styles import STYLES
from scraper.dates import MONTHS
from scraper.models import Pinpoint, Symbol
from scraper.pinpoint import InMemory, Shelf

Place = tuple[int, str]
"""A resolution's number and a path in it; "" for the whole."""

PROSE = (
    "The obligations of Member States are discussed below.",
    "Practice since 1994 has varied.",
    "On 12 March 2014 the Committee met for 45 minutes.",
    "This is disputed; see chapter 7.",
    "Article 5 of the Treaty was not invoked.",
    "Some 1,325 persons were named in 16 letters.",
    "The Panel (see p. 241) agreed.",
    "In 1990, 15 States objected.",
    "He wrote 12 pages about it.",
    "Annex 3 to the report lists them.",
    "The Court held otherwise in 2002.",
    "No. 7 of the series is lost.",
)
"""Sentences without a reference, but with numbers of other things."""


class Sample(NamedTuple):
    """A text, the places it names in order, and the clause it is said in."""

    text: str
    named: tuple[Place, ...]
    here: Pinpoint | None = None


@dataclass(frozen=True, slots=True)
class World:
    """The resolutions of one half: paths and dates by number, and the numbers that have what a template needs."""

    shelves: dict[int, Shelf]
    adopted: dict[int, date]
    holding: InMemory
    having: dict[str, list[int]] = field(default_factory=dict)


Make = Callable[[World, Random], Sample]
KINDS: dict[str, list[Make]] = {}


# ---------------------------------------------------------------- places


class Drawn(NamedTuple):
    """A resolution drawn, with some of its places, for templates to name."""

    number: int
    year: int
    day: date
    ops: tuple[str, ...]
    subs: tuple[str, ...]
    pps: tuple[str, ...]
    annexed: tuple[str, ...]


def load(path: Path, half: str) -> World:
    """The resolutions of a database whose numbers are odd or even, or all of them; those of all others land too."""
    paths: dict[int, list[str]] = defaultdict(list)
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as conn:
        for number, clause in conn.execute("SELECT resolution, path FROM clauses WHERE resolution IS NOT NULL"):
            paths[number].append(clause)
        facts = list(conn.execute("SELECT number, year, adopted FROM resolutions"))
    shelves = {number: Shelf(year, dict.fromkeys(paths[number])) for number, year, _ in facts}
    adopted = {number: date.fromisoformat(day or f"{year}-06-15") for number, year, day in facts}
    return world_of(shelves, adopted, half)


def world_of(shelves: dict[int, Shelf], adopted: dict[int, date], half: str = "all") -> World:
    """The resolutions of a corpus, and which of those with odd or even numbers have what templates need."""
    wanted = [n for n in shelves if half == "all" or n % 2 == (half == "odd")]
    world = World(shelves, adopted, InMemory(shelves))
    for number in wanted:
        drawn = places_of(world, number)
        for name in ("ops", "subs", "pps", "annexed"):
            if len(getattr(drawn, name)) >= (3 if name == "ops" else 1):
                world.having.setdefault(name, []).append(number)
    world.having["any"] = wanted
    world.having["high"] = [n for n in world.having.get("ops", ()) if n > 99]
    world.having["low"] = [n for n in wanted if n < 100]
    return world


def places_of(world: World, number: int) -> Drawn:
    """The places of a resolution that are named without doubt: numbered paragraphs, lettered items below them."""
    shelf = world.shelves[number]
    steps = [path.split("/") for path in shelf.paths]
    whole = not any(len(s) > 2 and s[0] == "op" and not s[1].isdigit() for s in steps)
    ops = tuple(s[1] for s in steps if len(s) == 2 and s[0] == "op" and s[1].isdigit()) if whole else ()
    subs = tuple(f"{s[1]}/{s[2]}" for s in steps if len(s) == 3 and s[0] == "op" and s[1] in ops and s[2] in "abcdefgh")
    pps = tuple(s[1] for s in steps if len(s) == 2 and s[0] == "pp" and s[1].isdigit() and int(s[1]) < 30)
    annexed = tuple(f"{s[0]}/{s[1]}" for s in steps if len(s) == 2 and s[0].startswith("annex-") and s[1].isdigit())
    return Drawn(number, shelf.year, world.adopted[number], ops, subs, pps, annexed)


def draw(world: World, chance: Random, need: str = "ops") -> Drawn:
    """A resolution that has what is needed."""
    return places_of(world, chance.choice(world.having[need]))


def pair(drawn: Drawn, chance: Random) -> tuple[str, str]:
    """A label as it is written, and its path: `5 (a)`, `op/5/a`."""
    path = chance.choice(drawn.subs or drawn.ops) if chance.random() < 0.4 else chance.choice(drawn.ops)
    number, _, letter = path.partition("/")
    blank = chance.choice(("", " "))
    return number + (f"{blank}({letter})" if letter else ""), f"op/{path}"


def days(day: date) -> tuple[str, str]:
    """A day as it is written, the day first and the month first."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"


NAMES = (
    "resolution {n} ({y})",
    "Security Council resolution {n} ({y})",
    "Resolution {n}",
    "UNSCR {n}",
    "UNSC Res. {n}",
    "S.C. Res. {n}",
    "UN Security Council Resolution {n} ({y})",
    "SCR {n} ({y})",
    "S/RES/{n} ({y})",
    "S/RES/{n}",
)


def name(drawn: Drawn, chance: Random, forms: Sequence[str] = NAMES) -> str:
    """One of the names of a resolution; those under a hundred are told by the Council's name."""
    forms = [f for f in forms if drawn.number > 99 or "{y}" in f or "S" in f] or list(forms)
    return chance.choice(forms).format(n=drawn.number, y=drawn.year)


FRAMES = (
    "{}.",
    "{};",
    "{} applies.",
    "As {} shows, this holds.",
    "(see {})",
    "“{}” was cited.",
    "cf. {}, and the report.",
    "Under {} the States must act.",
    "- {}\n- and more",
    "This follows from {}, 15 States agreed.",
    "Comment: {}: no more.",
)


def around(text: str, chance: Random) -> str:
    """The text in a sentence with prose before and after it, its lines broken somewhere."""
    before, after = chance.choice(("", *PROSE)), chance.choice(("", *PROSE))
    whole = f"{before} {chance.choice(FRAMES).format(text)} {after}".strip()
    blanks = [i for i, letter in enumerate(whole) if letter == " "]
    for at in sorted(chance.sample(blanks, min(len(blanks), chance.choice((0, 0, 1, 2)))), reverse=True):
        broken = chance.choice(("\u00a0", "\n", "  "))
        whole = whole[:at] + broken + whole[at + 1 :] if broken != "\n" or whole[at + 1 :][:1].islower() else whole
    return whole


# ---------------------------------------------------------------- kinds


def kind(label: str) -> Callable[[Make], Make]:
    """Enter a maker of samples under its kind."""

    def enter(make: Make) -> Make:
        KINDS.setdefault(label, []).append(make)
        return make

    return enter


def simple(label: str, *templates: str, need: str = "ops") -> None:
    """Templates of one place: {name}, {long} with a year, {n}, {y}, {p} a paragraph, {day}, {month} first."""

    def make(world: World, chance: Random) -> Sample:
        drawn = draw(world, chance, need)
        label, path = pair(drawn, chance)
        day, american = days(drawn.day)
        template = chance.choice(templates)
        long = name(drawn, chance, ("resolution {n} ({y})", "Security Council resolution {n} ({y})"))
        text = template.format(
            name=name(drawn, chance), long=long, n=drawn.number, y=drawn.year, p=label, day=day, american=american
        )
        place = (drawn.number, path if "{p}" in template else "")
        return Sample(around(text, chance), (place,))

    KINDS.setdefault(label, []).append(make)


def nothing(label: str, *templates: str) -> None:
    """Templates that name no resolution of the Council; {n} and {y} are of one, to tempt."""

    def make(world: World, chance: Random) -> Sample:
        drawn = draw(world, chance, "ops")
        text = chance.choice(templates).format(n=drawn.number, y=drawn.year, k=chance.randint(30, 420))
        return Sample(around(text, chance), ())

    KINDS.setdefault(label, []).append(make)


simple(
    "plain", "paragraph {p} of {name}", "{name}, para. {p}", "{name}, paragraph {p}", "{name} OP{p}", "OP{p} of {name}"
)
simple("year after a comma", "(S.C. Res. {n}, {y}, para. {p})", "S.C. Res. {n}, {y}, para. {p}", "UNSC Res. {n}, {y}")
simple(
    "Council in brackets",
    "the United Nations Security Council (UNSC) Resolution {n}, para. {p}",
    "Security Council (“UNSC”) resolution {n}",
    "UN Security Council (SC) resolution {n} ({y}), OP {p}",
)
simple("bracket before the word", "as in op {p} UNSCR {n}", "under OP{p} SCR {n}", "para. {p} UNSCR {n} ({y})")
simple(
    "abbreviation between",
    "Security Council Resolution (UNSCR) {n} binds",
    "Security Council Resolution (“SCR”) {n}",
    "Security Council Resolution (UNSCR) {n} ({y}), paragraph {p}",
)
simple(
    "date between",
    "{long} of {day}, para. {p}",
    "Security Council resolution {n} of {day}, paragraph {p}",
    "{long}, of {day}, at para. {p}",
    "UNSCR {n} ({day}), para. {p}",
    "SC Res. {n} ({american}), para. {p}",
)
simple(
    "adopted between",
    "{long} adopted on {day}, paragraph {p}",
    "{long}, adopted on {day}, para. {p}",
    "{long}, adopted unanimously on {day}, paragraph {p}",
    "{long}, adopted by the Security Council on {day}, paragraph {p}",
)
simple(
    "colon, dash, bar",
    "{name}: Paragraph {p}",
    "{name}: para. {p}",
    "{name} – para. {p}",
    "{name} — OP{p}",
    "{name} | paragraph {p}",
)
simple(
    "brackets",
    "{long} (para. {p})",
    "{name} [OP {p}]",
    "{long} (paragraph {p})",
    "{name} (OP{p})",
    "{name}, (para. {p})",
)
simple(
    "inversion",
    "OP{p}, {name}",
    "OP{p} (UNSCR {n})",
    "paragraph {p} – {long}",
    "para. {p}, {name}",
    "see paragraph {p}, {name}",
    "(paragraph {p}, {long})",
)
simple(
    "called something",
    "paragraph {p} of Council resolution {n} ({y})",
    "paragraph {p} of the Council's landmark resolution {n} ({y})",
    "{name} (“the resolution”), para. {p}",
    "Security Council, “Resolution {n} ({y})”, para. {p}",
    "United Nations Security Council Resolution (hereinafter UNSCR) {n}, para {p}",
    "*Resolution {n} ({y})*, para. {p}",
)
simple(
    "official records between",
    "S.C. Res. {n}, U.N. SCOR, 48th Sess., 3217th mtg., U.N. Doc. S/RES/{n} ({y}), ¶ {p}",
    "SC Res {n}, UN SCOR, 59th sess, UN Doc S/RES/{n} ({y}), para {p}",
)
simple("possessive", "UNSCR {n}'s OP {p}", "{long}’s paragraph {p}", "Resolution {n} ({y})'s para. {p}")
simple(
    "et seq.",
    "paragraphs {p} et seq. of {name}",
    "paras {p}ff of {name}",
    "paragraph {p} ff. of {long}",
    "paragraphs {p} and following of {name}",
)
simple("section sign", "S/RES/{n} ({y}), § {p}", "{name}, § {p}", "S.C. Res. {n}, ¶ {p}", "¶ {p} of {name}")
simple(
    "numbers of other things",
    "tables 1 and 2 of {long}",
    "chapters 3 and 4 of the report on {long}",
    "figures 2 and 3 of the study of {long}",
    "questions 1 and 2 of {long}",
    "between 2 and 3 of {long}",
)
simple(
    "note mark",
    "complied with resolution {n}.12 Then",
    "under resolution {n}⁴ the States",
    "resolution {n}.3 It",
    "under UNSCR {n}¹² the States",
    need="high",
)
simple(
    "number sign",
    "Resolution n° {n}",
    "Security Council Resolution No. {n}",
    "resolution #{n}",
    "UNSCR #{n}, para. {p}",
    "Resolution nº {n} ({y})",
    need="high",
)
simple(
    "law report",
    "Resolution {n} ({y}), 32 ILM 827 ({y})",
    "SC Res. {n} ({american}), 30 ILM 858 ({y})",
    "{long}, 87 AJIL 841 ({y})",
    "{long}, para. {p}, 1291 UNTS 137 ({y})",
)
simple(
    "label of the next line",
    "Recalling {long},\nOP1. Decides that",
    "{long}\n3. Decides",
    "Noting {long},\nPP3. Recalling that",
    "See {long},\npara. 2. Calls upon all",
)
nothing(
    "other acts",
    "Executive Order {n} ({y})",
    "Law No. {n} ({y})",
    "Decision {n} ({y})",
    "Council Regulation {n} ({y})",
    "Decree {n} ({y}), para. 4",
    "Directive {n} ({y})",
    "Case {n} ({y})",
    "No. {n} ({y})",
    "§ 4 of Public Law {n}",
    "{k} ILM {n} ({y})",
    "{k} UNTS {n} ({y})",
    "{k} AJIL {n} ({y})",
    "vol. {n} ({y})",
    "[{y}] 1 AC {n} ({y})",
)
nothing(
    "other bodies",
    "H. Res. {n}",
    "S. Res. {n}, 110th Cong.",
    "S.J. Res. {n}",
    "H. Con. Res. {n}",
    "OAS Resolution {n}",
    "European Parliament resolution {n}",
    "IAEA resolution {n}",
    "AU Peace and Security Council resolution {n}",
    "League resolution {n}",
    "Human Rights Council resolution 17/4",
    "General Assembly resolution 46/182, annex, para. 3",
    "A/ES-11/1, para. 2",
    "MRE/RES.1/91",
    "resolution CP/RES.594 (923/92)",
    "House resolution {n}",
    "National Security Council resolution {n}",
    "ECOWAS resolution {n} ({y})",
    "S/PRST/2015/22, para. 3",
    "report S/2015/456, paras. 3 and 4",
    "UNESCO resolution {n}",
    "Joint Resolution {n}",
    "resolution {n} of the General Assembly",
    "resolution {n} ({y}) of the European Parliament",
)


@kind("OP and PP in one list")
def _mixed(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance, "pps")
    while not drawn.ops:
        drawn = draw(world, chance, "pps")
    first, second = chance.choice(drawn.pps), chance.choice(drawn.ops)
    text, places = chance.choice(
        [
            ("PP{a} and OP{b} of {name}", ("pp/{a}", "op/{b}")),
            ("OP{b} and PP{a} of {name}", ("op/{b}", "pp/{a}")),
            ("operative paragraph {b} and preambular paragraph {a} of {name}", ("op/{b}", "pp/{a}")),
            ("{name}, OP{b} and PP{a}", ("op/{b}", "pp/{a}")),
            ("PP{a}, OP{b} of {name}", ("pp/{a}", "op/{b}")),
            ("S.C. Res. {n}, pmbl. ¶ {a}", ("pp/{a}",)),
            ("{name}, preambular para. {a}", ("pp/{a}",)),
            ("pmbl. ¶ {a} of {name}", ("pp/{a}",)),
        ]
    )
    text = text.format(a=first, b=second, n=drawn.number, name=name(drawn, chance))
    return Sample(around(text, chance), tuple((drawn.number, place.format(a=first, b=second)) for place in places))


@kind("annexes")
def _annexes(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance, "annexed")
    part, _, number = chance.choice(drawn.annexed).partition("/")
    count = int(part.removeprefix("annex-"))
    called = (
        chance.choice((str(count), ("", "I", "II", "III", "IV", "V", "VI")[count], " ABCDEF"[count]))
        if count < 6
        else "1"
    )
    text, path = chance.choice(
        [
            ("{name}, annex {a}, para. {p}", "{part}/{p}"),
            ("Annex {a}, paragraph {p}, of {name}", "{part}/{p}"),
            ("paragraph {p} of annex {a} to {name}", "{part}/{p}"),
            ("annex {a} to {name}", "{part}"),
            ("{name}, annex {a}", "{part}"),
            ("paragraph {p} of annex {a} of {long}", "{part}/{p}"),
            ("{long} (annex {a}, para. {p})", "{part}/{p}"),
            ("annex {a} of {name}", "{part}"),
        ]
    )
    long = f"resolution {drawn.number} ({drawn.year})"
    text = text.format(name=name(drawn, chance), a=called, p=number, long=long)
    return Sample(around(text, chance), ((drawn.number, path.format(part=part, p=number)),))


@kind("several paragraphs")
def _several(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    start = chance.randint(0, len(drawn.ops) - 3)
    one, two, three = drawn.ops[start : start + 3]
    text, numbers = chance.choice(
        [
            ("paragraphs {a}, {b} and {c} of {name}", (one, two, three)),
            ("{name}, paras. {a}-{c}", (one, two, three)),
            ("paragraph {a}, {b} and {c} of {long}", (one, two, three)),
            ("OPs {a} and {c} of {name}", (one, three)),
            ("{name}, ¶¶ {a}, {c}", (one, three)),
            ("paragraphs {a} to {c} of {name}", (one, two, three)),
            ("paragraphs {a} and {c} of {long}, respectively", (one, three)),
            ("paras {a} & {c} of {name}", (one, three)),
        ]
    )
    long = f"resolution {drawn.number} ({drawn.year})"
    text = text.format(a=one, b=two, c=three, name=name(drawn, chance), long=long)
    span = range(int(one), int(three) + 1)
    numbers = tuple(map(str, span)) if "-" in text.split(name(drawn, Random(0)))[-1] and len(numbers) == 3 else numbers
    return Sample(around(text, chance), tuple((drawn.number, f"op/{number}") for number in numbers))


@kind("respectively")
def _respectively(world: World, chance: Random) -> Sample:
    one, two = draw(world, chance), draw(world, chance)
    first, second = chance.choice(one.ops), chance.choice(two.ops)
    text = chance.choice(
        (
            "paragraphs {a} and {b}, respectively, of resolutions {m} ({x}) and {n} ({y})",
            "paragraphs {a} and {b} of resolutions {m} ({x}) and {n} ({y}), respectively",
        )
    ).format(a=first, b=second, m=one.number, x=one.year, n=two.number, y=two.year)
    return Sample(around(text, chance), ((one.number, f"op/{first}"), (two.number, f"op/{second}")))


@kind("slash and bracket lists")
def _lists(world: World, chance: Random) -> Sample:
    found = [draw(world, chance) for _ in range(3)]
    numbers = [drawn.number for drawn in found if drawn.number > 99]
    if len(set(numbers)) < 3 or all(1945 < n < 2050 for n in numbers) or 1945 < numbers[0] < 2050:
        return _lists(world, chance)
    one, two, three = numbers
    text, count = chance.choice(
        [
            (f"UNSCR {one}/{two}", 2),
            (f"UN resolutions {one}/{two}/{three}", 3),
            (f"SCR {one}/{two}", 2),
            (f"earlier resolutions on the country ({one}, {two} and {three}) lapsed", 3),
            (f"its resolutions concerning the conflict ({one}, {two} and {three})", 3),
            (f"resolutions {one}, {two} and {three}", 3),
            (f"UNSCRs {one} and {two}", 2),
            (f"Res {one}, {two}, {three}", 3),
        ]
    )
    return Sample(around(text, chance), tuple((number, "") for number in numbers[:count]))


@kind("numbers under 100")
def _low(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance, "low")
    text = chance.choice(
        (
            "Security Council resolution {n}",
            "UNSCR {n}",
            "S.C. Res. {n}",
            "resolution {n} ({y})",
            "UN Security Council Resolution {n} of {y}",
            "S/RES/{n}",
        )
    )
    return Sample(around(text.format(n=drawn.number, y=drawn.year), chance), ((drawn.number, ""),))


@kind("wrong year")
def _wrong_year(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    label, _ = pair(drawn, chance)
    year = drawn.year + chance.choice((-2, -1, 1, 2))
    text = chance.choice(
        (
            "S.C. Res. {n}, ¶ {p}, U.N. Doc. S/RES/{n} (Nov. 20, {y})",
            "UNSC Res {n} (20 November {y}) UN Doc S/RES/{n}, para {p}",
            "SC Res {n}, UN Doc S/RES/{n} (20 November {y}) para {p}",
            "resolution {n} of 20 November {y}, para. {p}",
            "resolution {n} ({y}), paragraph {p}",
            "paragraph {p} of resolution {n} ({y})",
        )
    ).format(n=drawn.number, p=label, y=year)
    return Sample(around(text, chance), ()) if drawn.number > 99 else _wrong_year(world, chance)


@kind("antecedent")
def _antecedent(world: World, chance: Random) -> Sample:
    one, two = draw(world, chance), draw(world, chance)
    label, path = pair(one, chance)
    first, second = f"resolution {one.number} ({one.year})", f"resolution {two.number} ({two.year})"
    text, whole = chance.choice(
        [
            (f"{first} (recalling {second}). Paragraph {label} of that resolution", (one, two)),
            (f"{first} and paragraph {label} of that resolution", (one,)),
            (f"{first}. Paragraph {label} of the same resolution", (one,)),
            (f"{second} and {first}, and in particular that resolution’s paragraph {label}", (two, one)),
            (f"{first} was adopted. The resolution’s paragraph {label}", (one,)),
            (f"{first} and its paragraph {label}", (one,)),
        ]
    )
    places = tuple((drawn.number, "") for drawn in whole)
    return Sample(around(text, chance), (*places, (one.number, path)))


@kind("ibid.")
def _ibid(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    (one, first), (two, second) = pair(drawn, chance), pair(drawn, chance)
    again = chance.choice(("Id. ¶ {p}", "Ibid., para. {p}", "ibid, paragraph {p}", "Id. at ¶ {p}", "Ibid. para {p}"))
    text = f"{name(drawn, chance)}, para. {one}. " + again.format(p=two)
    return Sample(around(text, chance), ((drawn.number, first), (drawn.number, second)))


@kind("own paragraphs")
def _own(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    label, path = pair(drawn, chance)
    text = chance.choice(
        (
            "acting under paragraph {p} above to use all necessary means",
            "referred to in paragraph {p} below, to report",
            "the accounts frozen pursuant to paragraph {p} above of any payment",
            "permitted by paragraph {p} above from them",
            "the measures in paragraph {p} of this resolution",
            "the measures imposed by paragraph {p} above in the report",
            "pursuant to paragraph {p}, and requests",
            "the force described in paragraph {p} to assist the Government",
            "in paragraph {p} above and in resolution 9999",
            "the present resolution, in particular paragraph {p} thereof,",
        )
    ).format(p=label)
    here = Pinpoint(drawn.number, drawn.year, "op/" + chance.choice(drawn.ops))
    return Sample(text, ((drawn.number, path),), here)


@kind("said in a preamble")
def _preamble(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    label, path = pair(drawn, chance)
    text, lands = chance.choice(
        [
            ("the measures in paragraph {p} of this resolution", True),
            ("the measures referred to in paragraph {p}", True),
            ("as set out in paragraph {p} below", True),
            ("with regard to operative paragraph {p}", True),
            ("the provisions of paragraph {p}, under which the parties", False),
            ("Noting its paragraph {p}", False),
            ("the Agreement, in particular paragraph {p}", False),
            ("paragraph {p} of the Agreement", False),
        ]
    )
    here = Pinpoint(drawn.number, drawn.year, "pp/1")
    return Sample(text.format(p=label), ((drawn.number, path),) if lands else (), here)


@kind("said in an annex")
def _in_annex(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance, "annexed")
    while not drawn.ops:
        drawn = draw(world, chance, "annexed")
    place = chance.choice(drawn.annexed)
    part, _, own = place.partition("/")
    label, path = pair(drawn, chance)
    text, lands = chance.choice(
        [
            (f"the measures in paragraph {label} of this resolution", path),
            (f"operative paragraph {label}", path),
            (f"under paragraph {label} of the present resolution", path),
            (f"the measures described in paragraph {label}", path),
            (f"States referred to in paragraph {own} above", place),
            (f"paragraph {own} of this annex", place),
        ]
    )
    return Sample(text, ((drawn.number, lands),), Pinpoint(drawn.number, drawn.year, f"{part}/1"))


@kind("own styles")
def _styles(world: World, chance: Random) -> Sample:
    drawn = draw(world, chance)
    _, path = pair(drawn, chance)
    style = STYLES[chance.choice([name for name in STYLES if name not in ("wikipedia", "link", "akn")])]
    cited = Cited(Symbol(drawn.number, drawn.year), drawn.day.isoformat(), (CitedPlace(path),))
    write = style.in_text if style.in_text and chance.random() < 0.5 else style.write
    text = write(cited)
    place = (drawn.number, path) if style.name != "apa" or write is style.in_text else (drawn.number, "")
    return Sample(around(text.rstrip("."), chance), (place,))


# ---------------------------------------------------------------- judging


class Judged(NamedTuple):
    """A sample, the places that landed, and whether it is right, missed some or landed elsewhere."""

    sample: Sample
    landed: tuple[Place, ...]

    @property
    def verdict(self) -> str:
        """`right`, `wrong` where a place landed that is not named, else `missed`."""
        if self.landed == self.sample.named:
            return "right"
        return "wrong" if set(self.landed) - set(self.sample.named) else "missed"


def judge(sample: Sample, holding: InMemory) -> Judged:
    """Find the citations of a sample and land them."""
    landings = resolve(find_citations(sample.text), holding, sample.here)
    return Judged(sample, tuple((one.target.number, one.target.path) for one in landings if one.target))


NEXT = ("; ", ", and ", ". See also ", "\n", " and ", "; cf. ")


def with_another(sample: Sample, world: World, chance: Random) -> Sample:
    """The sample before or after a plain reference, which must not change what either names."""
    other = chance.choice(KINDS["plain"])(world, chance)
    first, second = (sample, other) if chance.random() < 0.5 else (other, sample)
    return Sample(first.text.rstrip(".;") + chance.choice(NEXT) + second.text, (*first.named, *second.named))


def judge_kind(label: str, world: World, count: int, seed: int) -> Iterator[Judged]:
    """So many samples of a kind, the same for the same seed."""
    chance = Random(f"{seed} {label}")
    for _ in range(count):
        sample = chance.choice(KINDS[label])(world, chance)
        joined = sample.here is None and chance.random() < 0.3
        yield judge(with_another(sample, world, chance) if joined else sample, world.holding)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print for each kind how many samples are right, missed and wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--count", type=int, default=5000, help="samples of all kinds together")
    parser.add_argument("--kind", choices=sorted(KINDS))
    parser.add_argument("--half", choices=("odd", "even", "all"), default="all")
    parser.add_argument("--list", type=int, default=0, help="print so many that are not right, of each kind")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    world = load(asked.database, asked.half)
    labels = [asked.kind] if asked.kind else list(KINDS)
    totals = {"right": 0, "missed": 0, "wrong": 0}
    for label in labels:
        judged = list(judge_kind(label, world, max(1, asked.count // len(labels)), asked.seed))
        counts = {verdict: sum(one.verdict == verdict for one in judged) for verdict in totals}
        totals = {verdict: totals[verdict] + counts[verdict] for verdict in totals}
        print(f"{label:28} {len(judged):5}  right {counts['right'] / len(judged):7.2%}  wrong {counts['wrong']:4}")
        for one in [one for one in judged if one.verdict != "right"][: asked.list]:
            print(f"    {one.verdict}: {one.sample.text!r} names {one.sample.named}, landed {one.landed}")
    count = sum(totals.values())
    print(f"{'all':28} {count:5}  right {totals['right'] / count:7.2%}  wrong {totals['wrong']:4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
