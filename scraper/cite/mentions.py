"""What running text mentions, piece by piece: resolutions, lists of paragraphs, statements, documents, the Charter.

Text is folded first, one character for one, so that every position holds for the text as it is printed. Each kind of
mention is found by a word that cannot be missing from it (`resolution`, `para`, `(20`, `s/`), which is looked for
before any pattern is tried: the whole corpus is read at every build. A repetition in a pattern is bounded or consumes
a separator, so that time grows with the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from scraper.cite.label_lists import LabelList, read_labels
from scraper.cite.reference import read_address
from scraper.dates import MONTH
from scraper.pinpoint.symbols import find_symbols

MentionKind = Literal["council", "this", "that", "assembly", "other", "statement", "document", "charter", "list"]


class Mention(NamedTuple):
    """Something named in `text[start:end]`; a tuple, since tens of thousands are made at every build.

    council     a Council resolution: its number, its year where it is written; those of one list have one `group`
    this, that  `this resolution`, `that resolution`
    assembly, other, statement, document    `symbol` says which
    list        paragraphs: `part` is `pp`, `op` or "", `subs` says that only sub-paragraphs are named
    charter     Articles of the Charter, in `listed`
    path        the place an address leads to
    division    the letter of `resolution 161 A (1961)`, which is the first of two parts
    """

    kind: MentionKind
    start: int
    end: int
    number: int = 0
    year: int | None = None
    symbol: str = ""
    group: int = -1
    part: str = ""
    listed: tuple[LabelList, ...] = ()
    subs: bool = False
    path: str = ""
    division: str = ""


# ---------------------------------------------------------------- folding

_FOLDED_ASCII = tuple((" ", blank) for blank in "\t\r\n")
_FOLDED = (
    *_FOLDED_ASCII,
    *((" ", blank) for blank in "\u00a0\u2007\u2009\u202f\u2028"),
    *(("-", hyphen) for hyphen in "\u2010\u2011\u2012\u2013\u2014\u2212"),
)


def fold(text: str) -> str:
    """The text with plain blanks and hyphens, of the same length."""
    for plain, printed in _FOLDED_ASCII if text.isascii() else _FOLDED:
        if printed in text:
            text = text.replace(printed, plain)
    return text


def lower(text: str) -> str:
    """The text in lower case, of the same length even where a capital has a longer small letter (`İ`)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else "?" for c in text)


def blanks(pattern: str) -> re.Pattern[str]:
    r"""A verbose pattern in which `\s` is up to four blanks: pasted text breaks its lines anywhere."""
    return re.compile(pattern.replace(r"\s?", "[ ]{0,4}").replace(r"\s", "[ ]{1,4}"), re.VERBOSE)


# ---------------------------------------------------------------- pieces of the grammar

MONTHS = MONTH.lower()
"""The name of a month, as it stands in folded text in lower case."""

_DOUBLED = "|".join(2 * chr(code) for code in range(ord("a"), ord("z") + 1))
_SUB = rf"\(\s?(?:[a-z](?:-[a-z])?|[ivx]{{2,5}}|[ivx]{{1,5}}-[ivx]{{1,5}}|{_DOUBLED}|\d{{1,2}})\s?\)"
"""(a), (ii), (aa), (1), (b-d), (ii-iii)"""

_UNIT = rf"(?:-?\s?(?:days?|weeks?|months?|years?|hours?|per\s|percent|members?|states?|persons?|{MONTHS})\b|\s?%)"
"""What a number counts, where it is no label: `paragraph 5 and 15 November`, `resolution 60 days`."""

_NUMBER = rf"(?<![\d.])\d{{1,3}}(?:\.\d{{1,2}}){{0,4}}(?![\d/%]|[.,]\d|\s?\((?:19|20)\d\d\)|{_UNIT})"
"""`5`, `29.1`; not the 687 of `687 (1991)`, the 5 of `5/12`, `5,000` or `5 days`."""

_PARA_WORD = r"(?:sub-?\s?)?para(?:graph)?s?\.?"
_ITEM = rf"(?:{_NUMBER}(?:\s?{_SUB}){{0,4}}|{_SUB}(?:\s?{_SUB}){{0,3}})"
_AND = r"(?:\s?,?\s(?:and/or|and|or|to|through|&)\s|\s?-\s?)"
_COMMA = r"\s?[,;]\s?"

