"""What paragraphs stand in, as people name it: `annex I, article 3`, `article 8 of the attachment to annex I`."""

from __future__ import annotations

import re

from scraper.cite.mention import blanks
from scraper.pinpoint.labels import annex_number
from scraper.pinpoint.paths import article, attachment

DESIGNATION = r"(?:\d{1,2}|[ivx]{1,5}|[a-h])"
"""What an annex is called: `1`, `II`, `b`, in folded text."""

SECTION = r"(?:sect(?:ion|\.)?|part)\s(?:[a-z]|[ivx]{1,5})"

_ARTICLE_NUMBER = r"\d{1,3}(?:\s(?:bis|ter|quater|quinquies|sexies))?"
_ARTICLE = rf"art(?:icle)?\.?\s{_ARTICLE_NUMBER}"

_ATTACHMENT = r"attachment(?:\s\d{1,2})?"

SCOPE = rf"(?:{SECTION}|{_ARTICLE}|{_ATTACHMENT}|annex(?:\s{DESIGNATION})?)(?![\w(])"
"""One thing that paragraphs stand in."""

ANNEX = "annex"
"""The part of a place in an annex that is called no more."""

_SCOPE = blanks(
    rf"""
    (?P<section>{SECTION})(?!\w)
  | art(?:icle)?\.?\s(?P<article>{_ARTICLE_NUMBER})(?!\w)
  | attachment(?:\s(?P<attachment>\d{{1,2}}))?(?!\w) | (?P<annex>annex)(?:\s(?P<called>{DESIGNATION})(?!\w))?
    """
)


def annex_part(called: str | None) -> str:
    """The part of an annex by what it is called: `annex-2` for `ii`; `annex` where it is called no more."""
    return f"annex-{annex_number(called)}" if called else ANNEX


def read_scopes(low: str, start: int, end: int, *, inner_first: bool = False) -> tuple[str, tuple[str, ...]]:
    """The part and the steps that `low[start:end]` names, which is folded and in lower case; the part "" for the body.

    The outermost comes first, as in `annex I, article 3`, or with `inner_first` last, as in `article 3 of annex I`.

    >>> read_scopes("annex a, annex ii, art. 13 bis, ", 0, 31)
    ('annex-1', ('annex-ii', 'article-13-bis'))
    >>> read_scopes("of article 8 of the attachment to annex i", 0, 41, inner_first=True)
    ('annex-1', ('attachment', 'article-8'))
    """
    part = ""
    steps: list[str] = []
    found = list(_SCOPE.finditer(low, start, end))
    for scope in reversed(found) if inner_first else found:
        if scope["annex"] and not part and not steps:
            part = annex_part(scope["called"])
        elif scope["annex"]:
            steps.append(f"annex-{scope['called'] or 'i'}")
        elif scope["article"]:
            steps.append(article(re.sub(" +", " ", scope["article"])))
        elif scope["section"]:
            steps.append(scope["section"].split()[-1].upper())
        else:
            steps.append(attachment(scope["attachment"] or ""))
    return part, tuple(steps)
