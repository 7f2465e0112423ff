"""What a person types, read as a query: pure, no database, and no input is an error.

Reading goes: clean the text (`scraper.fold`), cut it into lexemes, join those that are a listed name, read them as a
tree with filters aside, and say the whole back in words. What has no meaning is ignored, and listed with the reason.
The language is `LANGUAGE`, one row a construct; README and help pages print it with `language_table`.
"""

from scraper.query.filters import parts, without_filter, write_filter
from scraper.query.language import LANGUAGE, language_table
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
    match,
    near_ways,
)  # fmt: skip
from scraper.query.whole import read, read_place

__all__ = [
    "LANGUAGE", "And", "Expansion", "Filter", "Ignored", "Near", "Node", "Not", "Or", "Query", "Term",
    "indexes", "is_exact", "language_table", "looked_for", "match", "near_ways", "parts", "read", "read_place",
    "without_filter", "write_filter",
]  # fmt: skip
