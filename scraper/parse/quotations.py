"""What a preambular paragraph quotes after a colon, or after `which reads,`: it belongs to that paragraph.

The Council quotes articles, declarations and letters in its preambles, paragraph by paragraph, each with a quotation
mark before it and the last with one behind it. None of these is a paragraph of the resolution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

OPENING_MARKS = '“"'

MOST_QUOTED = 60
"""So many lines or pieces of a quotation are looked through for its end."""

_INTRODUCES = re.compile(
    r"(?:[:：]|\b(?:reads?|reading|states?|provides?|follows|declares?|says?|stipulates?)(?: as follows)?,)\s*\Z"
)

_CLOSED = re.compile(r"[”\x22]\s?[,;.:]{0,2}\s?(?:\d{1,3})?\Z")


def introduces(text: str) -> bool:
    """Whether a paragraph ends with the words that introduce a quotation.

    >>> [introduces(text) for text in ("which reads,", "as follows:", "Recalling its resolution 67 (1949),")]
    [True, True, False]
    """
    return _INTRODUCES.search(text) is not None


def ends_quotation(text: str) -> bool:
    """Whether the words of a quotation end here: a closing mark, with a stop behind it or not.

    >>> [ends_quotation(text) for text in ("advise the parties”,", "the “harbour” commission")]
    [True, False]
    """
    return _CLOSED.search(text) is not None


def opens_quotation(before: str, texts: Sequence[str]) -> bool:
    """Whether the first of `texts` begins what the words before introduce; it must end somewhere in the others."""
    if not texts or texts[0][:1] not in OPENING_MARKS or not introduces(before):
        return False
    return any(map(ends_quotation, texts[:MOST_QUOTED]))
