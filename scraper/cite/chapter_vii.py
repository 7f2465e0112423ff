"""Under which basis an operative clause is adopted: Chapter VII of the Charter, where the words say so.

Read from the words alone, and always given with the words as evidence. Editorial help for a reader, never legal
advice: whether a decision binds does not follow from a formula.

The Council acts under it where it says that it acts: `Acting under Chapter VII of the Charter`, or
under Articles 39 to 42, which are of that Chapter; and where it decides `under Chapter VII of the Charter`, set off
behind the verb. A Chapter VII mandate that is mentioned, measures once imposed or to be imposed under it, somebody
else who acts under it, are no such words. How far the words reach:

* in the preamble: over every operative paragraph that follows;
* in recitals that stand before a later part, between operative paragraphs: over that part (820 (1993), B);
* in the body, as words that stand alone and end (`4 bis. Acting under Chapter VII,` before a run of paragraphs, or a
  heading): over what follows from there on, as far as the part goes;
* in the body, in a sentence that goes on or introduces a list (`Acting under Chapter VII, authorizes ...`,
  `Decides, acting under Chapter VII, that:`): over that paragraph with all below it, and no further.

A numeral that is misprinted or misread counts (`Chapter VI1`), and so does `Chapter VI` where the sentence does what
that Chapter gives no power to: 1495 (2003) acts under Chapter VI indeed, 713 (1991) cannot have. `is_misprint` tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scraper.cite.mention import blanks, fold, lower
from scraper.models import Clause

Reach = Literal["resolution", "onward", "paragraph"]
"""How far the words reach: every operative paragraph, those from there on, one paragraph."""


@dataclass(frozen=True, slots=True)
class BasisWords:
    """Chapter VII, in force for the clause `path` because of the words `evidence`.

    where       the path of the clause that has the words
    start, end  where they stand in its text, or, where its text has none, in its heading
    """

    path: str
    where: str
    start: int
    end: int
    evidence: str
    reach: Reach


_ASIDE = r"(?:,?\s(?:also|therefore|further|in\sth(?:is|at)\s\w+|for\s(?:th(?:is|ese|at)|the)\s(?:\w+\s)?\w+))?,?"
_SEVEN = r"v[i1l|!]{2}"
"""VII, and what it is misread as: `VI1`, `Vll`, `V11`."""

_CHARTER = r"(?:\sof\sthe\s(?:united\snations\s|u\.?n\.?\s)?charter(?:\sof\sthe\sunited\snations)?)"
_ARTICLES = r"articles?\s(?:39|4[0-2])(?:,?\s(?:and|to)\s(?:39|4[0-2])|,\s(?:39|4[0-2]))*"

_ACTING = blanks(
    rf"""
    \bacting{_ASIDE}\s(?:under|in\saccordance\swith|pursuant\sto)\s
    (?: (?:the\sprovisions\sof\s)?(?:{_ARTICLES},?\sof\s)?
        chapters?\s(?:{_SEVEN}(?:\sand\s(?:chapter\s)?viii)?|(?P<six>vi))(?![\w|])(?!\smandate)(?:\sthereof)?{_CHARTER}?
      | {_ARTICLES}{_CHARTER}
    )
    """
)
"""`Acting under Chapter VII of the Charter`, `Acting, therefore, under Article 41 of Chapter VII`."""

_DECIDING = blanks(
    rf"""
    ^\W*(?:also\s|further\s)?(?P<verb>(?:decides|authori[sz]es|demands|orders|imposes|establishes|extends|renews)
    (?:\s(?!that\b|to\b|which\b)[\w'’-]{{1,20}}){{0,5}}),?\s
    (?P<under>under\s(?: (?:{_ARTICLES}\sof\s)?chapter\s(?:{_SEVEN}|(?P<six>vi))(?![\w|])
                       (?:{_CHARTER}|\sthereof)? | {_ARTICLES}{_CHARTER})),
    """
)
"""`Decides, under Chapter VII of the Charter of the United Nations, that all States shall` (713, 733 and 788, of 1991
and 1992); not `decides to take further measures, under Chapter VII`, which are to come (667 (1990))."""

_BEYOND_SIX = blanks(
    r"\ball\sstates\sshall\b|\bembargo\b|\ball\snecessary\s(?:means|measures)\b"
    r"|\bsecurity\s(?:of|and)\s[^.;]{1,60}\bfreedom\sof\smovement\b"
)
"""What Chapter VI gives no power to: to bind all States, to use force, which secures a force's freedom of movement."""

_EXACT = blanks(r"\bchapters?\svii\b|\barticles?\s\d")


def is_misprint(evidence: str) -> bool:
    """Whether the words of a basis name Chapter VII in other letters: `Chapter VI1`, `Chapter VI`."""
    return _EXACT.search(lower(fold(evidence))) is None


_PURSUANT = blanks(rf"\bpursuant\sto\s{_ARTICLES}{_CHARTER}")
"""`Orders ..., pursuant to Article 40 of the Charter, to desist`: the early form, 54 (1948)."""

_OWN = blanks(
    r"(?:^\W*|[,;:]\s|\b(?:and|ends?|context|purposes?|reasons|respect|regard|therefore|measures)\s)(?:and,?\s)?$"
)
"""Before `acting`, where the Council itself acts: at the beginning, after a comma, `and to that end acting under`."""

_NOT_OWN = blanks(r"\b(?:which|who|that|council|states|force|forces|mission|committee|established)\s?,?\s$")
"""Before `acting`, where somebody else does, or did: `resolution 2699 (2023) which, acting under Chapter VII`."""

_ALONE = blanks(r"[ ,;:.]*+(?:(?:the\ssecurity\scouncil\s)?decides(?:\sas\sfollows|\sthat)?)?[ ,;:.]*+$")
"""After the words, where they govern what follows and decide nothing themselves: the end, or `decides as follows:`."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Where a clause says that the Council acts under Chapter VII: in its text, or in the heading above it."""

    start: int
    end: int
    printed: str
    opens: bool
    alone: bool


def chapter_vii(clauses: Sequence[Clause]) -> dict[str, BasisWords]:
    """The basis of each operative clause that is adopted under Chapter VII, by the clause's path.

    `clauses` are those of one resolution in order. A clause that is not among the keys is not adopted under it, as
    far as the words say.
    """
    found: dict[str, BasisWords] = {}
    whole: BasisWords | None = None
    general: BasisWords | None = None
    opened = False
    parents = {clause.parent for clause in clauses}
    for i, clause in enumerate(clauses):
        words = _acting_words(clause.text)
        if i and _begins_part(clauses[i - 1], clause):
            general = whole
        if clause.part == "pp":
            general = _basis(clause, words, "onward" if opened else "resolution") if words else general
            whole = whole if opened else general
        elif clause.part == "op":
            opened = True
            if headed := _heading_words(clause.heading):
                general = _basis(clause, headed, "onward")
            governs = bool(words and words.alone and clause.path not in parents)
            own = _own(clause, words, governs) if words else None
            if basis := own or _inherited(found, clause) or general:
                found[clause.path] = replace(basis, path=clause.path)
            general = _basis(clause, words, "onward") if words and governs else general
    return found


def mentions(clauses: Sequence[Clause]) -> dict[str, str]:
    """The clauses that name Chapter VII and do not act under it, by path, with the words around the name.

    What mere string matching would take for a basis: a mandate, measures once imposed, somebody else who acted. In
    1535 (2004) and 2743 (2024) the words `acting under Chapter VII` are said of an earlier resolution.
    """
    acting = {basis.where for basis in chapter_vii(clauses).values()}
    found = {}
    for clause in clauses:
        named = _NAMED.search(lower(fold(clause.text))) if "hapter" in clause.text else None
        if named and clause.path not in acting:
            found[clause.path] = clause.text[slice(*named.span())].strip()
    return found


_NAMED = blanks(r"(?:\b\S{1,20}\s){0,8}\bchapters?\svii(?![a-z])(?:\s\w{1,20}){0,5}")


_PART = re.compile(r"(?:(?i:part|section)\s)?(?:[A-Z]|[IVX]{1,5})\.?")


def _begins_part(before: Clause, clause: Clause) -> bool:
    """Whether a later part of the resolution begins: recitals between operative paragraphs, a letter, `II` above.

    820 (1993), 1088 (1996): what the head of one part says is not said of the next.
    """
    if before.part != "op":
        return False
    if clause.part == "pp":
        return True
    headed = any(_PART.fullmatch(line.strip()) for line in clause.heading.split("\n"))
    return clause.part == "op" and (headed or _division(before) != _division(clause))


def _division(clause: Clause) -> str:
    """The letter of the part a clause stands in: `B` of `op/B/1`; "" for none."""
    step = clause.path.split("/", 2)[1]
    return step if step.isalpha() and step.isupper() else ""


def _own(clause: Clause, words: _Words, governs: bool) -> BasisWords | None:
    """What a clause says of itself: nothing where the words stand at its end, for what follows (1135 (1997))."""
    if governs and not words.opens:
        return None
    return _basis(clause, words, "onward" if governs else "paragraph")


def _inherited(found: dict[str, BasisWords], clause: Clause) -> BasisWords | None:
    """The basis of the clause above, where its words reach over that paragraph only."""
    above = found.get(clause.parent)
    return above if above and above.reach == "paragraph" else None


def _basis(clause: Clause, words: _Words, reach: Reach) -> BasisWords:
    return BasisWords(clause.path, clause.path, words.start, words.end, words.printed, reach)


def _heading_words(heading: str) -> _Words | None:
    """The same of the headings above a clause, one a line."""
    at = 0
    for line in heading.split("\n"):
        if words := _acting_words(line):
            return replace(words, start=words.start + at, end=words.end + at)
        at += len(line) + 1
    return None


def _acting_words(text: str) -> _Words | None:
    """The first words by which the Council itself acts under Chapter VII, or None."""
    if "hapter" not in text and "rticle" not in text:
        return None
    low = lower(fold(text))
    for match in _ACTING.finditer(low):
        before = low[: match.start()]
        own = _OWN.search(before) and not _NOT_OWN.search(before)
        if own and (not match["six"] or _BEYOND_SIX.search(low)):
            alone = _ALONE.match(low, match.end()) is not None
            return _Words(*match.span(), text[slice(*match.span())], not before.strip(" ,"), alone)
    if (deciding := _DECIDING.match(low)) and (not deciding["six"] or _BEYOND_SIX.search(low)):
        start, end = deciding.span("under")
        return _Words(start, end, text[start:end], opens=False, alone=False)
    if early := _PURSUANT.search(low):
        return _Words(*early.span(), text[slice(*early.span())], opens=False, alone=False)
    return None
