"""The search page's view of an answer: links that keep the whole state of the search, and its other forms."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast
from xml.etree import ElementTree

from markupsafe import Markup

from scraper import query as queries
from scraper import search
from scraper.models import Clause, Pinpoint, Symbol
from scraper.pinpoint import say_path
from scraper.query import Expansion
from scraper.query.tree import And, Term
from scraper.render import links
from scraper.render.charts import draw_years
from scraper.render.feeds import FeedEntry, day_of, write_feed, write_xml
from scraper.render.html import Span
from scraper.render.pagination import read_number
from scraper.search import Answer, Facet, Order, Result
from scraper.search.engine import MAX_SIZE
from scraper.search.highlight import small_index, spans_in

ORDERS: Mapping[Order, str] = {"relevance": "Relevance", "newest": "Newest first", "oldest": "Oldest first"}

MOST_ROWS = 1_000
"""A table of results has no more rows: it is made on request, for whoever asks."""

MOST_WITHOUT = 400
"""So many characters are read of what is to be taken as typed."""

MOST_MARKS = 300
"""No page of text has more words marked: where every "the" is, marks help nobody and weigh much."""

LONG = 400
"""A query of more characters is not repeated in every link of a page; it would be heavy, and nobody types one.

Nor is one whose own address takes half of what an address may be long (a Chinese character takes nine): a link that
adds a filter to it must still be answered.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the search; `root` stands before every address."""

    text: str
    page: int = 1
    order: Order = "relevance"
    group: bool = False
    root: str = ""
    without: tuple[str, ...] = ()

    def link(self, text: str | None = None, suffix: str = "", **changes: object) -> str:
        """The address of this search with something changed; a changed search begins at its first page."""
        values: dict[str, object] = {
            "q": self.text if text is None else text,
            "order": self.order if self.order != "relevance" else None,
            "group": "resolution" if self.group else None,
            "without": ",".join(self.without) or None if text is None else None,
            **changes,
        }
        return links.with_query(f"{self.root}/search{'.' + suffix if suffix else ''}", **values)


def read_asked(values: Mapping[str, str], root: str) -> Asked:
    """What the query string says; what it says wrongly counts as not said."""
    order = values.get("order", "")
    return Asked(
        values.get("q", ""),
        read_number(values.get("page", "")),
        cast(Order, order) if order in ORDERS else "relevance",
        values.get("group") == "resolution",
        root,
        tuple(filter(None, values.get("without", "")[:MOST_WITHOUT].split(","))),
    )


def answer(conn: sqlite3.Connection, asked: Asked, size: int = 20) -> Answer:
    """Ask the search."""
    return search.search(
        conn, asked.text, page=asked.page, size=size, order=asked.order, group=asked.group, without=asked.without
    )


def is_empty(asked: Asked) -> bool:
    """Whether nothing was typed that could be looked for."""
    read = queries.read(asked.text)
    return read.tree is None and read.place is None and not read.filters


def mark_clauses(typed: str, clauses: Sequence[Clause]) -> Callable[[str], Sequence[Span]]:
    """Finds the words of a query in the texts of these clauses."""
    tree = queries.read(typed).tree
    if tree is None:
        return lambda _text: ()
    texts = [clause.text for clause in clauses]
    with small_index(((i, "", text) for i, text in enumerate(texts)), tree) as index:
        spans = spans_in(index, tree)
    found: dict[str, tuple[Span, ...]] = {}
    left = MOST_MARKS
    for i, of_text in sorted(spans.items()):
        found[texts[i]] = tuple(of_text[:left])
        left -= len(found[texts[i]])
    return lambda text: found.get(text, ())


# The page


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows the search, widens it, or shows it in another order."""

    label: str
    href: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Choices of one kind; `since` tells where what they count is not known of all resolutions."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    since: str