_LOST_COMMA = r"\s(?=\d{1,3},\s\d{1,3}\b)"
_LIST = rf"(?P<list>{_ITEM}(?:(?:{_AND}|{_COMMA})(?:{_PARA_WORD}\s)?{_ITEM}|{_LOST_COMMA}{_ITEM})*)"
"""`1, 2 (a) and 21`, `8 to 10`, `4 (b) and (d)`; the word may stand again: `1 (d), paragraph 1 (f) and 3`. A comma
may be lost between numbers: `18, 19 20, 21`."""

_GOES_ON = rf"(?:{_PARA_WORD}\s|(?=\()|(?=\d{{1,3}}\s?{_SUB}))"
_LIST_AFTER_ONE = rf"(?P<list>{_ITEM}(?:(?:{_AND}(?:{_PARA_WORD}\s)?|{_COMMA}{_GOES_ON}){_ITEM})*)"
"""After the singular a comma goes on only before the word again or a sub-paragraph: not in `paragraph 5, 30 men`."""

_MORE = blanks(
    rf"(?:{_COMMA}{_ITEM}){{1,30}}(?:{_AND}{_ITEM})?(?=,?\s(?:above|below)\b"
    r"|,?\s(?:of|in)\s(?:(?:this|the|that|its|security|council|present|said)\s){0,3}(?:resolutions?\b|\d{3,4}\s?\(|s/res))"
)
"""Nor is it the end where the list is closed by what it is of: `paragraph 17, 19, 20 and 21 of resolution 1970`."""

_PARA = re.compile(r"para(?:graph)?(?P<plural>s?)(?=[. (\d])")
_AFTER_SINGULAR = blanks(rf"para(?:graph)?\.?\s?{_LIST_AFTER_ONE}")
_AFTER_PLURAL = blanks(rf"para(?:graph)?s\.?\s?{_LIST}")
_BEFORE_PARA = blanks(
    r"(?:\b(?P<part>operative|oper\.?|op\.?|preambular|preamble|pmbl\.|pp\.?),?\s)?(?P<sub>\bsub-?\s?)?$"
)
_SHORT = blanks(
    rf"(?<![a-z\u00b6]) (?: (?P<part>[op])ps?\.? (?:\s?para(?:graph)?s?\.?)? | \u00b6{{1,3}} ) \s? (?P<list>{_ITEM}"
    rf"(?:(?:{_AND}|{_COMMA})(?:[op]ps?\.?\s?)?{_ITEM})*)"
)
"""OP5, OPs 5 and 6, op. para. 5, PP9, ¶ 5, ¶¶ 1, 2"""

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth")  # fmt: skip
_ORDINAL = blanks(
    rf"\b(?P<nth>{'|'.join(_NTH)}|\d{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?\s(?P<part>preambular|operative)\s$"
)

_COUNCIL_BEFORE = blanks(
    r"\b(?:(?:(?:united\snations|u\.?n\.?)\s)?security\scouncil(?:['’]s)?|(?:u\.?n\.?\s?)?s\.?c\.?|u\.?n\.?)\s$"
)
_ASSEMBLY_BEFORE = blanks(r"\b(?:general\s)?assembly(?:['’]s)?\s(?:in\sits\s)?$")
_OTHER_BEFORE = blanks(
    r"\b(?:human\srights\scouncil|social\scouncil|human\srights|commission|league|union|organi[sz]ation|conference|[a-z]+\))"
    r"(?:['’]s)?\s(?:in\sits\s)?$"
)
_POINTING_BEFORE = blanks(r"\b(?:(?P<this>this|(?:the\s)?present)|(?P<that>that|(?:the\s)?said))\s$")

