"""Making spellings meet: what a person types and what a text prints, brought to the same words.

The index keeps the texts as they are, so folding works on the side of the question: `clean` takes typed text apart from
typography, `words` cuts it as the index does, `forms` lists the other ways in which the same word is printed.
The lists of names and spellings stand in `aliases.toml`, one reviewed file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

Form = tuple[str, ...]
"""One way to print something: its words in order, lower case, without accents."""

_APOSTROPHES = "‘’‛ʼʹ´`′＇"
_QUOTES = "“”„‟«»″＂"
_HYPHENS = "‐‑‒–—―−⁃﹣－"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, range(0x202A, 0x202F))
)

_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_HYPHENS, "-")}
    | dict.fromkeys(_INVISIBLE)
)

_UNTYPEABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, lone surrogates and noncharacters: none of them can be in a word."""

_LETTERS_OF_THEIR_OWN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Letters that no decomposition takes apart, as people without that keyboard type them."""


def clean(text: str) -> str:
    """Straight apostrophes, quotes and hyphens; full-width letters and ligatures as plain ones; no invisible marks.

    What comes out can be stored and searched: no lone surrogate, no control character but blanks. Never raises.
    """
    text = _UNTYPEABLE.sub(" ", text).translate(_TYPOGRAPHY)
    return unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)


def words(text: str) -> Form:
    """Cut text as the index does: runs of letters and digits, in lower case, without accents."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[str]:
    run: list[str] = []
    for character in unicodedata.normalize("NFD", clean(text)):
        category = unicodedata.category(character)
        if category[0] in "LN" or category == "Co":
            run.append(character.lower())
        elif category[0] != "M":
            if run:
                yield "".join(run)
            run = []
    if run:
        yield "".join(run)


def key(text: str) -> str:
    """What is left when hyphens, apostrophes, blanks and accents go: `Da'esh`, `Da’esh` and `Daesh` have one key."""
    return "".join(words(text)).translate(_LETTERS_OF_THEIR_OWN)


