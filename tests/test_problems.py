"""The register of problem codes: every code that is made has an entry, and every entry is made."""

from __future__ import annotations

import ast
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import scraper
from scraper.cli.status import problem_lines
from scraper.database.coverage import ProblemKind
from scraper.models import Problem, Symbol
from scraper.problems import BY_CODE, CODES, SEVERITIES, describe, markdown_table

PACKAGE = Path(scraper.__file__).parent

HANDED_ON = {
    "database/coverage.py": 1,  # read back from the database
    "database/resolutions.py": 1,
    "parse/builder.py": 1,  # noted on a piece, and reported with its path
    "parse/paths.py": 1,
}
"""Where a problem is made with the code of another, and how often; everywhere else the code is written out."""


def _made(path: Path) -> Iterator[str | None]:
    """The codes of the problems that a module makes; None for one that is not written out there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func
        if (isinstance(called, ast.Name) and called.id == "Problem") or (
            isinstance(called, ast.Attribute) and called.attr == "report"
        ):
            code = node.args[0]
            yield code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else None


def test_every_code_that_is_made_has_an_entry_and_every_entry_is_made() -> None:
    made = {path.relative_to(PACKAGE).as_posix(): list(_made(path)) for path in PACKAGE.rglob("*.py")}
    handed_on = {name: codes.count(None) for name, codes in made.items() if None in codes}
    assert handed_on == HANDED_ON
    assert {code for codes in made.values() for code in codes if code} == set(BY_CODE)


def test_each_code_has_one_entry_with_a_sentence() -> None:
    assert [code for code, count in Counter(entry.code for entry in CODES).items() if count > 1] == []
    for entry in CODES:
        assert entry.sentence[0].isupper(), entry.code
        assert entry.sentence.endswith("."), entry.code
        assert entry.severity in SEVERITIES


def test_the_codes_of_the_whole_corpus_are_known(corpus_db: Path) -> None:
    with closing(sqlite3.connect(corpus_db)) as conn:
        assert {code for (code,) in conn.execute("SELECT DISTINCT code FROM problems")} <= set(BY_CODE)


def test_status_says_what_a_code_means() -> None:
    kind = ProblemKind("label-glued", 1, ((Symbol(9301, 2999), Problem("label-glued", "glued", "op/1")),))
    first, second = problem_lines(kind)
    assert first == f"  label-glued: 1 (repaired). {BY_CODE['label-glued'].sentence}"
    assert second == "    9301 op/1: glued"


def test_the_table_names_every_code_the_worst_first() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in markdown_table().splitlines()[2:]]
    assert {row[0].strip("`") for row in rows} == set(BY_CODE)
    order = [SEVERITIES.index(row[1]) for row in rows]  # type: ignore[arg-type]
    assert order == sorted(order)


@pytest.mark.parametrize(("code", "severity"), [("label-glued", "repaired"), ("no-such-code", "open")])
def test_a_code_is_described_known_or_not(code: str, severity: str) -> None:
    assert (describe(code).code, describe(code).severity) == (code, severity)
