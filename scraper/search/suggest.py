"""Words of the texts for a person who types: the one they may have meant, and how one may go on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from scraper.query import spelling
from scraper.query.plain import LITTLE
from scraper.search.corpus import Corpus, corpus_of

LONGEST = 30
"""No word that is looked for with a slip in it is longer."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nearest_word(known: Mapping[str, int], word: str) -> str | None:
    """The commonest known word one slip away from `word`; else the likest that begins alike; else None."""
    if len(word) < 3 or len(word) > LONGEST:
        return None
    if near := one_slip_away(known, word):
        return max(near, key=lambda candidate: (known[candidate], candidate))
    alike = [
        other
        for other, many in known.items()
        if many > 1 and other[0] == word[0] and abs(len(other) - len(word)) < 3 and other[1:2] in word
    ]
    return next(iter(get_close_matches(word, alike, 1, 0.78)), None)


def one_slip_away(known: Mapping[str, int], word: str) -> list[str]:
    """The known words that one slip turns this one into; none of a word longer than LONGEST."""
    return [] if len(word) > LONGEST else [other for other in _slips(word) if other in known and other not in LITTLE]


def _slips(word: str) -> Iterator[str]:
    """Every text one slip away: a letter left out, doubled or strange, two changed about."""
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            if right:
                yield left + letter + right[1:]
            yield left + letter + right


def suggest(conn: sqlite3.Connection, text: str, limit: int = 8) -> tuple[str, ...]:
    """Ways to go on from what was typed: titles, missions, popular names and subjects that have it, then words.

    What begins with it comes first, then the commonest. At least two letters must have been typed.
    """
    cleaned, corpus = spelling.clean(text), corpus_of(conn)
    typed = spelling.words(cleaned)
    if len("".join(typed)) < 2:
        return ()
    phrases = _phrases(corpus, " ".join(typed), limit)
    by_words: dict[str, str] = {}
    for one in (*phrases, *_completed(corpus, cleaned)):
        by_words.setdefault(one.lower(), one)
    return tuple(by_words.values())[:limit]


def _phrases(corpus: Corpus, typed: str, limit: int) -> list[str]:
    found = [(key, shown) for key, shown in corpus.phrases if f" {typed}" in key]
    first = [shown for key, shown in found if key.startswith(f" {typed}")]
    return [*first, *(shown for key, shown in found if not key.startswith(f" {typed}"))][:limit]


def _completed(corpus: Corpus, cleaned: str) -> list[str]:
    """The last word completed with words of the texts, the commonest first."""
    before, last = cleaned.rpartition(" ")[0], spelling.words(cleaned.rpartition(" ")[2])
    if len(last) != 1 or len(last[0]) < 2:
        return []
    known = corpus.words
    found = sorted((word for word in known if word.startswith(last[0])), key=lambda word: (-known[word], word))
    return [f"{before} {word}".strip() for word in found[:8]]
