"""Letters of typed and printed texts that were misread: signs that no resolution has, and words that none other has.

Nothing is corrected by guess. What is found is told on its paragraph and listed for review; where the right reading is
certain from other sentences of the Council, a reviewed correction in `data/overrides/` makes it.

A word is told where just one resolution has it, a common word is a slip of the recognition away from it, and that
common word stands between the same neighbours in other resolutions: `the situation conncerning Western Sahara`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from scraper.models import Problem
from scraper.parse.misread import slips

COMMON = 10
"""A word is common that so many resolutions have."""

ENOUGH, ENOUGH_APART = 2, 8
"""In so many resolutions the word meant stands between both neighbours; or beside each of them."""

LONG = 8
"""Words so long may have two slips; the shorter have one, for too many words lie within two of them."""

_WORD = re.compile(r"(?<![\d_])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\d_])")

_MAY_BE_SIGN = re.compile(r"[|~{}_®™¥§°!\\?*%$+]")

_SIGN = re.compile(
    r"""
    [|~{}_®™¥§°!\\]                             # and | the concern;  a!) parties;  Secretary~General;  {rom
    | [\w)] \? (?= [\d°*”] | $ )                 # (S/9233)?* that;  Agreement 1? by
    | (?<! [\d*] ) \* (?= \w ) | [^\W\d] \*       # *o provide; a symbol may end in a star: S/1995/1028*
    | (?<! [\d/] ) (?:19|20) \d\d [%*]            # 7 October 1993%6
    | (?<! [A-Z] ) S? \$ /                        # S$/12611
    | ^ \+ $                                     # paragraph + of
    """,
    re.VERBOSE,
)
"""What stands in no word of the Council's."""

_FRENCH = frozenset(
    "les des du dans pour par sur une aux qui que avec cette ainsi sont été leur leurs ses conseil sécurité et le la"
    " résolution paragraphe présente rapport gouvernement nations unies".split()
)
_FEW, _NEAR = 3, 8
"""So many words of French among so many words are no name (`Front uni national pour un Cambodge`)."""

_ENDS = frozenset({"s", "d", "ed", "r", "er", "n", "es", "ing", "ly", "'s", "’s", "y"})
"""Another form of a word is no misreading of it."""


class Text(NamedTuple):
    """The own words of a clause, with the number of its resolution and its path."""

    number: int
    path: str
    words: str


def spell_out(texts: Iterable[str]) -> str:
    """The words of a resolution in small letters, a line a clause, to count and to look for: signs and digits are gone.

    >>> spell_out(["Calls upon Israel’s neighbours, 3 in number;", "Decides"])
    ' calls upon israel’s neighbours in number \\n decides '
    """
    return "\n".join(f" {' '.join(_WORD.findall(text.lower()))} " for text in texts)


def find_misread(typed: Sequence[Text], spelt: Mapping[int, str]) -> list[tuple[int, Problem]]:
    """What must have been misread in the resolutions whose texts are typed or printed, by number.

    In: the clauses of these; the words of every resolution by number, as `spell_out` gives them. Out: a problem each.
    """
    found = [*_find_signs(typed), *_find_french(typed), *_find_words(typed, spelt)]
    return sorted(found, key=lambda one: one[0])


def _find_signs(texts: Iterable[Text]) -> Iterator[tuple[int, Problem]]:
    for number, path, words in texts:
        row = words.split() if _MAY_BE_SIGN.search(words) else []
        for i, word in enumerate(row):
            if _SIGN.search(word) and not (word.endswith("?") and i == len(row) - 1):
                shown = word if len(word) > 1 else " ".join(row[max(0, i - 1) : i + 2])
                said = f"“{shown}” holds a sign that is none of the Council’s words"
                yield number, Problem("letters-misread", said, path)


def _find_french(texts: Iterable[Text]) -> Iterator[tuple[int, Problem]]:
    for number, path, words in texts:
        row = words.split()
        french = [i for i, word in enumerate(row) if word in _FRENCH]
        for first, last in zip(french, french[_FEW - 1 :], strict=False):
            if last - first < _NEAR:
                said = f"“{' '.join(row[first : last + 1])}” is of the French column of the page"
                yield number, Problem("letters-misread", said, path)
                break


