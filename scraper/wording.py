"""What the same words are, however they are printed: typography made plain, text cut into words, wordings compared.

Below everything that reads or stores text, so that what is searched, counted and compared is cut in one way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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


def clean(text: str) -> str:
    """Straight apostrophes, quotes and hyphens; full-width letters and ligatures as plain ones; no invisible marks.

    What comes out can be stored and searched: no lone surrogate, no control character but blanks. Never raises.
    """
    text = _MARKS.sub(r"\1", _UNTYPEABLE.sub(" ", text).translate(_TYPOGRAPHY))
    return unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)


_MARKS = re.compile(r"([^\w\s\x00-\x7f]{30}) [^\w\s\x00-\x7f]+", re.X)
"""More than thirty marks in a row: Unicode's own bound for text in streams (UAX #15), which no word of any language
reaches. Normalizing sorts the marks of one letter, in time that grows with the square of their number: 16,000 took
0.14 s, 64,000 sixteen times that."""


def words(text: str) -> Form:
    """Cut text as the index does: runs of letters and digits, in lower case, without accents."""
    return tuple(_PLAIN.findall(text.lower()) if text.isascii() else _cut(text))


_PLAIN = re.compile(r"[a-z0-9]+")
"""The words of ASCII in lower case, where there is nothing to clean and no mark: ten times as quick as by character."""


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


def fold(text: str) -> str:
    """The words of a text as one wording, parted by blanks: without case, accents, apostrophes, hyphens, punctuation.

    Two texts have the same wording where this is equal. The words are those of `words`, but that an apostrophe parts
    none: `the Council's "peace-keeping"` is `the councils peace keeping`.
    """
    if not text.isascii():
        for sign, plain in _COMMON:
            text = text.replace(sign, plain)
    if text.isascii():
        return " ".join(text.translate(_FOLDED).split())
    return " ".join([word for piece in text.split() for word in _fold_piece(piece)])


_FOLDED = {i: chr(i).lower() if chr(i).isalnum() else "" if chr(i) in "'`" else " " for i in range(128)}
"""What is left in a wording of each sign of ASCII."""


_COMMON = (("’", ""), ("‘", ""), ("“", " "), ("”", " "), ("\xa0", " "), ("–", " "), ("—", " "))
"""What most texts have beyond ASCII, and what is left of it in a wording; the rest goes the long way."""


@lru_cache(maxsize=20_000)
def _fold_piece(piece: str) -> Form:
    """The words of what stands between two blanks. Kept, for the same names return."""
    return words(clean(piece).replace("'", ""))


class PrintedWord(NamedTuple):
    """A folded word and where it is printed: `text[start:end]`; two that a text prints as one share that place."""

    word: str
    start: int
    end: int


_PRINTED = re.compile(rf"""[^\s!"\#$%&()*+,\-./:;<=>?@\[\\\]^_{{|}}~{_QUOTES}{_HYPHENS}]+""")


def locate_words(text: str) -> list[PrintedWord]:
    """The words of `fold`, each with its place in the text as printed.

    >>> locate_words("The Council’s")
    [PrintedWord(word='the', start=0, end=3), PrintedWord(word='councils', start=4, end=13)]
    """
    found = []
    for printed in _PRINTED.finditer(text):
        piece = printed[0]
        for word in (piece.lower(),) if piece.isascii() and piece.isalnum() else fold(piece).split():
            found.append(PrintedWord(word, *printed.span()))
    return found
