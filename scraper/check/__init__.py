"""Checking a document: every citation of the Council's resolutions, and every quotation against the Council's words.

    >>> from scraper.check import check_document            # doctest: +SKIP
    >>> report = check_document("Resolution 2249 (2015) ...", open_database(Path("data/unsc.db")))  # doctest: +SKIP
    >>> report.totals, report.as_dict()["quotations"]       # doctest: +SKIP

A verdict is a fact about words: it says whether they stand where they are said to stand, never whether they are well
chosen. What is not the Council's, or cannot be looked up here, is told apart from what is wrong.
"""

from __future__ import annotations

import sqlite3

from scraper.check.citations import check_citations
from scraper.check.corrections import Placed, list_corrections
from scraper.check.passages import find_passages
from scraper.check.quotations import SECONDS, QuotationChecker
from scraper.check.remarks import Remarks
from scraper.check.report import CheckedCitation, CheckedQuotation, QuoteChange, Report, TextCorrection
from scraper.cite.styles import read_style

__all__ = ["CheckedCitation", "CheckedQuotation", "QuoteChange", "Report", "TextCorrection", "check_document"]


def check_document(
    text: str,
    database: sqlite3.Connection,
    *,
    file: str = "",
    site: str = "",
    style: str = "un",
    seconds: float = SECONDS,
) -> Report:
    """Every citation and quotation of a text, checked against a database that `database.opening` opened.

    text   plain text or Markdown; spans in the report are offsets in it
    site   the address of the site, without a slash at its end, for the links; "" gives paths
    style  the style of citation in which the places found are written
    seconds  so long quotations are looked for; those behind are not checked, and say so

    Raises UnknownStyle for a style that is not offered, and nothing for any text.
    """
    name = read_style(style).name
    cited = check_citations(database, text, site)
    checker = QuotationChecker(database, text, cited, Remarks(database, site, name), seconds)
    quotations = tuple(checker.check(find_passages(text)))
    placed = [Placed(one, checker.placed.get((one.start, one.end))) for one in quotations]
    citations = tuple(one.checked for one in cited if one.checked)
    return Report(file, citations, quotations, text, list_corrections(text, cited, placed))
