"""Marks of footnotes whose notes the transcription left out: a number where no number of the words can stand.

In the yearbooks the mark of a footnote is a small raised figure behind a word, or behind the stop that follows it.
Typed out, it is a number like any other: `of 1 July 1968; 62`. Where the note itself is there, its number tells; where
not, only the place does, and so only these places count:

* behind the stop that ends the text: no sentence of the Council ends in a number behind its stop;
* behind a closing quotation mark;
* behind a date: no number of the words follows a year, but those of a list of resolutions, `of 22 December 1967, 247
  (1968)`, and what is counted or dated there.

A number that continues a list of numbers (`3, 11 and 22 March`), or is a name's (`flight 772`), is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.dates import MONTH

_COUNTED = (
    rf"{MONTH}|days?|months?|weeks?|years?|hours?|members?|votes?|abstentions?|per\scent|percent|million|kilometres|States"
    r"|persons|troops|observers|military|additional|civilian"
)

_FIGURE = r"(?: \d{1,3} /? | [\d°¹²³⁴⁵⁶⁷⁸⁹]{1,4} [°’'?]{0,2} | [’'‘°*]{1,2} \?? )"
"""A mark, read well or badly: `62`, `1/`, `²³`, `1°`, `'?`."""

_AT_END = re.compile(
    rf"""
    (?<! Add\. | Rev\. | orr\. | Nos\. ) (?<! No\. )
    (?: (?<= [\w)\]”’\s] [.,;:] ) \s | (?<= [A-Za-z)\]”’\s] [.,;:] ) )    # `1968; 62`, but not the minutes of `00.01`
    (?P<mark> {_FIGURE} ) $
    """,
    re.VERBOSE,
)
_AFTER_QUOTE = re.compile(r"(?<= [\w.,;] ” ) \s? (?P<mark> \d{1,3} /? ) (?= [,.;:)] | \s [A-Za-z(] | $ )", re.VERBOSE)
_AFTER_DAY = re.compile(
    rf"""
    (?: (?<! \d ) \d{{1,2}} \s {MONTH} (?: \s (?:19|20)\d\d )? | {MONTH} \s (?:19|20)\d\d ) ,?     # 19 March 1978,
    \s? (?P<mark> (?<= \s ) \d{{1,3}} | (?<= , ) \d{{1,3}} )
    (?= \s (?! (?: {_COUNTED} ) \b ) [a-z] | [,.;:] (?! \d ) | $ )
    """,
    re.VERBOSE,
)
_LIST = re.compile(r"(?<![\w/.])\d{1,3}[,;]$")
"""What a number behind a stop continues: `Articles 24, 25,`; neither a year nor the end of a symbol is in a list."""


def find_bare_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Where marks without a note stand in the text of a paragraph, the blank before each included, in order.

    >>> [mark for *_, mark in find_bare_marks("on Proliferation of 1 July 1968; 62")]
    ['62']
    >>> list(find_bare_marks("the reports of 3, 11 and 22 March on flight 772;"))
    []
    """
    found = {match.start("mark"): match for pattern in (_AFTER_DAY, _AFTER_QUOTE) for match in pattern.finditer(text)}
    if (last := _AT_END.search(text)) and not continues_list(text[: last.start()]):
        found[last.start("mark")] = last
    for at in sorted(found):
        match = found[at]
        start = at - (text[at - 1] == " ")
        yield start, match.end("mark"), match["mark"]


def continues_list(before: str) -> bool:
    """Whether a number behind these words goes on with a list of numbers.

    >>> continues_list("the reports of 3,"), continues_list("of 17 June 1925,")
    (True, False)
    """
    return _LIST.search(before) is not None