_WRITTEN_YEAR = rf"""
    \s?\(\s?(?P<year>[12]\d{{3}})\s?\)                                                      # (1999)
  | \s?\((?:\d{{1,2}}\s{MONTHS}\s|[a-z]{{3,9}}\.?\s\d{{1,2}},?\s)(?P<dated>[12]\d{{3}})\)   # (20 November 2015)
"""
_NUMBERED = blanks(
    rf"""
    (?P<session> (?:e?s-)?\d{{1,4}}/\d{{1,3}}(?:\s?[a-z](?![\w/]))? )(?![\w/])          # 46/182, ES-10/14, 60/180 A
  | (?P<roman> \d{{1,4}}(?:\s[a-z])?\s?\([ivxlc]+\) )                                  # 1514 (XV), 3411 D (XXX)
  | (?P<number> \d{{1,4}} )(?![\w/]|[.,]\d)                                            # 1540
    (?:\s(?P<letter>[a-d])(?=\s\())? (?:{_WRITTEN_YEAR})?                               # 161 A (1961)
    """
)
_UNIT_AFTER = blanks(_UNIT)

_RESOLUTION = re.compile(r"resolution(?P<plural>s?)(?![a-z])")
_RES = blanks(r"res\.?\s?(?:nos?\.?\s)?(?=\d)")
_SCR = blanks(r"scrs?\s?(?:nos?\.?\s)?(?=\d)")
_GAP = blanks(r"\s?(?:nos?\.?\s)?")
_BETWEEN = blanks(
    rf"""
    (?:\sof\s\d{{1,2}}\s{MONTHS}\s\d{{4}})?(?:\s?,?\s(?:and|or|&|as\swell\sas)\s|\s?[,;]\s?)(?=e?s?-?\d)
  | \s(?=\d{{1,4}}\s?\([12]\d{{3}}\))                  # a comma was forgotten: 1267 (1999) 1989 (2011)
    """
)
"""What stands between two resolutions of a list: `, `, ` and `, ` of 15 October 1999, `."""

_YEAR_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d\)")
_NUMBER_BEFORE = blanks(r"(?<![\w/.,-])\d{1,4}\s?$")
_REACHED = {1946: 15, 1950: 89, 1955: 110, 1960: 160, 1965: 219, 1970: 291, 1975: 384, 1980: 484, 1985: 580, 1990: 683,
            1995: 1035, 2000: 1334, 2005: 1651, 2010: 1966, 2015: 2259, 2020: 2560, 2025: 2812}  # fmt: skip
"""About how many resolutions the Council had adopted by the end of a year."""

_COMMITTEE = blanks(r"\s(?:and\s\d{3,4}\s\(\d{4}\)\s)?(?:committee|sanctions)")

_ADDRESS = re.compile(r"(?:https?://|/akn/un/)[^\s<>\"“”]{1,300}")

_ARTICLE = r"\d{1,3}(?:\s?\(\d\))?"
_CHARTER = blanks(
    rf"""
    articles?\s (?P<articles>{_ARTICLE}(?:(?:{_COMMA}|{_AND}){_ARTICLE})*)
    ,?(?:\sand\schapter\s[ivx]{{1,4}})?
    \sof\s(?:chapter\s[ivx]{{1,4}},?\sof\s)?the\s(?:united\snations\s|u\.?n\.?\s)?charter(?:\sof\sthe\sunited\snations)?
    """
)

_WINDOW = 48
"""How far before a word the words that belong to it are looked for."""


# ---------------------------------------------------------------- finding


def find_mentions(text: str, low: str) -> list[Mention]:
    """All mentions of a folded text, in order, none overlapping; `low` is the same in lower case."""
    found: list[Mention] = []
    if "esolution" in low:
        found += _resolutions(low)
    if "scr" in low or "res." in low or " res " in low or low.startswith("res "):
        found += _short_resolutions(low)
    if "(19" in low or "(20" in low:
        found += _bare_resolutions(low, {mention.end for mention in found})
    if "/" in low or "s-res" in low:
        found += _symbols(low)
        found += _addresses(text)
    if "para" in low:
        found += _paragraphs(text, low)
    if "OP" in text or "PP" in text or "\u00b6" in text or " op" in low or " pp" in low:
        found += _short_paragraphs(text, low)
    if "charter" in low:
        found += _charter_articles(text, low)
    return _apart(found) if found else found


def _apart(found: list[Mention]) -> list[Mention]:
    """In order, without those that begin inside another; of two that begin together the longer stays."""
    apart: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return apart


