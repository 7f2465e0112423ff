"""What an act is done to: a thing by its name, or a panel, a committee, measures, by their noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scraper.cite.mention import blanks
from scraper.lifecycle.mandates import Mandate, Names, named

Noun = Literal["", "panel", "committee", "measures", "force", "its"]


@dataclass(frozen=True, slots=True)
class Object:
    """What is meant: the thread by its name, or the noun that stands for it; neither where it is something else."""

    mandate: Mandate | None = None
    noun: Noun = ""
    word: str = ""


_HEAD = blanks(
    r"""
    \b(?: (?P<other> term(?:s)?\sof\soffice | judges? | prosecutor | redeploy\w* | increase | troop\s\w+ | exempt\w+
            | deployment\sof\s(?:up\sto|\d+|the\sadditional|additional) | level | strength | reserve | deadline
            | arrangements? | fund\b | suspension | reduction | withdrawal | drawdown | cooperation | listing
            | notification | military\sobservers
            | expansion | ban\b | logistical | the\speriod\sfor | offices? | tasks? | functions | verif\w+
              | french\sforces | the\sforces | commandos | advisory | trust | intervention\sbrigade | temporary
            | requirement | personnel | report | paragraph\s\d+\sof\sthat | designat\w+ | sections? | liaison )
      | (?P<panel> panels?(?:\sof\sexperts)? | group\sof\sexperts | monitoring\s(?:group|team|mechanism|body)
            | (?:analytical\ssupport\sand\ssanctions\smonitoring\s)team )
      | (?P<committee> (?:sanctions\s)?committee (?!\s(?:shall|to|may)\b) )
      | (?P<measures> (?<!necessary[ ])(?<!appropriate[ ])(?<!administrative[ ])measures? | embargo(?:es)?
              | sanctions? | prohibitions? | all\s(?:member\s)?states(?=\sshall) )
      | (?P<its> its\s(?:(?:present|current|existing)\s)?(?:mandate|authorization))
      | (?P<force> the\s(?:(?:observer|supervision|verification|support|assistance|african\sunion)\s)?
                   (?:force|mission|operation|multinational\sforce|observer\sgroup)(?!\s(?:commander
                   |headquarters)) ) )\b
    """
)
_NOUNS: dict[str, Noun] = {
    "panel": "panel", "committee": "committee", "measures": "measures", "force": "force", "its": "its"
}  # fmt: skip
_ASIDE = re.compile(r", (?:for the purpose of|in order to|with a view to) [^,]{1,200},")
_BEHIND = 25
_REACH = 260
"""So far behind its verb what an act is done to is looked for."""


def read_object(low: str, start: int, end: int, names: Names, number: int) -> Object:
    """What is meant in `low[start:end]`, the words that an act governs, in a resolution of this number."""
    words = _ASIDE.sub("", low[start : min(end, start + _REACH)])
    head = _HEAD.search(words)
    name = next(named(words, names, number), None)
    if name and "modification" in words[name[1] : name[1] + _BEHIND]:  # `UNISFA’s mandate modification` is a part of it
        return Object()
    if name and (not head or _comes_first(name, head.start(), head.lastgroup or "", words)):
        return Object(name[2])
    if not head or head.lastgroup == "other":
        return Object()
    return Object(None, _NOUNS[head.lastgroup or ""], head[0])


def _comes_first(name: tuple[int, int, Mandate], head: int, noun: str, words: str) -> bool:
    """Whether the name stands before the noun, or is what the noun stands for: `the Force (UNIFIL)`."""
    if name[0] <= head + 4:
        return True
    return noun in ("force", "panel", "committee") and name[0] - head < 40 and "(" in words[head : name[0]]
