"""Marks of footnotes whose notes the transcription left out: a number where no number of the words can stand.

In the yearbooks the mark of a footnote is a small raised figure behind a word, or behind the stop that follows it.
Typed out, it is a number like any other: `of 1 July 1968; 62`. Where the note itself is there, its number tells; where
not, only the place does, and so only these places count:

* behind the stop that ends the text: no sentence of the Council ends in a number behind its stop;
* behind a closing quotation mark, or the symbol of a document in brackets;
* glued to any word or stop, where it was read as signs that no word has: `1949°8`, `Accord®`, `(S/9233)?*`;
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

_FIGURE = r"(?: \d{1,3} /? | (?! \d{4} ) [\d°¹²³⁴⁵⁶⁷⁸⁹]{1,4} [°’'?]{0,2} | [’'‘°*]{1,2} \?? )"
"""A mark, read well or badly: `62`, `1/`, `²³`, `1°`, `'?`."""

_AT_END = re.compile(
    rf"""
    (?<! Add\. | Rev\. | orr\. | Nos\. ) (?<! No\. )
    (?: (?<= [\w)\]”’\s] [.,;:] ) \s | (?<= [A-Za-z)\]”’\s] [.,;:] ) )    # `1968; 62`, but not the minutes of `00.01`
    (?P<mark> {_FIGURE} ) $
    """,
    re.VERBOSE,
)
_BEHIND_STOP = re.compile(rf"(?<= [.,;:”] ) \s? (?: {_FIGURE} | [\d°*?]{{2,3}} ) $", re.VERBOSE)
_MAY_END_MARK = frozenset("0123456789/°¹²³⁴⁵⁶⁷⁸⁹’'‘*?")
_AFTER_QUOTE = re.compile(r"(?<= [\w.,;)] ” ) \s? (?P<mark> \d{1,3} /? ) (?= [,.;:)] | \s [A-Za-z(] | $ )", re.VERBOSE)
_AFTER_DAY = re.compile(
    rf"""
    (?:
        (?<! \d ) \d{{1,2}} \s {MONTH} (?: \s (?:19|20)\d\d )? | {MONTH} \s (?:19|20)\d\d
      | \b of \s 19\d\d (?= \d\s[a-z] )                   # the Conventions of 19493 and
    ) ,?                                                    # 19 March 1978,
    \s? (?P<mark> (?<= [\s,] ) \d{{1,3}} (?: / (?! \d ) )? | (?<= \d\d\d\d ) \d{{1,2}} )     # of 30 November 19717
    (?=
        \s (?! (?: {_COUNTED} ) \b | of \s \d ) [a-z] | [,.;:] (?! \d ) | $
      | (?<= / ) [a-z]                                     # of 19 March 1978, 3/approved
      | (?<= ,\d\d ) \s \d{{1,2}} \s {MONTH}                  # of 5 October 1993,78 7 October 1993
    )
    """,
    re.VERBOSE,
)
_SIGNS = re.compile(
    r"""
    (?<= [\w)\]”’,;.\s] )
    (?P<mark>
        ['‘’?*]{0,2} [°®™] [\d°]{0,2}                          # 1949°8   Accord®   Jordan?°   three ® and
      | (?<! \s ) (?: \? [*\d]{1,2} | \*[?!] | %\d )           # (S/9521)?8   Lebanon*!   1993%6
      | (?<= \w ) ['’] [!?] \d?                             # conflict'!
      | (?<= [\s,] ) \d [?!]                                  # Agreement 1? by   Offices,1! informing
      | (?<= [ (]19\d\d ) [?!*] | (?<= [ (]20\d\d ) [?!*] | (?<= \sII ) \?     # January 1992? following
    )
    (?= \s+ [a-z(] | [,.;:)] | \s* $ )
    """,
    re.VERBOSE,
)
_AFTER_SYMBOL = re.compile(
    rf"\(S/[^()]{{1,60}}\)\s(?P<mark>\d{{1,3}})(?=\s(?!(?:{_COUNTED})\b)[a-z])"  # of 7 November 1974 (S/11557) 30 from
)
_PATTERNS = (_SIGNS, _AFTER_DAY, _AFTER_SYMBOL, _AFTER_QUOTE)

LATER = 3
"""Mandates run so many years at most behind the day of the resolution that names their end."""

_LIST = re.compile(r"(?<![\w/.])\d{1,3}[,;]$")
"""What a number behind a stop continues: `Articles 24, 25,`; neither a year nor the end of a symbol is in a list."""


def find_bare_marks(text: str, year: int = 0) -> Iterator[tuple[int, int, str]]:
    """Where marks without a note stand in the text of a paragraph, the blank before each included, in order.

    year  that of the resolution, where it is known: no mark is glued to one much later, which is misprinted

    >>> [mark for *_, mark in find_bare_marks("on Proliferation of 1 July 1968; 62")]
    ['62']
    >>> list(find_bare_marks("the reports of 3, 11 and 22 March on flight 772;"))
    []
    """
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    if (last := _AT_END.search(text)) and not continues_list(text[: last.start()]):
        found.append(last)
    taken = 0
    for match in sorted(found, key=lambda match: match.start("mark")):
        at, end = match.span("mark")
        glued_to = text[at - 4 : at]
        if at < taken or (year and glued_to.isdigit() and int(glued_to) > year + LATER):
            continue
        yield at - (text[at - 1] == " " and not text[end : end + 1].isalpha()), end, match["mark"]
        taken = end


def without_mark(line: str) -> str:
    """A line, or what stands of a text, without the mark of a footnote behind its last stop: so it ends in the words.

    >>> without_mark("are still ongoing,¹"), without_mark("of 1 July 1968; 12/"), without_mark("of 1 July 1968")
    ('are still ongoing,', 'of 1 July 1968;', 'of 1 July 1968')
    """
    return _BEHIND_STOP.sub("", line) if line[-1:] in _MAY_END_MARK else line


def continues_list(before: str) -> bool:
    """Whether a number behind these words goes on with a list of numbers.

    >>> continues_list("the reports of 3,"), continues_list("of 17 June 1925,")
    (True, False)
    """
    return _LIST.search(before) is not None
