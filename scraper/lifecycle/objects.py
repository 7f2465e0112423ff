"""What an act is done to: a thing by its name, or a panel, a committee, measures, by their noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scraper.cite.mention import blanks
from scraper.lifecycle.mandates import Mandate, Names, named

Noun = Literal["", "panel", "committee", "measures", "force", "its", "terms", "judges", "prosecutor"]


@dataclass(frozen=True, slots=True)
class Object:
    """What is meant: the thread by its name, or the noun that stands for it; neither where it is something else.

    with_it  further threads that the act names with it
    """

    mandate: Mandate | None = None
    with_it: tuple[Mandate, ...] = ()
    noun: Noun = ""
    word: str = ""


_HEAD = blanks(
    r"""
    \b(?: (?P<judges> judges? | terms?\sof\soffice ) | (?P<prosecutor> as\sprosecutor )
      | (?P<other> prosecutor | redeploy\w* | increase | troop\s\w+ | exempt\w+
            | deployment\sof\s(?:up\sto|\d+|the\sadditional|additional) | level | strength | reserve | deadline
            | fund\b | suspension | reduction | withdrawal | drawdown | cooperation | listing
            | notification | military\sobservers
            | expansion | ban\b | logistical | the\speriod\sfor | offices? | tasks? | functions | verif\w+
              | the\sforces | commandos | advisory | trust | intervention\sbrigade | temporary
            | requirement | personnel | report | designat\w+ | sections? | liaison )
      | (?P<panel> panels?(?:\sof\sexperts)? | group\sof\sexperts | monitoring\s(?:group|team|mechanism|body)
            | (?:analytical\ssupport\sand\ssanctions\smonitoring\s)team )
      | (?P<committee> (?:sanctions\s)?committee (?!\s(?:shall|to|may)\b) )
      | (?P<measures> (?<!necessary[ ])(?<!appropriate[ ])(?<!administrative[ ])measures? | embargo(?:es)?
              | sanctions? | prohibitions? | all\s(?:member\s)?states(?=\sshall) )
      | (?P<terms> provisions? | decisions\sin | arrangements?\s(?:established|set|referred|for) | requests?\s(?:in|set)
              | authori[sz]ations?\s(?:as\s)?(?:provided|set|contained|granted|in|given|referred|under
                 |of\smember\sstates)
              | the\s(?:initial\s)?periods?\sreferred )
      | (?P<its> (?:its|the)\s(?:present|current|existing)\s(?:mandate|authori[sz]ation)
              | its\s(?:mandate|authori[sz]ations?) | the\smandate(?=\sas\sset\sforth|[ ]until|[ ]for\sa) )
      | (?P<force> (?:the|that|this)\s(?:(?:observer|supervision|verification|support|assistance|african\sunion
                   |united\snations(?:\speace-?keeping)?)\s)?
                   (?:force|mission|operation|multinational\sforce|observer\sgroup|commission|team|authority
                   |special\spolitical\smission)
                   (?!\s(?:commander|headquarters)) ) )\b
    """
)
_NOUNS: dict[str, Noun] = {
    "panel": "panel", "committee": "committee", "measures": "measures", "force": "force", "its": "its",
    "terms": "terms", "judges": "judges", "prosecutor": "prosecutor",
}  # fmt: skip
_ASIDE = re.compile(
    r"(?:^|,) ?(?:and )?(?:as an? [^,]{1,30} to|as part of|for the purpose of|in order to|with a view to|in accordance"
    r" with|as recommended (?:by|in)|pursuant to|on the basis of) [^,]{1,200},"
)
_AND_MORE = re.compile(
    r"\bmandate (?:and|or|as well as) (?:the )?(?:current )?(?:\w+ ){0,2}(?:strength|tasks|personnel|levels?|ceiling)\b"
    r"|\bdeployment of [\d,]+ uniformed\b"
)
_AND_OF = re.compile(r"\)? ?,? and (?:of )?(?:the |its )?(?:$|\S)")
_ITS_LEVEL = re.compile(r"'s? (?:\w+ ){0,3}(?:ceilings?|strength|levels?|personnel|deployment|police|troops?)\b")
_GIVEN_TO = 60
"""So near behind `the authorization` stands to whom it was given."""

_REACH = 260
"""So far behind its verb what an act is done to is looked for."""


def read_object(low: str, start: int, end: int, names: Names, number: int) -> Object:
    """What is meant in `low[start:end]`, the words that an act governs, in a resolution of this number."""
    words = _AND_MORE.sub("mandate", _ASIDE.sub("", low[start : min(end, start + _REACH)]))
    head = _HEAD.search(words)
    every = list(named(words, names, number))
    name = every[0] if every else None
    if name and (not head or _comes_first(name, head.start(), head.lastgroup or "", words)):
        if _ITS_LEVEL.match(words, name[1]):
            return Object()
        return Object(name[2], with_it=tuple(_joined(every, words)))
    if not head or head.lastgroup == "other":
        return Object()
    return Object(None, (), _NOUNS[head.lastgroup or ""], head[0])


def _joined(every: Sequence[tuple[int, int, Mandate]], words: str) -> Iterator[Mandate]:
    """Further things of the same act: `the mandates of UNOCI and of the French forces`."""
    for before, name in pairwise(every):
        if name[2] == before[2]:
            continue
        if not _AND_OF.match(words, before[1]):
            return
        yield name[2]


def _comes_first(name: tuple[int, int, Mandate], head: int, noun: str, words: str) -> bool:
    """Whether the name stands before the noun, or is what the noun stands for: `the Force (UNIFIL)`."""
    if name[0] <= head + 4:
        return True
    if noun == "terms":
        return name[0] - head < _GIVEN_TO and bool(re.search(r" (?:to|of) ", words[head : name[0]]))
    return noun in ("force", "panel", "committee") and name[0] - head < 40 and "(" in words[head : name[0]]
