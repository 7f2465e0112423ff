"""Answering a query from the database: which clauses, in what order, and where in them the words stand.

The unit of search is a numbered paragraph with everything below it; the answer points at the deepest clause in it that
holds the match. `search` never fails for what was typed; `to_json` gives the shape of `unsc search --json`; a server
does well to call `corpus_of` when it starts, which reads what is kept in memory of each build of the database.
"""

from scraper.search.corpus import Corpus, corpus_of
from scraper.search.engine import MAX_SIZE, search
from scraper.search.listing import EVERY_WORD
from scraper.search.mandates import asked_thread
from scraper.search.results import (
    CLOSE_SAID,
    MOST_SAID,
    Answer,
    Difference,
    Facet,
    JumpPlace,
    NamedResolution,
    Order,
    Result,
    Span,
    Step,
    Value,
    say_difference,
    to_json,
)
from scraper.search.suggest import suggest

__all__ = [
    "CLOSE_SAID",
    "EVERY_WORD",
    "MAX_SIZE",
    "MOST_SAID",
    "Answer",
    "Corpus",
    "Difference",
    "Facet",
    "JumpPlace",
    "NamedResolution",
    "Order",
    "Result",
    "Span",
    "Step",
    "Value",
    "asked_thread",
    "corpus_of",
    "say_difference",
    "search",
    "suggest",
    "to_json",
]
