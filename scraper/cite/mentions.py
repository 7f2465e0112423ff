"""What running text mentions, piece by piece: resolutions, lists of paragraphs, statements, documents, the Charter.

Text is folded first, one character for one, so that every position holds for the text as it is printed. Each kind of
mention is found by a word that cannot be missing from it (`resolution`, `para`, `(20`, `s/`), which is looked for
before any pattern is tried: the whole corpus is read at every build. A repetition in a pattern is bounded or consumes
a separator, so that time grows with the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from scraper.cite.label_lists import DOTTED, LabelList, read_labels
from scraper.cite.mention import UNIT, UP_TO_YEAR, WINDOW, Mention, blanks
from scraper.cite.reference import read_address
from scraper.cite.resolution_mentions import find_bare_resolutions, find_resolutions, find_short_resolutions
from scraper.pinpoint.symbols import find_symbols

_DOUBLED = "|".join(2 * chr(code) for code in range(ord("a"), ord("z") + 1))

_SUB = rf"\(\s?(?:[a-z](?:-[a-z])?|[ivx]{{2,5}}|[ivx]{{1,5}}-[ivx]{{1,5}}|{_DOUBLED}|\d{{1,2}})\s?\)"
"""(a), (ii), (aa), (1), (b-d), (ii-iii)"""

_NUMBER = rf"(?<![\d.])\d{{1,3}}(?:\.\d{{1,2}}){{0,4}}(?![\d/%]|[.,]\d|\s?\((?:19|20)\d\d\)|{UNIT})"
"""`5`, `29.1`; not the 687 of `687 (1991)`, the 5 of `5/12`, `5,000` or `5 days`."""

_DOTTED = rf"(?:{DOTTED})"

_PARA_WORD = r"(?:sub-?\s?)?para(?:graph)?s?\.?"

_UNDER = rf"(?:\s?{_SUB}|(?:\s|(?<=[.)])){_DOTTED})"

_GONE_ON = r"(?:(?<=\.-)|(?<=\.,[ ])|(?<=\.[ ]and[ ])|(?<=\.[ ]to[ ]))"

_ITEM = rf"(?:{_NUMBER}{_UNDER}{{0,4}}|{_SUB}(?:\s?{_SUB}){{0,3}}|{_GONE_ON}{_DOTTED})"
"""`5 (a) (ii)`, `(b)`, `5 a. i.`, and the `c.` of `5 a. and c.`"""

_AND = r"(?:\s?,?\s(?:and/or|and|or|to|through|&)\s|\s?-\s?)"

_COMMA = r"\s?[,;]\s?"

_LOST_COMMA = r"\s(?=\d{1,3},\s\d{1,3}\b)"

_ASIDE = r"(?:\s\((?:as|with|except|but)\s[a-z ,/-]{3,60}\))?"

_LIST = rf"(?P<list>{_ITEM}(?:{_ASIDE}(?:{_AND}|{_COMMA})(?:{_PARA_WORD}\s)?{_ITEM}|{_LOST_COMMA}{_ITEM})*)"
"""`1, 2 (a) and 21`, `8 to 10`, `4 (b) and (d)`; the word may stand again: `1 (d), paragraph 1 (f) and 3`. A comma
may be lost between numbers: `18, 19 20, 21`, and words in brackets may stand: `6 (as modified below), 7 and 8`."""

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
    rf"""
    (?<![a-z\u00b6\u00a7])
    (?: (?P<part>[op])ps?\.? (?:\s?para(?:graph)?s?\.?)?
      | (?:(?P<word>preambular|preamble|pmbl\.?|operative|oper\.?)\s)? [\u00b6\u00a7]{{1,3}} ) \s?
    (?P<list>{_ITEM} (?:(?:{_AND}|{_COMMA})(?:(?P=part)ps?\.?\s?|[\u00b6\u00a7]{{1,3}}\s?)?{_ITEM})*)
    """
)
"""OP5, OPs 5 and 6, op. para. 5, PP9, ¶ 5, ¶¶ 1, 2, pmbl. ¶ 1, § 4; the OP4 of `PP2 and OP4` is another"""

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth")  # fmt: skip

_ORDINAL = blanks(
    rf"\b(?P<nth>{'|'.join(_NTH)}|\d{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?\s(?P<part>preambular|operative)\s$"
)

_ADDRESS = re.compile(r"(?:https?://|/akn/un/)[^\s<>\"“”]{1,300}")

_ARTICLE = r"\d{1,3}(?:\s?\(\d\))?"

_CHARTER = blanks(
    rf"""
    articles?\s (?P<articles>{_ARTICLE}(?:(?:{_COMMA}|{_AND}){_ARTICLE})*)
    ,?(?:\sand\schapter\s[ivx]{{1,4}})?
    \sof\s(?:chapter\s[ivx]{{1,4}},?\sof\s)?the\s(?:united\snations\s|u\.?n\.?\s)?charter(?:\sof\sthe\sunited\snations)?
    """
)


def find_mentions(text: str, low: str) -> list[Mention]:
    """All mentions of a folded text, in order, none overlapping; `low` is the same in lower case."""
    found: list[Mention] = []
    if "esolution" in low:
        found += find_resolutions(text, low)
    if "scr" in low or "res." in low or "res " in low:
        found += find_short_resolutions(text, low)
    if "(19" in low or "(20" in low:
        found += find_bare_resolutions(text, low, {mention.end for mention in found})
    if "/" in low or "s-res" in low:
        found += _symbols(low)
        found += _addresses(text)
    if "para" in low:
        found += _paragraphs(text, low)
    if "OP" in text or "PP" in text or "\u00b6" in text or "\u00a7" in text or " op" in low or " pp" in low:
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


_DATED_SYMBOL = blanks(rf"\s\({UP_TO_YEAR}(?P<year>[12]\d{{3}})\)|,\s{UP_TO_YEAR}(?P<last>[12]\d{{3}})\b")
"""After a symbol: `S/RES/2249 (Nov. 20, 2015)`."""

_EMERGENCY = blanks(r"(?<![\w/])a/es-(?P<number>\d{1,2}/\d{1,3})(?![\w/])")
"""`A/ES-11/1`, short for `A/RES/ES-11/1`."""


def _symbols(low: str) -> Iterator[Mention]:
    for match in _EMERGENCY.finditer(low):
        yield Mention("assembly", *match.span(), symbol=f"A/RES/ES-{match['number']}")
    for found in find_symbols(low):
        if found.kind == "resolution":
            dated = None if found.year else _DATED_SYMBOL.match(low, found.end)
            year = int(dated["year"] or dated["last"]) if dated else found.year
            yield Mention("council", found.start, found.end, found.number, year, group=found.start)
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
        before = _BEFORE_PARA.search(low, max(0, word.start() - WINDOW), word.start())
        match = (_AFTER_PLURAL if word["plural"] else _AFTER_SINGULAR).match(low, word.start())
        if match and before:
            more = None if word["plural"] else _MORE.match(low, match.end())
            read = more.end() if more else match.end()
            yield _list(text, match.start("list"), read, before.start(), before["part"] or "")
        elif nth := _ORDINAL.search(low, max(0, word.start() - WINDOW), word.start()):
            number = nth["nth"] if nth["nth"].isdigit() else str(_NTH.index(nth["nth"]) + 1)
            listed = (LabelList((number,), nth.start("nth"), nth.end("nth")),)
            yield Mention("list", nth.start(), word.end(), part="pp" if nth["part"][0] == "p" else "op", listed=listed)


def _short_paragraphs(text: str, low: str) -> Iterator[Mention]:
    """`OP5`, `op. para. 5`, `PP9`, `¶ 5`."""
    for match in _SHORT.finditer(low):
        part = {"o": "op", "p": "pp"}.get((match["part"] or match["word"] or " ")[0], "")
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
