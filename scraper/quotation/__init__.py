"""Quotations of the Council: read by the conventions of quoting, found among the paragraphs, and held against them.

Used by the search, for what is typed into the box, and by the checker of documents.
"""

from scraper.quotation.conventions import (
    Alteration,
    AlterationKind,
    Comparison,
    Quotation,
    Verdict,
    compare,
    read_quotation,
)
from scraper.quotation.find import Passage, find_quoted

__all__ = [
    "Alteration", "AlterationKind", "Comparison", "Passage", "Quotation", "Verdict", "compare", "find_quoted",
    "read_quotation",
]  # fmt: skip