@dataclass(frozen=True, slots=True)
class Alias:
    """Names for one thing. `forms` are searched; `capitals` are understood when typed in capitals, never searched."""

    name: str
    forms: tuple[str, ...]
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The reviewed lists, ready to be looked up by words (aliases) or by key (spellings)."""

    aliases: tuple[Alias, ...]
    by_words: dict[Form, Alias]
    by_capitals: dict[str, Alias]
    spellings: dict[str, tuple[Form, ...]]
    longest: int


@cache
def lexicon() -> Lexicon:
    """The lists of `aliases.toml`, read once."""
    data = tomllib.loads(files("scraper").joinpath("aliases.toml").read_text("utf-8"))
    return _lexicon(data)


def _lexicon(data: dict[str, Any]) -> Lexicon:
    aliases = tuple(
        Alias(item["name"], tuple(item["forms"]), tuple(item.get("capitals", ()))) for item in data["alias"]
    )
    by_words: dict[Form, Alias] = {}
    for alias in aliases:
        for form in alias.forms:
            by_words.setdefault(words(form), alias)
    return Lexicon(
        aliases,
        by_words,
        {capitals: alias for alias in aliases for capitals in alias.capitals},
        _spellings(data["spelling"]["same"]),
        max(map(len, by_words)),
    )


def _spellings(rows: Iterable[list[str]]) -> dict[str, tuple[Form, ...]]:
    table: dict[str, tuple[Form, ...]] = {}
    for row in rows:
        ways = tuple(dict.fromkeys(words(way) for way in row))
        for way in row:
            table[key(way)] = ways
    return table


_ENDING = r"(?P<end> e | ed | es | er | ers | ing | ings | able | ation | ations | ational | ement | ements )"

_ISE = re.compile(
    rf"""(?P<stem> [^\W\d_]{{3,}} )   # organ-, util-, demobil-
         (?P<mark> i[sz] ) {_ENDING} $""",
    re.X,
)
_YSE = re.compile(r"(?P<stem> anal | paral | catal )(?P<mark> y[sz] )(?P<end> e | ed | es | er | ers | ing ) $", re.X)

_NEVER_Z = frozenset(
    re.findall(
        r"\w+",
        """adv advert appra bru chast circumc compr comprom conc cru dem desp dev disenfranch disgu enfranch enterpr
           exc exerc expert franch improv inc lia likew merchand otherw parad pract pra prec prem prom rev superv surm
           surpr telev treat""",
    )
)
"""advise, exercise, promise, enterprise, otherwise: words that no English spells with -ize, without that ending."""


def _other_mark(match: re.Match[str]) -> str:
    mark = match["mark"]
    return match["stem"] + mark[0] + ("z" if mark[1] == "s" else "s") + match["end"]


def _by_rule(word: str) -> str | None:
    """`organise` for `organize` and back; None where the rule has nothing to say."""
    if match := _YSE.match(word):
        return _other_mark(match)
    match = _ISE.match(word)
    return None if match is None or match["stem"] in _NEVER_Z else _other_mark(match)


def _listed(word: str) -> tuple[Form, ...]:
    """The listed spellings, also for plain endings: `neighbours` by `neighbour`, `programmes` by `programme`."""
    table = lexicon().spellings
    if found := table.get(word):
        return found
    for ending in ("s", "ed", "d", "ing", "able", "ly", "hood", "ing", "er", "ers"):
        if word.endswith(ending) and (found := table.get(word.removesuffix(ending))):
            return tuple((*way[:-1], way[-1] + ending) for way in found)
    return ()


def forms(typed: str) -> tuple[Form, ...]:
    """Every way in which one typed word may be printed; the way it was typed comes first.

    `non-state` -> `non state`, `nonstate`; `organise` -> `organise`, `organize`; `Da'esh` -> `da esh`, `daesh`.
    Empty where nothing typed is a letter or digit.
    """
    own = words(typed)
    if not own:
        return ()
    found: dict[Form, None] = {own: None}
    joined = "".join(own)
    if len(own) > 1 and _is_compound(typed):
        found[(joined,)] = None
    for way in _listed(joined.translate(_LETTERS_OF_THEIR_OWN)):
        found[way] = None
    if (plain := tuple(word.translate(_LETTERS_OF_THEIR_OWN) for word in own)) != own:
        found[plain] = None
    for way in list(found):
        found.update(dict.fromkeys(_respelled(way)))
    if len(own) == 1 and (parted := _part_prefix(joined)):
        found[parted] = None
    return tuple(found)


_COMPOUND = re.compile(r"[^\W_]+ (?: [-'.] [^\W_]+ )+ [.']?", re.X)


def _is_compound(typed: str) -> bool:
    """Parts held together by hyphens, apostrophes or stops: `non-state`, `Da'esh`, `U.N.`"""
    return _COMPOUND.fullmatch(clean(typed)) is not None


def _respelled(way: Form) -> list[Form]:
    choices = [[word, *filter(None, [_by_rule(word)])] for word in way]
    return list(product(*choices))[1:4]


_PREFIXES = ("non", "anti", "counter", "multi", "semi")


def _part_prefix(word: str) -> Form | None:
    """`nonstate` -> `non state`: prefixes that these texts write with a hyphen; at least four letters must follow."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= 4:
            return (prefix, rest)
    return None


def phrase_forms(typed: str, limit: int = 8) -> tuple[Form, ...]:
    """Every way in which a typed phrase may be printed, word by word, at most `limit`; as typed comes first."""
    pieces = [piece for piece in (forms(part) for part in clean(typed).split()) if piece]
    ways: list[Form] = [()]
    for piece in pieces:
        ways = (
            [(*way, *form) for form in piece for way in ways][:limit]
            if len(piece) > 1
            else [(*way, *piece[0]) for way in ways]
        )
    return tuple(dict.fromkeys(ways)) if pieces else ()