@dataclass(frozen=True, slots=True)
class View:
    """What the template needs besides the answer. Without the rest, as for a query too long to repeat, only paging."""

    groups: tuple[FacetGroup, ...] = ()
    orders: tuple[Choice, ...] = ()
    grouping: Choice | None = None
    pages: tuple[Choice, ...] = ()
    previous: str = ""
    following: str = ""
    picture: Markup = Markup("")  # noqa: RUF009 (it cannot change)
    years: tuple[Choice, ...] = ()
    forms: tuple[Choice, ...] = ()
    feed: str = ""
    wider: str = ""
    carried: str = ""
    said: str = ""
    strictly: str = ""
    widened: str = ""
    traced: str = ""


def view(asked: Asked, found: Answer) -> View:
    """Links for every way on from this page of results."""
    if len(asked.text) > LONG or len(asked.link()) > links.LONGEST // 2:
        return View(previous=_previous(asked, found), following=_following(asked, found))
    years = tuple(_year_choices(asked, found))
    hrefs = {int(choice.label): choice.href for choice in years}
    chosen = next((int(choice.label) for choice in years if choice.chosen), None)
    return View(
        groups=tuple(_group(asked, facet) for facet in found.facets if facet.name != "year"),
        orders=tuple(
            Choice(label, asked.link(order=name if name != "relevance" else None), name == asked.order)
            for name, label in ORDERS.items()
        ),
        grouping=Choice("One per resolution", asked.link(group=None if asked.group else "resolution"), asked.group),
        pages=tuple(_page_choices(asked, found)),
        previous=_previous(asked, found),
        following=_following(asked, found),
        picture=draw_years(found.years, hrefs.__getitem__, chosen) if len(found.years) > 1 else Markup(""),
        years=years,
        forms=tuple(Choice(name, asked.link(suffix=suffix)) for name, suffix in _FORMS),
        feed=asked.link(suffix="atom"),
        wider=asked.link(f"in:all {asked.text}"),
        carried=asked.text,
        said=STEPS_SAID.get(found.step, ""),
        strictly=asked.link(without=search.EVERY_WORD) if found.step != "exact" else "",
        widened=asked.link(without=None) if asked.without else "",
        traced=_trace(asked),
    )


def _trace(asked: Asked) -> str:
    """The way to where the first quoted phrase comes from; "" where there is none."""
    tree = queries.read(asked.text).tree
    items = tree.items if isinstance(tree, And) else (tree,)
    phrase = next((item.typed for item in items if isinstance(item, Term) and item.phrase), "")
    return links.with_query(f"{asked.root}/trace", q=phrase) if phrase else ""


STEPS_SAID: Mapping[search.Step, str] = {
    "context": "These have all of the words, but some in other words, or in the title, date, agenda item, headings or"
    " preamble of the resolution.",
    "words": search.MOST_SAID,
}
"""What is said over the results of a plain query, by how the first of them was found."""


def _previous(asked: Asked, found: Answer) -> str:
    return _fitting(asked.link(page=found.page - 1 if found.page > 2 else None)) if found.page > 1 else ""


def _following(asked: Asked, found: Answer) -> str:
    return _fitting(asked.link(page=found.page + 1)) if found.page < found.pages else ""


def _fitting(link: str) -> str:
    return link if len(link) <= links.LONGEST else ""


_FORMS = (("JSON", "json"), ("CSV", "csv"), ("Atom feed", "atom"))


def _year_choices(asked: Asked, found: Answer) -> Iterator[Choice]:
    rest = queries.without_filter(asked.text, "year")
    chosen = {v.value for facet in found.facets if facet.name == "year" for v in facet.values if v.selected}
    for year, count in found.years:
        on = chosen == {str(year)}
        text = rest if on else queries.write_filter("year", str(year), rest)
        yield Choice(str(year), asked.link(text), on, count)


def _group(asked: Asked, facet: Facet) -> FacetGroup:
    return FacetGroup(
        facet.name,
        facet.label,
        tuple(
            Choice(
                value.label,
                asked.link(value.query),
                value.selected,
                value.count,
            )
            for value in facet.values
        ),
        queries.say_since(facet.name),
    )