def _resolutions(low: str) -> Iterator[Mention]:
    """`resolution 1540`, `resolutions 1267 (1999) and 1333 (2000)`, `this resolution`, `resolution 46/182`."""
    for word in _RESOLUTION.finditer(low):
        at = word.start()
        gap = _GAP.match(low, word.end())
        listed = list(_numbers(low, at, gap.end() if gap else word.end(), bool(word["plural"])))
        if listed:
            yield from listed
        elif not word["plural"] and (pointing := _pointing(low, at)):
            yield Mention("this" if pointing["this"] else "that", pointing.start(), word.end())


def _short_resolutions(low: str) -> Iterator[Mention]:
    """`UNSCR 2249`, `SCR 2249`, `UNSC Res. 2249`, `Res 2170, 2199 and 2249`."""
    for pattern in (_RES, _SCR):
        for word in pattern.finditer(low):
            start = word.start() - 2 * (pattern is _SCR and low[max(0, word.start() - 2) : word.start()] == "un")
            if not low[start - 1 : start].isalpha():
                yield from _numbers(low, start, word.end(), plural=True)


def _numbers(low: str, word: int, at: int, plural: bool) -> Iterator[Mention]:
    """The resolutions of a list whose first number should stand at `at`, after the word at `word`."""
    body, start = _body(low, word)
    while match := _NUMBERED.match(low, at):
        mention = _numbered(match, start, body, word)
        bare = mention.kind == "council" and mention.year is None
        if bare and (len(match["number"]) < 3 or (start == at and not plural) or _UNIT_AFTER.match(low, match.end())):
            return
        yield mention
        between = _BETWEEN.match(low, match.end())
        if not between:
            return
        start = at = between.end()
        body = body if mention.kind == body or mention.year else "council"


def _numbered(match: re.Match[str], start: int, body: MentionKind, group: int) -> Mention:
    if match["session"] or match["roman"]:
        symbol = f"A/RES/{match[0].upper()}" if body != "other" else match[0].upper()
        return Mention("other" if body == "other" else "assembly", start, match.end(), symbol=symbol)
    if body in {"assembly", "other"}:
        symbol = f"A/RES/{match['number']}" if body == "assembly" else match["number"]
        return Mention(body, start, match.end(), symbol=symbol)
    year = match["year"] or match["dated"]
    division = (match["letter"] or "").upper() if year else ""
    number = int(match["number"])
    return Mention("council", start, match.end(), number, int(year) if year else None, group=group, division=division)


def _body(low: str, word: int) -> tuple[MentionKind, int]:
    """Whose resolution it is, and where its name begins: `Security Council resolution` begins with the Council."""
    tail, window = _tail(low, word), max(0, word - _WINDOW)
    if tail.endswith(_COUNCIL_WORDS) and (before := _COUNCIL_BEFORE.search(low, window, word)):
        return "council", before.start()
    if tail.endswith(_ASSEMBLY_WORDS) and (before := _ASSEMBLY_BEFORE.search(low, window, word)):
        return "assembly", before.start()
    if tail.endswith(_OTHER_WORDS) and (before := _OTHER_BEFORE.search(low, window, word)):
        return "other", before.start()
    return "council", word


def _pointing(low: str, at: int) -> re.Match[str] | None:
    """The `this` or `that` before a resolution."""
    if not _tail(low, at).endswith(_POINTING_WORDS):
        return None
    return _POINTING_BEFORE.search(low, max(0, at - _WINDOW), at)


_POINTING_WORDS = ("this", "present", "that", "said")
_COUNCIL_WORDS = ("council", "council's", "council’s", "c", "c.", "n", "n.")
_ASSEMBLY_WORDS = ("assembly", "assembly's", "assembly’s", "its")
_OTHER_WORDS = (")", "council", "rights", "commission", "league", "union", "ation", "conference", "'s", "’s", "its")
"""The last words of what the patterns look for before a resolution, which are cheap to ask for first."""


def _tail(low: str, at: int) -> str:
    """The last letters before a position, without blanks."""
    return low[max(0, at - 14) : at].rstrip(" ")


def _bare_resolutions(low: str, ends: set[int]) -> Iterator[Mention]:
    """`including 2242 (2015)`, `paragraph 3 of 2035 (2012)`; not `the 1267 (1999) Committee`, which is a committee.

    `ends` is where resolutions that were found already end.
    """
    for year in _YEAR_IN_BRACKETS.finditer(low):
        if year.end() in ends:
            continue
        number = _NUMBER_BEFORE.search(low, max(0, year.start() - 9), year.start())
        if number and not _COMMITTEE.match(low, year.end()):
            digits, written = int(number[0]), int(year[0][1:5])
            if fits(digits, written):
                yield Mention("council", number.start(), year.end(), digits, written, group=number.start())


