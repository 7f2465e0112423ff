"""List every resolution whose text and XML are read differently, with the first difference.

    python tests/support/differences.py FOLDER_OF_UPSTREAM_FILES [--words]

Where the UN's XML and a text or PDF of the same resolution exist, both are parsed, and the operative parts compared:
paths, and words apart from hyphens and blanks. A difference says that one of the two is wrong, not which.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scraper.errors import NotAResolution, UnscError
from scraper.models import Parsed
from scraper.parse import akn
from scraper.parse.lines import count_words
from scraper.parse.text import parse, read_text

GOLD = "github/SeanFobbe/cr-unsc/data/res_en_gold"
LAYERS = "zenodo"
PDFS = "ods/en"
XML = "github/UNxml/SCresolutions"
ENGLISH = re.compile(r"(?:Pre-2020/\d{4}|20[2-9]\d/English)/[^/]+\.xml")
QUALITIES = {GOLD: "corrected", LAYERS: "text-layer", PDFS: "pdf"}

_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that holds text: what it says, and the resolutions read from it."""

    path: Path
    text: str
    parsed: tuple[Parsed, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the operative parts of one resolution differ between XML and text; "" where they agree."""

    number: int
    paragraphs: int
    same_words: int
    paths: str
    words: tuple[str, ...]


@lru_cache(maxsize=4)
def read_documents(folder: Path) -> tuple[Document, ...]:
    """Every text below a folder of upstream files, parsed; words broken at line ends are mended from all of them."""
    found = [path for part in QUALITIES for path in sorted((folder / part).glob("S_RES_*"))]
    texts = {path: read_text(path.read_bytes()) for path in found}
    known = count_words(texts.values())
    return tuple(Document(path, text, tuple(_parse(folder, path, text, known))) for path, text in texts.items())


def _parse(folder: Path, path: Path, text: str, known: Mapping[str, int]) -> list[Parsed]:
    return parse(text, QUALITIES[path.parent.relative_to(folder).as_posix()], known)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def read_xml(folder: Path) -> Mapping[int, Parsed]:
    """The resolutions that the UN's XML below a folder holds, by number."""
    root, found = folder / XML, {}
    for path in sorted(root.rglob("*.xml")):
        if ENGLISH.fullmatch(path.relative_to(root).as_posix()):
            try:
                parsed = akn.parse(path.read_bytes())
            except (NotAResolution, UnscError):
                continue
            found.setdefault(parsed.resolution.facts.symbol.number, parsed)
    return found


def compare(folder: Path, part: str) -> list[Difference]:
    """One entry for each resolution that has XML and stands in this part of the folder too."""
    xml = read_xml(folder)
    return [
        _compare(xml[number], parsed)
        for document in read_documents(folder)
        if document.path.parent == folder / part
        for parsed in document.parsed
        if (number := parsed.resolution.facts.symbol.number) in xml
    ]


def operative(parsed: Parsed) -> list[tuple[str, str]]:
    """Paths and letters of the operative part."""
    clauses = (c for c in parsed.resolution.clauses if c.part == "op" and c.kind != "heading")
    return [(c.path, letters(c.text)) for c in clauses]


def letters(text: str) -> str:
    """The words without what parts them: `Counter-terrorism bodies` and `counterterrorism bodies` are alike."""
    return _BETWEEN.sub("", text).lower()


def _compare(xml: Parsed, text: Parsed) -> Difference:
    left, right = operative(xml), operative(text)
    words = dict(right)
    differing = tuple(f"{path}: {_first(a, words[path])}" for path, a in left if words.get(path, a) != a)
    same = sum(words.get(path) == a for path, a in left)
    return Difference(text.resolution.facts.symbol.number, len(left), same, _first_path(left, right), differing)


def _first_path(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> str:
    a, b = [path for path, _ in left], [path for path, _ in right]
    if a == b:
        return ""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"after {a[at - 1] if at else 'the opening'} XML has {a[at : at + 3]}, text {b[at : at + 3]}"


def _first(left: str, right: str) -> str:
    at = next((i for i, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), min(len(left), len(right)))
    start = max(0, at - 20)
    return f"XML has …{left[start : at + 30]}…, text …{right[start : at + 30]}…"


def _report(differences: list[Difference], *, words: bool) -> Iterator[str]:
    paths = sum(not d.paths for d in differences)
    same, all_ = sum(d.same_words for d in differences), sum(d.paragraphs for d in differences)
    yield f"{paths} of {len(differences)} with equal paths, {same} of {all_} paragraphs with equal words"
    for difference in differences:
        if difference.paths:
            yield f"  {difference.number}: {difference.paths}"
        elif words:
            yield from (f"  {difference.number} {line}" for line in difference.words)


def main() -> None:
    """Print what the docstring of this file says."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--words", action="store_true", help="list paragraphs whose words differ, too")
    asked = reader.parse_args()
    for part in (LAYERS, PDFS):
        print(part, *_report(compare(asked.folder, part), words=asked.words), sep="\n")


if __name__ == "__main__":
    main()
