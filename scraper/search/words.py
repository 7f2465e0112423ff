"""Words of the texts for a person who types: what they may have meant, and how a word may go on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from scraper import fold
from scraper import query as queries
from scraper.query import Near, Query
from scraper.search.corpus import Corpus, corpus_of


def did_you_mean(corpus: Corpus, asked: Query) -> tuple[str, ...]:
    """The query with each word that no text has replaced by the likeliest that some have."""
    if asked.tree is None:
        return ()
    text = asked.text
    for leaf in queries.looked_for(asked.tree):
        for term in leaf.terms if isinstance(leaf, Near) else (leaf,):
            for word in term.ways[0]:
                if word not in corpus.words and not term.prefix and (better := nearest_word(corpus.words, word)):
                    text = re.sub(rf"(?i)\b{re.escape(word)}\b", better, text)
    return (text,) if text != asked.text else ()


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nearest_word(known: Mapping[str, int], word: str) -> str | None:
    """The commonest known word one slip away from `word`; else the likest that begins alike; else None."""
    if len(word) < 3 or len(word) > 30:
        return None
    near = [candidate for candidate in _slips(word) if candidate in known]
    if near:
        return max(near, key=lambda candidate: (known[candidate], candidate))
    alike = [
        other
        for other, many in known.items()
        if many > 1 and other[0] == word[0] and abs(len(other) - len(word)) < 3 and other[1:2] in word
    ]
    return next(iter(get_close_matches(word, alike, 1, 0.78)), None)


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
    """Ways to complete the last word of `text` with words of the texts, the commonest first."""
    cleaned = fold.clean(text)
    before, last = cleaned.rpartition(" ")[0], fold.words(cleaned.rpartition(" ")[2])
    if len(last) != 1 or len(last[0]) < 2:
        return ()
    known = corpus_of(conn).words
    found = sorted((word for word in known if word.startswith(last[0])), key=lambda word: (-known[word], word))
    return tuple(f"{before} {word}".strip() for word in found[:limit])
