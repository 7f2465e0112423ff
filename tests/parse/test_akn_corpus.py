"""The parser against every real file: what must hold for each of them, whatever its markup does.

A check gathers what it finds over all files and reports it at once, so that a change can be judged by all it moves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import exactness
import pytest
from lxml import etree

from scraper.errors import NotAResolution, WrongContent
from scraper.models import Parsed
from scraper.parse import akn
from scraper.parse.verbs import leading_verbs

FURNITURE = {
    # -----   * * *   *
    "rule": re.compile(r"[-–—_*\s.]*"),
    # * Reissued for technical reasons.
    "reissue": re.compile(r"\*+ ?(?:Re-?issued|Second reissue|Reprinted)\b.*", re.IGNORECASE),
}

EXPLAINS_NUMBERS = {"label-gap", "label-order", "label-repeated", "list-start", "unnumbered", "no-operative-part"}


@dataclass(frozen=True, slots=True)
class Read:
    """A real file, as lxml reads it and as we do; `parsed` is None for what is no resolution."""

    path: Path
    root: etree._Element | None
    parsed: Parsed | None
    refused: str = ""

    @property
    def name(self) -> str:
        return self.path.name


@pytest.fixture(scope="module")
def files(corpus: Sequence[Path]) -> list[Read]:
    return [_read(path) for path in corpus]


@pytest.fixture(scope="module")
def resolutions(files: list[Read]) -> list[tuple[Read, Parsed]]:
    return [(read, read.parsed) for read in files if read.parsed]


def _read(path: Path) -> Read:
    data = path.read_bytes()
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        root = None
    try:
        return Read(path, root, akn.parse(data))
    except (NotAResolution, WrongContent) as error:
        return Read(path, root, None, f"{type(error).__name__}: {error}")


def _report(found: dict[str, str]) -> str:
    """The first of what was found, one a line, with how many there are."""
    lines = [f"{name}: {what}" for name, what in sorted(found.items())[:20]]
    return f"{len(found)} files\n" + "\n".join(lines)


# -- which files are read ------------------------------------------------------------------------------------------


def test_every_file_is_a_resolution_or_says_what_it_is(files: list[Read]) -> None:
    refused = {read.name: read.refused for read in files if read.parsed is None}
    symbols = {read.name: _printed_symbol(read.root) for read in files if read.root is not None}
    for name in refused:
        assert not re.search(r"S/RES/\d", symbols.get(name, "")), f"{name} is one: {symbols[name]}"
    assert len(refused) < len(files) / 100, _report(refused)


def _printed_symbol(root: etree._Element) -> str:
    return "".join("".join(number.itertext()) for number in root.iter(f"{exactness.NS}docNumber"))


def test_symbol_is_the_printed_one(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        assert read.root is not None
        symbol = parsed.resolution.facts.symbol
        if exactness.squeeze(_printed_symbol(read.root)).rstrip("*") != exactness.squeeze(str(symbol)):
            found[read.name] = f"{symbol} from {_printed_symbol(read.root)!r}"
    assert not found, _report(found)


# -- no word lost --------------------------------------------------------------------------------------------------


def test_no_word_is_lost(resolutions: list[tuple[Read, Parsed]]) -> None:
    """The source's characters, blanks apart, are those of opening, headings, labels, texts and furniture, in order."""
    found = {}
    for read, parsed in resolutions:
        assert read.root is not None
        lost = exactness.first_difference(
            exactness.source_words(read.root), exactness.parsed_words(parsed), parsed.furniture
        )
        if lost:
            found[read.name] = lost
    assert not found, _report(found)


