"""The day of a document as the words around its symbol give it, where they can mean nothing else.

Only statements by the President and resolutions of the Assembly are dated so. The day before a letter or a report is
as often that of an agreement that it encloses (`the Agreement of 27 May 1997 (S/1997/413, annex)`).
"""

from __future__ import annotations

import re

from scraper.cite.find import Citation
from scraper.dates import MONTH, read_day

_DAY = rf"(?P<day>\d{{1,2}}\s{MONTH}\s\d{{4}})"

_BEFORE = re.compile(rf"(?<!\d){_DAY}\s?\(\Z", re.I)
"""`statement of its President of 10 February 2000 (`"""

_AFTER = re.compile(rf"\s(?:of|dated)\s{_DAY}(?!\d)", re.I)
"""` of 19 December 1991`, after `resolution 46/182`."""

_NEAR = 24
"""The longest that stands before a symbol: `10 September 2000 (`."""

_YEAR = re.compile(r"S/PRST/(\d{4})/")


def read_document_day(text: str, citation: Citation) -> str:
    """The ISO day that the words beside a citation give to the document, or "" where they give none, or not surely.

    >>> from scraper.cite.find import find_citations
    >>> words = "of its President of 10 February 2000 (S/PRST/2000/4) and resolution 46/182 of 19 December 1991,"
    >>> [read_document_day(words, citation) for citation in find_citations(words)]
    ['2000-02-10', '1991-12-19']
    """
    if citation.kind not in ("statement", "assembly"):
        return ""
    before = _BEFORE.search(text, max(0, citation.start - _NEAR), citation.start)
    found = before or _AFTER.match(text, citation.end)
    try:
        day = read_day(found["day"]) if found else None
    except ValueError:
        return ""
    year = _YEAR.match(citation.symbol)
    return day.isoformat() if day and (year is None or int(year[1]) == day.year) else ""