def _page_choices(asked: Asked, found: Answer) -> Iterator[Choice]:
    near = {1, 2, found.pages - 1, found.pages, *range(found.page - 2, found.page + 3)}
    for number in sorted(near & set(range(1, found.pages + 1))):
        yield Choice(str(number), asked.link(page=number if number > 1 else None), number == found.page)


def undo_links(asked: Asked, found: Answer) -> list[tuple[str, tuple[str, ...], str]]:
    """What was also looked for, for each word that has other names or spellings, and the search without that."""
    return [(one.typed, one.also, _undo(asked, one)) for one in found.expansions]


def _undo(asked: Asked, one: Expansion) -> str:
    if one.undo:
        return asked.link(one.undo)
    return asked.link(without=",".join(dict.fromkeys((*asked.without, one.without))))


def place_of(result: Result) -> Pinpoint:
    """Where a result stands."""
    return Pinpoint(result.number, result.year, result.path)


def name_result(result: Result) -> str:
    """`S/RES/2249 (2015), paragraph 5`."""
    return f"{Symbol(result.number, result.year)}, {say_path(result.path)}"


# Other forms

_COLUMNS = ("symbol", "path", "label", "adopted", "title", "heading", "text", "chapter_vii", "text_quality", "url",
            "step", "missing", "from_context")  # fmt: skip


def all_results(conn: sqlite3.Connection, asked: Asked) -> tuple[list[Result], str]:
    """The results from the first to the last, or to the thousandth; and where the search was stopped, what says so."""
    found: list[Result] = []
    for page in range(1, MOST_ROWS // MAX_SIZE + 1):
        part = answer(conn, replace(asked, page=page), MAX_SIZE)
        found += part.results
        if not part.complete:
            return found, " ".join(part.notes)
        if page >= part.pages:
            break
    return found, ""


def to_csv(results: Iterable[Result], base: str, stopped: str = "") -> str:
    """A table with a row for each clause; `text` has its words with everything below it. `stopped` is the last row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in results:
        writer.writerow(
            [one.symbol, one.path, one.label, one.adopted, one.title, one.heading, one.full_text,
             "yes" if one.chapter_vii else "no", one.text_quality,
             base + links.write(place_of(one)), one.step, "; ".join(one.missing),
             "; ".join(f"{word}: {where}" for word, where in one.from_context)]
        )  # fmt: skip
    if stopped:
        writer.writerow([stopped])
    return out.getvalue()


def to_atom(found: Answer, asked: Asked, base: str, built: str) -> str:
    """The newest clauses of a search as a feed."""
    root = base + asked.root
    entries = (
        FeedEntry(
            name_result(one), root + links.write(place_of(one)), day_of(one.adopted, one.year), one.title,
            content=one.full_text, category=(one.step, f"{root}/help#steps"),
        )
        for one in found.results
    )  # fmt: skip
    return write_feed(
        f"Security Council resolutions: {asked.text}", base + asked.link(suffix="atom"), built, entries,
        subtitle=found.read_as, page=base + asked.link(),
    )  # fmt: skip


def to_opensearch(base: str) -> str:
    """A description by which a browser can add this search."""
    top = ElementTree.Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    for name, text in (
        ("ShortName", "UNSC resolutions"),
        ("Description", "Operative paragraphs of United Nations Security Council resolutions"),
        ("InputEncoding", "UTF-8"),
    ):
        ElementTree.SubElement(top, name).text = text
    for kind, path in (
        ("text/html", "/search?q={searchTerms}"),
        ("application/x-suggestions+json", "/suggest?q={searchTerms}"),
        ("application/atom+xml", "/search.atom?q={searchTerms}"),
    ):
        ElementTree.SubElement(top, "Url", type=kind, template=base + path)
    ElementTree.SubElement(top, "Image", width="32", height="32", type="image/svg+xml").text = base + "/-/site/icon.svg"
    return write_xml(top)
