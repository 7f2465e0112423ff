"""Reading the documents of one number until a source has it, and making the rows of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.build import link, misread
from scraper.build.ballots import reconcile
from scraper.build.merge import merge
from scraper.build.overrides import OverrideError, correct
from scraper.build.rows import make_rows, problem_rows
from scraper.build.task import Task
from scraper.database.rows import Rows
from scraper.errors import NotAResolution, UnscError
from scraper.models import Parsed, Problem, Source, Symbol
from scraper.parse import akn, text
from scraper.pdf import read_pdf
from scraper.sources import BY_NAME, PRECEDENCE, TEXTS
from scraper.upstream import RawDocument
from scraper.upstream.unxml import number_in_name


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw document turned out to hold: a resolution's rows, or (`refused`) why there are none.

    spelt  its words, as `misread.spell_out` gives them
    """

    document: RawDocument
    symbol: Symbol | None = None
    rows: Rows | None = None
    spelt: str = ""
    citing: tuple[link.CitingClause, ...] = ()
    refused: Problem | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one task: the reading that was chosen, those that belong to another number, and the refused documents."""

    chosen: Reading | None
    strays: tuple[Reading, ...]
    refused: tuple[Reading, ...]


def read_task(task: Task) -> Outcome:
    """Read documents in order of precedence until one source has the number."""
    strays: list[Reading] = []
    refused: list[Reading] = []
    for upstream in PRECEDENCE:
        held: list[Reading] = []
        for document in task.documents:
            if document.upstream != upstream:
                continue
            for reading in _read(document, task):
                if reading.symbol is None:
                    refused.append(reading)
                else:
                    (held if reading.symbol.number == task.number else strays).append(reading)
        if held:
            return Outcome(choose(held), tuple(strays), tuple(refused))
    return Outcome(None, tuple(strays), tuple(refused))


def _read(document: RawDocument, task: Task) -> list[Reading]:
    """Parse one document and make its rows; a document that is no resolution is named, never raised."""
    try:
        found, made = parse(document, task)
    except OverrideError:
        raise
    except NotAResolution as error:
        return [Reading(document, refused=Problem("not-a-resolution", str(error)))]
    except UnscError as error:
        return [Reading(document, refused=Problem("unreadable", str(error)))]
    return [_make_reading(document, parsed, task, made) for parsed in found]


def parse(document: RawDocument, task: Task) -> tuple[list[Parsed], tuple[Problem, ...]]:
    """Everything a document holds, with the corrections meant for its source made before it is read."""
    data, form = document.read(), BY_NAME[document.upstream].form
    if form == "xml":
        if not task.corrections:
            return [akn.parse(data)], ()
        words, made = correct(data.decode("utf-8"), document.upstream, task.corrections)
        return [akn.parse(words.encode())], made
    words = read_pdf(data) if form == "pdf" else text.read_text(data)
    words, made = correct(words, document.upstream, task.corrections)
    return text.parse(words, TEXTS[document.upstream], task.known), made


def _make_reading(document: RawDocument, parsed: Parsed, task: Task, made: tuple[Problem, ...]) -> Reading:
    symbol = parsed.resolution.facts.symbol
    records = task.records if symbol.number == task.number else ()
    merged, taken = merge(parsed, records)
    merged = reconcile(merged)
    source = Source(document.upstream, document.url, document.sha256, document.retrieved)
    sources = [("text", source)]
    if parsed.resolution.facts.votes:
        sources.append(("votes", source))
    sources += [(gives, Source(upstream, "", "", "")) for gives, upstream in taken]
    rows = make_rows(merged, sources)
    clauses = merged.resolution.clauses
    rows.bases = link.basis_rows(symbol, clauses)
    differing = link.compare_flag(merged.resolution.facts.chapter_vii, clauses, rows.bases)
    misprinted = link.tell_misprints(clauses, rows.bases)
    rows.problems += problem_rows(symbol.number, (*made, *differing, *misprinted))
    spelt = misread.spell_out(clause.text for clause in clauses if clause.kind != "row")
    return Reading(document, symbol, rows, spelt, tuple(link.find(symbol, clauses)))


def choose(found: Sequence[Reading]) -> Reading:
    """Of two files, the one that stands in the folder of its own year, and whose name gives no other number.

    Both are named. 2193 to 2195 (2014) stand in the folders of 2014 and of 2015; 2464 (2019) twice in one; 538 (1983)
    also under the name of 542.
    """
    best = max(found, key=_fitness)
    for other in found:
        if other is not best and best.rows and other.rows and best.symbol:
            problem = Problem("two-files", f"{other.document.name} holds it too, {_compare(best, other)}")
            best.rows.problems += problem_rows(best.symbol.number, [problem])
    return best


def _fitness(reading: Reading) -> tuple[bool, bool, str]:
    in_its_year = reading.symbol is not None and f"{reading.symbol.year}/" in reading.document.name
    named_so = reading.symbol is not None and number_in_name(reading.document.name) in (None, reading.symbol.number)
    return (in_its_year, named_so, reading.document.name)


def _compare(best: Reading, other: Reading) -> str:
    assert best.rows is not None
    assert other.rows is not None
    same = best.rows.units == other.rows.units
    if same:
        return "with the same words"
    by_name = _fitness(best)[0] == _fitness(other)[0] and _fitness(best)[1] != _fitness(other)[1]
    sign = "whose name gives its number" if by_name else "in the folder of its year"
    return f"with other words; the file {sign} was taken"