# -- words that no other resolution has ----------------------------------------------------------------------------


class _Candidate(NamedTuple):
    """A word that one resolution has, its neighbours, and the common words that are near it."""

    text: Text
    word: str
    before: str
    after: str
    meant: frozenset[str]

    def rows(self, word: str) -> tuple[tuple[str, ...], ...]:
        """What stands where the candidate does if the word is meant: between its neighbours, or beside one."""
        return (self.before, word, self.after), (self.before, word), (word, self.after)


def _find_words(typed: Sequence[Text], spelt: Mapping[int, str]) -> Iterator[tuple[int, Problem]]:
    counts: Counter[str] = Counter()
    for words in spelt.values():
        counts.update(set(words.split()))
    candidates = list(_candidates(typed, spelt, counts))
    held = _hold({row for one in candidates for word in one.meant for row in one.rows(word)}, spelt)
    for one in candidates:
        support = {word: _support(one, word, held) for word in one.meant}
        meant = max(sorted(support), key=lambda word: support[word])
        if support[meant]:
            said = f"“{one.word}” may be misread for “{meant}”"
            yield one.text.number, Problem("letters-misread", said, one.text.path)


def _candidates(typed: Iterable[Text], spelt: Mapping[int, str], counts: Mapping[str, int]) -> Iterator[_Candidate]:
    near = _Near(word for word, count in counts.items() if count >= COMMON and len(word) > 1)
    numbers = {text.number for text in typed}
    rare = {number: {word for word in spelt[number].split() if counts[word] == 1} for number in numbers}
    for text in typed:
        row = ["\n", *_WORD.findall(text.words), "\n"]
        for before, word, after in zip(row, row[1:], row[2:], strict=False):
            if len(word) == 1 or word[:2].isupper() or word.lower() not in rare[text.number]:
                continue
            if meant := near.find(word.lower()):
                yield _Candidate(text, word, before.lower(), after.lower(), meant)


class _Near:
    """Which common words are a slip away from a word: one letter changed, put or taken; two in a long word."""

    def __init__(self, common: Iterable[str]) -> None:
        self._index: dict[str, list[str]] = defaultdict(list)
        for word in common:
            for shape in _shapes(word):
                self._index[shape].append(word)

    def find(self, word: str) -> frozenset[str]:
        """The common words near a word, but for other forms of it."""
        most = 1 + (len(word) >= LONG)
        near = {other for shape in _shapes(word) for other in self._index.get(shape, ())}
        return frozenset(other for other in near if slips(word, other) <= most and not _is_form(word, other))


def _shapes(word: str) -> Iterator[str]:
    """The word, and what is left of it without one of its letters: words that are near each other share one.

    `rn` and `m`, `ni` and `m` print alike, so they count as one letter.
    """
    for alike in {word, word.replace("rn", "m"), word.replace("ni", "m")}:
        yield alike
        yield from (alike[:i] + alike[i + 1 :] for i in range(len(alike)))


def _is_form(word: str, other: str) -> bool:
    """Whether two words are forms or spellings of one: `flag` and `flags`, `over-all` and `overall`."""
    short, long = sorted((word, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ENDS:
        return True
    return re.sub(r"[-’']", "", word) == re.sub(r"[-’']", "", other)


def _hold(rows: Container[tuple[str, ...]], spelt: Mapping[int, str]) -> Mapping[tuple[str, ...], set[int]]:
    """Which resolutions hold each of these rows of two or three words, or of a word and the end of its clause."""
    held: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, words in spelt.items():
        row = ["\n", *words.replace("\n", " \n ").split(" "), "\n"]
        row = [word for word in row if word]
        for found in {*pairwise(row), *zip(row, row[1:], row[2:], strict=False)}:
            if found in rows:
                held[found].add(number)
    return held


def _support(one: _Candidate, word: str, held: Mapping[tuple[str, ...], set[int]]) -> int:
    """In how many other resolutions a word stands between the candidate's neighbours, or beside each; 0 for too few."""
    between, left, right = (len(held.get(row, set()) - {one.text.number}) for row in one.rows(word))
    if between >= ENOUGH:
        return between
    apart = 0 if one.word[0].isupper() else min(left, right)  # `the village of Samine in` is no famine
    return apart if apart >= ENOUGH_APART else 0
