"""What may be asked of Datasette's own pages: a reader for each of its parameters, and what each page can be had as.

Datasette 0.65 hands a visitor's values on as they come: of 12,198 hostile ones 906 ended in a 5xx with a traceback in
the log (`_timelimit=x`, `_json_infinity=maybe`, `year__in=[[1]]`, `_facet={}`, `/unsc.csv` without SQL). So what is
not listed here is refused before Datasette sees it. Its links and forms ask for nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl

from datasette.filters import Filters
from datasette.utils import tilde_decode

from scraper.render.pagination import read_number
from scraper.site import responses

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Kind = Literal["database", "query", "table", "row"]

MOST = 100
"""More parameters than this no page of Datasette's asks for; each makes its SQL longer."""

MOST_FACETS = 8
"""Every facet is a query of its own, with 200 ms to run."""

FORMS: Mapping[Kind, tuple[str, ...]] = {
    "database": ("", "json", "db"),
    "query": ("", "json", "csv"),
    "table": ("", "json", "csv"),
    "row": ("", "json"),
}
"""What comes after the dot of a page's address. Not `.blob`: no column of ours holds bytes."""


@dataclass(frozen=True, slots=True)
class Page:
    """One of Datasette's own pages, and the form it is asked for in; "" for HTML."""

    kind: Kind
    form: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may look like: a test, and how to put it into words ("must be ...")."""

    fits: Callable[[str], object]
    words: str


def read_page(datasette: Datasette, path: str, query: bool = False) -> Page | None:
    """Which of Datasette's pages a path leads to; None for any other. `query`: whether SQL was sent to a database."""
    steps = path.removeprefix(responses.root_of(datasette)).removeprefix("/").split("/")
    name, _, form = steps[-1].rpartition(".") if "." in steps[-1] else (steps[-1], "", "")
    database = tilde_decode(steps[0] if len(steps) > 1 else name)
    if len(steps) > 3 or database not in {one.route for one in datasette.databases.values()}:
        return None
    kinds: tuple[Kind, ...] = ("query" if query else "database", "table", "row")
    return Page(kinds[len(steps) - 1], form)


def complaint(page: Page, query: str) -> str:
    """What is wrong with the query string of a page of Datasette's, in a sentence; "" where nothing is."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        return f"At most {MOST} parameters can be given."
    if sum(name.startswith("_facet") for name, _ in pairs) > MOST_FACETS:
        return f"At most {MOST_FACETS} facets can be asked for at once."
    return next(_complaints(page, pairs), "")


def _complaints(page: Page, pairs: list[tuple[str, str]]) -> Iterator[str]:
    for name, value in pairs:
        shape = _shape_of(page, name)
        if shape is None:
            yield f"There is no parameter “{name[:60]}” here."
        elif _CONTROL.search(name + value):
            yield f"“{name[:60]}” must not hold control characters."
        elif not shape.fits(value):
            yield f"“{name[:60]}” must be {shape.words}."


def _shape_of(page: Page, name: str) -> Shape | None:
    """What the value of a parameter must look like; None where the page has no such parameter."""
    if name.startswith("_") and "__" not in name:
        return _PARAMETERS[page.kind].get(_family(name))
    if page.kind != "table":
        return _TEXT  # a value for SQL, or of no meaning
    operator = name.rpartition("__")[2] if "__" in name else "exact"
    return _LIST if operator in ("in", "notin") else _TEXT if operator in _OPERATORS else None


def _family(name: str) -> str:
    """The parameter that one with a number or a column at its end goes with: `_filter_op_2`, `_search_text`."""
    if name.startswith("_search_"):
        return "_search"
    numbered = _NUMBERED.match(name)
    return numbered[1] if numbered else name


_OPERATORS = {operator for operator, _, _ in Filters([]).lookups()}
"""Datasette's comparisons (`year__gt=2014`). One it does not know it leaves out, and answers with every row."""

_NUMBERED = re.compile(r"(_filter_(?:column|op|value))_\d{1,3}\Z")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


# Shapes


def _is_list(value: str) -> bool:
    if not value.startswith("["):
        return True
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return all(isinstance(one, str) or (isinstance(one, int) and abs(one) < 2**63) for one in read)


_TEXT = Shape(lambda _value: True, "text")
_LIST = Shape(_is_list, "words with commas between them, or a JSON list of words and whole numbers")
_FLAG = Shape(re.compile(r"(?:on|off|true|false|1|0)\Z").match, "on or off")
_NUMBER = Shape(re.compile(r"[0-9]{1,6}\Z").match, "a whole number of at most six digits")
_COUNT = Shape(re.compile(r"(?:[0-9]{1,6}|max)\Z").match, "a whole number of at most six digits, or max")
_NAME = Shape(re.compile(r"(?!\{).{0,100}\Z").match, "the name of a column")
_MODE = Shape({"raw", "escaped"}.__contains__, "raw or escaped")
_ROWS = Shape(
    {"arrays", "objects", "array", "object", "arrayfirst"}.__contains__, "arrays, objects, array, object or arrayfirst"
)

_OF_JSON = {"_shape": _ROWS, "_json": _NAME, "_json_infinity": _FLAG, "_nl": _FLAG, "_ttl": _NUMBER}
_OF_CSV = {"_stream": _FLAG, "_dl": _FLAG, "_header": _FLAG, "_size": _COUNT, "_labels": _FLAG}

_PARAMETERS: Mapping[Kind, Mapping[str, Shape]] = {
    "database": {"_show_hidden": _FLAG},
    "query": {**_OF_JSON, **_OF_CSV, "_timelimit": _NUMBER, "_hide_sql": _FLAG, "_show_sql": _FLAG},
    "row": {**_OF_JSON, "_labels": _FLAG, "_extras": _TEXT},
    "table": {
        **_OF_JSON,
        **_OF_CSV,
        **dict.fromkeys("_col _nocol _facet _facet_array _facet_date _sort _sort_desc _label".split(), _NAME),
        **dict.fromkeys("_sort_by_desc _nocount _nofacet _nosuggest".split(), _FLAG),
        **dict.fromkeys("_next _search _where _filter_column _filter_op _filter_value".split(), _TEXT),
        "_facet_size": _COUNT,
        "_searchmode": _MODE,
        "_timelimit": _NUMBER,
    },
}
"""The parameters that begin with an underscore, for each kind of page; the others are filters, or values for SQL.

Left out on purpose, for no page of ours needs them: `_through`, `_fts_table`, `_fts_pk`, `_trace`, `_context`, and the
JSON form of a facet.
"""


def typed_text(request: Request) -> str:
    """The words of a search that led here, or ""."""
    return str(request.args.get("q") or "")


def page_number(request: Request) -> int:
    """The page that is asked for, from 1."""
    return read_number(request.args.get("page") or "")
