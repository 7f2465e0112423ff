"""What a person types, read as a query: pure, no database, and no input is an error.

Reading goes: clean the text (`spelling`), cut it into tokens, join those that are a listed name, read them as a
tree with filters aside, and say the whole back in words. What has no meaning is ignored, and listed with the reason.
The language is `LANGUAGE`, one row a construct; README and help pages print it with `language_table`.
"""

from scraper.query.describe import say_since
from scraper.query.filters import parts, without_filter, write_filter
from scraper.query.fts import compile_match
from scraper.query.language import LANGUAGE, language_table
from scraper.query.reading import read, read_place
from scraper.query.tree import (
    And,
    Expansion,
    Filter,
    Ignored,
    Near,
    Node,
    Not,
    Or,
    Query,
    Term,
    indexes,
    is_exact,
    looked_for,
    near_ways,
)  # fmt: skip

__all__ = [
    "LANGUAGE", "And", "Expansion", "Filter", "Ignored", "Near", "Node", "Not", "Or", "Query", "Term",
    "compile_match", "indexes", "is_exact", "language_table", "looked_for", "near_ways", "parts", "read", "read_place",
    "say_since", "without_filter", "write_filter",
]  # fmt: skip
