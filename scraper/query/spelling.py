"""Making spellings meet: what a person types and what a text prints, brought to the same words.

The index keeps the texts as they are, so folding works on the side of the question: `clean` takes typed text apart from
typography, `words` cuts it as the index does, `forms` lists the other ways in which the same word is printed.
The lists of names and spellings stand in `aliases.toml`, one reviewed file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, islice, product
from typing import Any

from scraper.wording import Form as Form
from scraper.wording import clean as clean
from scraper.wording import words as words

_LETTERS_OF_THEIR_OWN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Letters that no decomposition takes apart, as people without that keyboard type them."""


def key(text: str) -> str:
    """What is left when hyphens, apostrophes, blanks and accents go: `Da'esh`, `Da’esh` and `Daesh` have one key."""
    return "".join(words(text)).translate(_LETTERS_OF_THEIR_OWN)


@dataclass(frozen=True, slots=True)
class Alias:
    """Names for one thing: `forms` and `capitals` are searched for, `typed` are only understood (see aliases.toml)."""

    name: str
    forms: tuple[str, ...]
    capitals: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The reviewed lists, ready to be looked up.

    by_capitals  a name that is understood in capitals only -> the thing
    spellings    key of a word -> all ways to print it, each with its words
    apart        the words of spellings in several words: `land mine`, `co-operation`
    """

    aliases: tuple[Alias, ...]
    by_capitals: dict[str, Alias]
    spellings: dict[str, dict[Form, str]]
    apart: frozenset[Form]


@cache
def lexicon() -> Lexicon:
    """The lists of `aliases.toml`, read once."""
    data = tomllib.loads(files("scraper").joinpath("aliases.toml").read_text("utf-8"))
    return make_lexicon(data)


def make_lexicon(data: dict[str, Any]) -> Lexicon:
    """The lists, from the tables `alias` and `spelling`."""
    aliases = [
        Alias(row["name"], *(tuple(row.get(name, ())) for name in ("forms", "capitals", "typed")))
        for row in data["alias"]
    ]
    rows: list[list[str]] = data["spelling"]["same"]
    return Lexicon(
        tuple(aliases),
        {form: alias for alias in aliases for form in alias.capitals + alias.typed},
        {key(way): {words(each): each for each in row} for row in rows for way in row},
        frozenset(words(way) for row in rows for way in row if len(words(way)) > 1),
    )


@cache
def names() -> dict[Form, Alias]:
    """The words of every listed name, in every spelling, and the thing it names."""
    found: dict[Form, Alias] = {}
    for alias in lexicon().aliases:
        for form in alias.forms:
            for way in phrase_forms(form):
                found.setdefault(way, alias)
    return found


@cache
def longest_name() -> int:
    """How many words the longest listed name has."""
    return max(map(len, names()))


@cache
def _beginnings() -> frozenset[Form]:
    whole = [*names(), *lexicon().apart, *((*form[:-1], f"{form[-1]}s") for form in lexicon().apart)]
    return beginnings(whole)


def beginnings(forms: Iterable[Form]) -> frozenset[Form]:
    """The first words of each of these, one, two ... to all of them."""
    return frozenset(form[:length] for form in forms for length in range(1, len(form) + 1))


def may_begin_a_name(run: Form) -> bool:
    """Whether a listed name, or a word printed as two, begins with these words."""
    return run in _beginnings()


def is_apart(run: Form) -> bool:
    """Whether these words are one that is also printed as two: `land mines`."""
    known = lexicon().apart
    return run in known or (*run[:-1], *(word.removesuffix("s") for word in run[-1:])) in known


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


def one_spelling(word: str) -> str:
    """The same for `recognises` and `recognizes`: with a z where there is a choice."""
    other = _by_rule(word)
    return max(word, other) if other else word


def one_key(word: str) -> str:
    """The same for all spellings of a word: without accents, apostrophes and hyphens, and one where there is a choice.

    >>> one_key("co-operates"), one_key("State’s"), one_key("organisation")
    ('cooperates', 'states', 'organization')
    """
    joined = key(word)
    ways = ["".join(way).translate(_LETTERS_OF_THEIR_OWN) for way in _listed(joined)]
    return min(map(one_spelling, [joined, *ways]))


_ENDINGS = ("s", "ed", "d", "ing", "able", "ly", "hood", "er", "ers")


def _listed(word: str) -> dict[Form, str]:
    """The listed spellings, also for plain endings: `neighbours` by `neighbour`, `programmes` by `programme`."""
    table = lexicon().spellings
    if found := table.get(word):
        return found
    for ending in _ENDINGS:
        if word.endswith(ending) and (found := table.get(word.removesuffix(ending))):
            return {(*way[:-1], way[-1] + ending): printed + ending for way, printed in found.items()}
    return {}


def forms(typed: str) -> dict[Form, str]:
    """Every way in which one typed word may be printed, its words and how that looks; as typed comes first.

    `non-state` -> `non-state`, `nonstate`; `organise` -> `organise`, `organize`; `Da'esh` -> `Da'esh`, `Daesh`.
    Empty where nothing typed is a letter or digit.
    """
    own = words(typed)
    if not own:
        return {}
    joined = "".join(own).translate(_LETTERS_OF_THEIR_OWN)
    found = {own: typed}
    if len(own) > 1 and _is_compound(typed):
        found.setdefault(("".join(own),), "".join(own))
    found = found | {way: printed for way, printed in _listed(joined).items() if way not in found}
    found.setdefault(tuple(word.translate(_LETTERS_OF_THEIR_OWN) for word in own), joined)
    for way in list(found):
        for other in _respelled(way):
            found.setdefault(other, " ".join(other))
    if len(own) == 1 and (parted := _part_prefix(joined)):
        found.setdefault(parted, "-".join(parted))
    return found


_COMPOUND = re.compile(r"[^\W_]+ (?: [-'.] [^\W_]+ )+ [.']?", re.X)


def _is_compound(typed: str) -> bool:
    """Parts held together by hyphens, apostrophes or stops: `non-state`, `Da'esh`, `U.N.`"""
    return _COMPOUND.fullmatch(clean(typed)) is not None


def _respelled(way: Form) -> Iterator[Form]:
    """Three other spellings at most: of `organise-` twenty-four times there are sixteen million."""
    choices = [[word, *filter(None, [_by_rule(word)])] for word in way]
    return islice(product(*choices), 1, 4)


_PREFIXES = ("non", "anti", "counter", "multi", "semi")


def _part_prefix(word: str) -> Form | None:
    """`nonstate` -> `non state`: prefixes that these texts write with a hyphen; at least four letters must follow."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= 4:
            return (prefix, rest)
    return None


def phrase_forms(typed: str, limit: int = 8) -> dict[Form, str]:
    """Every way in which a typed phrase may be printed, word by word, at most `limit`; as typed comes first."""
    parts = [choices.items() for part in clean(typed).split() if (choices := forms(part))]
    ways: dict[Form, str] = {}
    for chosen in islice(product(*reversed(parts)), limit if parts else 0):  # the first word changes most
        own, printed = zip(*reversed(chosen), strict=True)
        ways.setdefault(tuple(chain.from_iterable(own)), " ".join(printed))
    return ways
