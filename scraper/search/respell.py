"""Words that no text has, or hardly any, beside the word that was probably meant: both are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scraper.query import Expansion, Or, Term, spelling
from scraper.query.plain import Plain, Wanted
from scraper.search.corpus import Corpus
from scraper.search.suggest import nearest_word, one_slip_away

SHORTEST = 4
"""Words of fewer letters are one slip away from too many others."""

RARE, COMMONER = 2, 30
"""A word in at most so many texts is read as misspelt where one a slip away is so many times as common."""


def respell(corpus: Corpus, plain: Plain, without: frozenset[str]) -> tuple[Plain, tuple[Expansion, ...]]:
    """The query with the likelier word beside each that seems misspelt, and what was added."""
    told: list[Expansion] = []
    wanted = tuple(_respelled(corpus, one, without, told) for one in plain.wanted)
    return replace(plain, wanted=wanted), tuple(told)


def _respelled(corpus: Corpus, wanted: Wanted, without: frozenset[str], told: list[Expansion]) -> Wanted:
    term = wanted.node
    if wanted.table or wanted.named or wanted.dated or not isinstance(term, Term) or " ".join(wanted.words) in without:
        return wanted
    if any(all(word in corpus.words for word in way) for way in term.ways[1:]):
        return wanted
    better = tuple(_likelier(corpus, word) or word for word in wanted.words)
    if better == wanted.words:
        return wanted
    printed = " ".join(better)
    told.append(Expansion(wanted.typed, (printed,), "misspelt", "", " ".join(wanted.words)))
    names = spelling.names().get(better)
    ways = [way for form in (names.forms if names else (printed,)) for way in spelling.phrase_forms(form)]
    meant = Term(printed, tuple(dict.fromkeys(ways)), phrase=len(better) > 1)
    return replace(wanted, node=Or((term, meant)), words=better)


def _likelier(corpus: Corpus, word: str) -> str | None:
    """The word that was probably meant where this one is in hardly any text, else None."""
    many = corpus.words.get(word, 0)
    if len(word) < SHORTEST or not word.isalpha() or many > RARE or f" {word} " in corpus.titles:
        return None
    if any(_inflected(corpus, word)):
        return None
    if not many:
        return nearest_word(corpus.words, word)
    near = max(one_slip_away(corpus.words, word), key=lambda other: corpus.words[other], default="")
    return near if near and corpus.words[near] >= COMMONER * many else None


def _inflected(corpus: Corpus, word: str) -> Iterator[bool]:
    """Whether the texts have the word with another ending, which the stemmed index finds in any case."""
    stem = word.removesuffix("s").removesuffix("e")
    for ending in ("", "e", "s", "es", "ed", "ing"):
        other = stem + ending
        yield other != word and corpus.words.get(other, 0) > RARE
