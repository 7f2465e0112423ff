"""Faults that the markup of resolutions has, put into clean files at chosen places: what must not change the tree.

    python tests/support/tree_faults.py FOLDER_OF_UPSTREAM_FILES [--kind NAME] [--half odd|even] [--count 300]

As `tests.support.faults` for typed texts. Each kind takes the elements of a real file and a seeded generator, and
changes them in place; the file must then be read as the clean one, or with just the difference that the kind says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from lxml import etree

from scraper.errors import UnscError
from scraper.models import Parsed
from scraper.parse.akn import NAMESPACE, parse
from scraper.parse.inline import local_name
from scraper.pinpoint.labels import BULLETS
from tests.support.fault_table import enter, is_of_half, options, print_line
from tests.support.faults import first_difference, outline

FILES = "github/UNxml"
ENGLISH = re.compile(r"/English/|/Pre-2020/")


class Source(NamedTuple):
    """A clean file: its name, the number of its resolution, its bytes, and what is read from it."""

    name: str
    number: int
    data: bytes
    parsed: Parsed


class Change(NamedTuple):
    """What was done, and what the outline must be, given the clean one; None for the same."""

    where: str
    expected: Callable[[list[str]], list[str]] | None = None


Inject = Callable[[etree._Element, Random], Change | None]
FAULTS: dict[str, Inject] = {}


fault = partial(enter, FAULTS)


# -- places --------------------------------------------------------------------------------------------------------


def elements(root: etree._Element, *names: str) -> list[etree._Element]:
    """The elements of these names, in order of the page."""
    return [e for e in root.iter() if isinstance(e.tag, str) and local_name(e) in names]


def number_of(element: etree._Element) -> str:
    """The printed label of an item."""
    number = next((c for c in element if local_name(c) == "num"), None)
    return "".join(number.itertext()).strip() if number is not None else ""


def bulleted(root: etree._Element) -> list[list[etree._Element]]:
    """Every run of items with one bullet below one element, three at least."""
    runs = []
    for parent in root.iter():
        if not isinstance(parent.tag, str):
            continue
        row = [child for child in parent if number_of(child) in BULLETS and number_of(child)]
        if len(row) >= 3 and len({number_of(child) for child in row}) == 1:
            runs.append(row)
    return runs


def _plain(element: etree._Element) -> bool:
    """Whether an item has words, and nothing below it but these."""
    return not any(number_of(below) for below in element.iterdescendants() if isinstance(below.tag, str))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _holds_title(element: etree._Element) -> bool:
    """Whether a heading stands in a paragraph or right before its end, so that a mark would stand behind it."""
    return any(elements(e, "heading", "crossHeading", "subheading") for e in (element, element.getprevious()))


def _ends(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()[-1:]


# -- the kinds -----------------------------------------------------------------------------------------------------


@fault("bullet lost")
def lose_bullet(root: etree._Element, chance: Random) -> Change | None:
    """One item among neighbours with bullets has none: its `num` is gone."""
    runs = [row for row in bulleted(root) if all(map(_plain, row)) and all(_ends(e) in ";,." for e in row)]
    if not runs:
        return None
    row = chance.choice(runs)
    item = chance.choice(row[1:-1])
    item.remove(next(c for c in item if local_name(c) == "num"))
    return Change("".join(item.itertext()).strip()[:50])


@fault("bullets hung on the parent")
def hang_bullets(root: etree._Element, chance: Random) -> Change | None:
    """The bullets below `(a) ...:` stand in one row with it, not in a list of their own."""
    found = []
    for row in bulleted(root):
        inner = row[0].getparent()
        owner = inner.getprevious() if inner is not None else None
        if owner is not None and local_name(inner) == "sublist" and re.fullmatch(r"\([a-z]{1,4}\)", number_of(owner)):
            found.append((owner, inner))
    if not found:
        return None
    owner, inner = chance.choice(found)
    row = list(inner)
    for item in row:
        inner.addprevious(item)
    inner.getparent().remove(inner)
    return Change(f"{number_of(owner)} with {len(row)} bullets")


@fault("number of a paragraph lost")
def lose_number(root: etree._Element, chance: Random) -> Change | None:
    """A decision between two numbered ones has no `num`."""
    row = [p for p in elements(root, "paragraph") if re.fullmatch(r"\d+\.", number_of(p))]
    row = [p for p in row[1:-1] if local_name(p.getparent()) == "mainBody" and elements(p, "p", "intro")]
    if not row:
        return None
    chosen = chance.choice(row)
    where = number_of(chosen)
    chosen.remove(next(c for c in chosen if local_name(c) == "num"))
    return Change(where)


def _follows_numbered(paragraph: etree._Element) -> bool:
    """Whether the paragraph before bears a number: a heading that stands between would come below the mark."""
    before = paragraph.getprevious()
    return before is not None and local_name(before) == "paragraph" and bool(number_of(before))


@fault("section mark between paragraphs")
def mark_section(root: etree._Element, chance: Random) -> Change | None:
    """A line `== II ==` stands over a numbered paragraph, as a paragraph of its own."""
    numbered = [p for p in elements(root, "paragraph") if re.fullmatch(r"\d+\.", number_of(p))]
    numbered = [p for p in numbered[1:] if _follows_numbered(p) and not _holds_title(p)]
    if not numbered:
        return None
    chosen, letter = chance.choice(numbered), chance.choice(["I", "II", "B", "III"])
    form = chance.choice(["== {} ==", "— {} —", "* {} *", "- {} -", "={}="])
    mark = etree.Element(_tag("paragraph"))
    content = etree.SubElement(etree.SubElement(mark, _tag("content")), _tag("p"))
    content.text = form.format(letter)
    chosen.addprevious(mark)
    path = f"op/{number_of(chosen)[:-1]} ["

    def expected(lines: list[str]) -> list[str]:
        return [line.replace(path, path + content.text) if line.startswith(path) else line for line in lines]

    return Change(f"{content.text} over {number_of(chosen)}", expected)


@fault("number with a letter for a digit")
def misread_digit(root: etree._Element, chance: Random) -> Change | None:
    """`l0.` for 10, `1O.`, `I1.`, `2l.`: letters that print alike."""
    numbers = [e for e in elements(root, "num") if re.fullmatch(r"\d*[01]\d*\.", (e.text or "").strip())]
    numbers = [e for e in numbers if len(e.text.strip()) > 2]
    if not numbers:
        return None
    chosen = chance.choice(numbers)
    was = chosen.text.strip()
    at = chance.choice([i for i, c in enumerate(was) if c in "01"])
    chosen.text = was[:at] + chance.choice({"0": "Oo", "1": "lI"}[was[at]]) + was[at + 1 :]
    return Change(f"{was} -> {chosen.text}")


@fault("paragraph of an annex marked as heading")
def call_heading(root: etree._Element, chance: Random) -> Change | None:
    """The markup calls a paragraph a heading that ends in a semicolon."""
    annexes = elements(root, "attachments", "attachment")
    found = [p for a in annexes for p in elements(a, "p") if _ends(p) == ";" and local_name(p.getparent()) == "content"]
    if not found:
        return None
    chosen = chance.choice(found)
    chosen.tag = _tag(chance.choice(["heading", "crossHeading"]))
    return Change("".join(chosen.itertext())[:50])


@fault("words parted by an element")
def part_by_element(root: etree._Element, chance: Random) -> Change | None:
    """An empty element stands between two words where a blank was: a tab, a break."""
    found = [p for p in elements(root, "p") if " " in (p.text or "").strip() and not len(p)]
    if not found:
        return None
    chosen = chance.choice(found)
    words = chosen.text.split(" ")
    at = chance.randrange(1, len(words))
    chosen.text, tail = " ".join(words[:at]), " ".join(words[at:])
    etree.SubElement(chosen, _tag(chance.choice(["tab", "br", "eol", "placeholder"]))).tail = tail
    return Change(tail[:40])


@fault("first item run into its paragraph")
def run_in(root: etree._Element, chance: Random) -> Change | None:
    """`... : (a) To ...;` in the paragraph itself, `(b)` and `(c)` in rows of their own."""
    found = []
    for item in elements(root, "point", "item"):
        parent = item.getparent()
        if number_of(item) != "(a)" or parent is None or len(parent) < 3 or not _plain(item):
            continue
        intro = next((e for e in parent if local_name(e) in ("intro", "listIntroduction")), None)
        holder = None if intro is None else (next(iter(elements(intro, "p")), intro))
        if holder is not None and "".join(holder.itertext()).strip().endswith(":"):
            found.append((item, holder))
    if not found:
        return None
    item, holder = chance.choice(found)
    words = re.sub(r"[ \t\n]+", " ", "".join(item.itertext())).strip(" ")
    last = holder[-1] if len(holder) else None
    if last is None:
        holder.text = (holder.text or "").rstrip() + " " + words
    else:
        last.tail = (last.tail or "").rstrip() + " " + words
    item.getparent().remove(item)
    return Change(words[:50])


# -- the command ---------------------------------------------------------------------------------------------------


def read_sources(folder: Path) -> list[Source]:
    """Every English file of a resolution below a folder."""
    sources = []
    for path in sorted((folder / FILES).glob("**/*.xml")):
        if not ENGLISH.search(str(path)):
            continue
        data = path.read_bytes()
        try:
            parsed = parse(data)
        except UnscError:
            continue
        sources.append(Source(path.name, parsed.resolution.facts.symbol.number, data, parsed))
    return sources


def judge(source: Source, name: str) -> tuple[str, str] | None:
    """What was done to a file, and the first difference ("" for none); None where the kind finds no place."""
    root = etree.fromstring(source.data)
    change = FAULTS[name](root, Random(f"{name} {source.name}"))
    if change is None:
        return None
    clean = outline(source.parsed)
    wanted = change.expected(clean) if change.expected else clean
    try:
        return change.where, first_difference(wanted, outline(parse(etree.tostring(root))))
    except UnscError as error:
        return change.where, f"refused: {error}"


def trial(sources: Sequence[Source], name: str, count: int) -> Iterator[tuple[Source, str, str]]:
    """Damage so many files, chosen by chance, and judge each."""
    chosen, made = list(sources), 0
    Random(name).shuffle(chosen)
    for source in chosen:
        if made < count and (judged := judge(source, name)):
            made += 1
            yield source, *judged


def main() -> None:
    """Print the table; with --list the first files that were read otherwise."""
    parser = options(__doc__, "folder", FAULTS)
    given = parser.parse_args()
    sources = [one for one in read_sources(given.folder) if is_of_half(given.half, one.number)]
    if not sources:
        parser.error(f"no files are below {given.folder / FILES}")
    for name in given.kind or FAULTS:
        judged = list(trial(sources, name, given.count))
        bad = [one for one in judged if one[2]]
        print_line(name, len(judged), len(bad), "of the files read alike")
        for source, where, difference in bad[: given.list]:
            print(f"   {source.name}: {where}\n      {difference}")


if __name__ == "__main__":
    sys.exit(main())