def fits(number: int, year: int) -> bool:
    """Whether a resolution of this number can have been adopted about then; for numbers no word says are resolutions.

    >>> fits(2242, 2015), fits(551, 2005)  # the second is page 551 of a law report of 2005
    (True, False)
    """
    if year < min(_REACHED):
        return False
    before = max((y for y in _REACHED if y < year), default=0)
    after = min((y for y in _REACHED if y >= year), default=0)
    low = _REACHED.get(before, 0)
    high = _REACHED[after] if after else low + 100 * (year - before)
    return low - 10 <= number <= high + 10


def _symbols(low: str) -> Iterator[Mention]:
    for found in find_symbols(low):
        if found.kind == "resolution":
            yield Mention("council", found.start, found.end, found.number, found.year, group=found.start)
        else:
            yield Mention(found.kind, found.start, found.end, symbol=found.symbol)


def _addresses(text: str) -> Iterator[Mention]:
    """`https://docs.un.org/en/S/RES/2249(2015)`, addresses of the site, Akoma Ntoso IRIs."""
    for match in _ADDRESS.finditer(text):
        printed = match[0].rstrip(".,;:!?'’")
        printed = printed[:-1] if printed.endswith(")") and printed.count(")") > printed.count("(") else printed
        named = unquote(printed.lower())
        if ("res" in named or "/akn/" in named) and (read := read_address(printed)):
            start, end = match.start(), match.start() + len(printed)
            path = read.paths[0] if read.paths else ""
            yield Mention("council", start, end, read.number, read.year, group=start, path=path)


def _paragraphs(text: str, low: str) -> Iterator[Mention]:
    """`paragraph 8 (c)`, `paras. 1, 2 and 21`, `sub-paragraphs (a) and (b)`, `ninth preambular paragraph`."""
    read = 0
    for word in _PARA.finditer(low):
        if word.start() < read:  # the word stood again inside the list that was read
            continue
        before = _BEFORE_PARA.search(low, max(0, word.start() - _WINDOW), word.start())
        match = (_AFTER_PLURAL if word["plural"] else _AFTER_SINGULAR).match(low, word.start())
        if match and before:
            more = None if word["plural"] else _MORE.match(low, match.end())
            read = more.end() if more else match.end()
            yield _list(text, match.start("list"), read, before.start(), before["part"] or "")
        elif nth := _ORDINAL.search(low, max(0, word.start() - _WINDOW), word.start()):
            number = nth["nth"] if nth["nth"].isdigit() else str(_NTH.index(nth["nth"]) + 1)
            listed = (LabelList((number,), nth.start("nth"), nth.end("nth")),)
            yield Mention("list", nth.start(), word.end(), part="pp" if nth["part"][0] == "p" else "op", listed=listed)


def _short_paragraphs(text: str, low: str) -> Iterator[Mention]:
    """`OP5`, `op. para. 5`, `PP9`, `¶ 5`."""
    for match in _SHORT.finditer(low):
        part = {"o": "op", "p": "pp"}.get(match["part"] or "", "")
        yield _list(text, match.start("list"), match.end("list"), match.start(), part)


def _list(text: str, first: int, end: int, start: int, named: str) -> Mention:
    """The list of paragraphs in `text[first:end]`; its labels are read from the text that still has its capitals."""
    listed = read_labels(text, first, end)
    numbered = [label for label in listed if label.parts[0][0].isdigit()]
    listed = numbered or listed  # 1591 (2005): `subparagraphs (d) and (e), paragraphs 7 and 8`
    part = "" if not named else "pp" if named[0] == "p" else "op"
    return Mention("list", start, end, part=part, listed=tuple(listed), subs=not numbered)


def _charter_articles(text: str, low: str) -> Iterator[Mention]:
    """`Article 41 of the Charter`, `Articles 2 (4) and 51 of the Charter of the United Nations`."""
    for match in _CHARTER.finditer(low):
        listed = tuple(read_labels(text, *match.span("articles")))
        yield Mention("charter", *match.span(), symbol="Charter of the United Nations", listed=listed)