def test_footnotes_stand_in_order(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        assert read.root is not None
        source, ours = exactness.source_notes(read.root), exactness.clause_notes(parsed.resolution.clauses)
        if source != ours:
            found[read.name] = f"{len(source)} in the source, {len(ours)} in the clauses"
    assert not found, _report(found)


def test_furniture_is_only_what_a_rule_names(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        for words in parsed.furniture:
            if not any(rule.fullmatch(words) for rule in FURNITURE.values()):
                found[read.name] = repr(words)
    assert not found, _report(found)


def test_blanks_are_collapsed_and_nothing_else(resolutions: list[tuple[Read, Parsed]]) -> None:
    """One blank between words, none at the ends; tabs part the cells of a row, new lines the lines of a heading."""
    meant = {"row": "\t", "heading": "\n"}
    found = {}
    for read, parsed in resolutions:
        for clause in parsed.resolution.clauses:
            words = clause.text.replace(meant.get(clause.kind, "x"), "x")
            if words != words.strip(" ") or re.search(r"[\t\r\n]|  ", words):
                found[read.name] = f"{clause.path}: {clause.text[:60]!r}"
    assert not found, _report(found)


# -- the tree ------------------------------------------------------------------------------------------------------


def test_paths_are_unique_and_parents_come_first(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        if fault := exactness.misplaced(parsed.resolution.clauses):
            found[read.name] = fault
    assert not found, _report(found)


def test_operative_paragraphs_count_from_one_or_a_problem_says_why(resolutions: list[tuple[Read, Parsed]]) -> None:
    """The Council skips no number, so hardly a file may need such a Problem: a rule that gave up would have one."""
    odd = {read.name: parsed for read, parsed in resolutions if not _counts_from_one(parsed)}
    silent = {
        name: " ".join(_numbers(parsed))
        for name, parsed in odd.items()
        if not EXPLAINS_NUMBERS & {problem.code for problem in parsed.problems}
    }
    assert not silent, _report(silent)
    assert len(odd) <= len(resolutions) / 200, _report({name: " ".join(_numbers(p)) for name, p in odd.items()})


def _counts_from_one(parsed: Parsed) -> bool:
    numbers = _numbers(parsed)
    return bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _numbers(parsed: Parsed) -> list[str]:
    tops = [c for c in parsed.resolution.clauses if c.part == "op" and c.level == 0 and c.kind != "continuation"]
    return [clause.path.removeprefix("op/") for clause in tops]


def test_problems_point_at_clauses_that_are_there(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        paths = {clause.path for clause in parsed.resolution.clauses}
        for problem in parsed.problems:
            if problem.path and problem.path not in paths:
                found[read.name] = f"{problem.code} at {problem.path}"
    assert not found, _report(found)


# -- marks ---------------------------------------------------------------------------------------------------------


def test_every_mark_lies_inside_its_text(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        if stray := exactness.stray_mark(parsed.resolution.clauses):
            found[read.name] = stray
    assert not found, _report(found)


def test_leading_verbs_are_words_of_the_text(resolutions: list[tuple[Read, Parsed]]) -> None:
    found = {}
    for read, parsed in resolutions:
        for clause in parsed.resolution.clauses:
            for verb in filter(None, clause.verb.split("; ")):
                if verb not in clause.text:
                    found[read.name] = f"{clause.path}: {verb!r}"
    assert not found, _report(found)


def test_the_words_tell_the_verbs_that_the_words_and_italics_tell(resolutions: list[tuple[Read, Parsed]]) -> None:
    """A text has no italics: of a hundred paragraphs, it may not have other verbs than the XML in more than two."""
    clauses = [
        clause
        for _, parsed in resolutions
        for clause in parsed.resolution.clauses
        if clause.kind != "row" and not clause.part.startswith("annex")
    ]
    differ = [
        clause
        for clause in clauses
        if leading_verbs(clause.text, paragraph=not clause.level, preambular=clause.part == "pp") != clause.verb
    ]
    assert len(differ) < 0.02 * len(clauses), f"{len(differ)} of {len(clauses)}"
    assert len([clause for clause in differ if not clause.level]) > 0, "italics tell of verbs that no list has"
