"""What a clause does to a mandate or a measure: extends, founds, suspends, brings back, ends it; and until when.

A clause is cut at its ruling verbs (`Decides`, `Recalls`). What stands under a verb that decides may hold acts; under
one that recalls, welcomes, endorses or intends nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scraper.cite.mention import blanks, fold, lower
from scraper.lifecycle.periods import read_end, read_period
from scraper.lifecycle.values import Act, Does, Period

_RULING = blanks(
    r"""
    (?<![\w-])(?<!its[ ])(?<!the[ ])(?<!reporting[ ])
    (?: (?P<decides> decides | agrees\s(?:to|that|with) | resolves | directs )
      | (?P<itself> appoints | (?:extends|renews)(?!\sits\s(?:call|appeal|request|demand)) | prolongs | authorizes
              | authorises | establishes | terminates | lifts | dissolves
                  | suspends | approves\s(?=(?:an?|the)\s(?:further\s|additional\s)?(?:extension|renewal
                  |continuation)|(?:the|his)\s[^;.]{0,60}?(?:proposals?|recommendations?)\s[^;.]{0,60}?
                  to\s(?:extend|renew)\b)
                  | requests\sthe\ssecretary-general\b[^;.]{0,400}?\s(?=to\s(?:extend|(?:re-?)?establish|renew
                  |re-?appoint|re-?constitute)\b) | requests\sthat\sthe\ssecretary-general(?=\s(?:renew|extend)\b) )
      | (?P<none> recall(?:s|ing) | reaffirm(?:s|ing) | affirms | reiterat(?:es|ing) | not(?:es|ing) | takes\snote
            | welcom(?:es|ing) | stress(?:es|ing) | emphasi[sz](?:es|ing) | underlin(?:es|ing) | underscores
            | recogni[sz](?:es|ing) | acknowledg(?:es|ing) | endors(?:es|ing) | express(?:es|ing) | intends
            | (?:its|the)\s(?:readiness|intention|willingness) | request(?:s|ing)? | calls\s(?:up)?on | urg(?:es|ing)
            | encourag(?:es|ing) | invit(?:es|ing) | demands | approves | condemns | considers | declares | determines
            | commends | supports | looks\sforward | will\sdecide | to\sreview | to\sconsider | to\sreport
              | to\ssubmit
            | to\sprovide\s(?:a|an|the)\s(?:\w+\s){0,3}report | shall\sreport | in\sorder\sto\sdecide
              | in\sthe\sexpectation | tak(?:es|ing)\snote
            | undertakes | bearing\sin\smind | having\s\w+ | is\sprepared | remains\s(?:ready|seized)
            | (?<!commence[ ])no\slater\sthan | with\sthe\sintention
            | with\sa\sview\sto\ssubsequently | confirms | instructs | appeals ) )\b
    """
)

_EXTEND = r"extend(?:ed)?|re-?constitute|renew(?:ed)?|prolong(?:ed)?|re-?establish(?:ed)?|(?:re-?)?appoint(?:ed)?"
_END = r"terminated?|dissolved?|disestablish(?:ed)?|lift(?:ed)?|rescind(?:ed)?|discontinued?|ended?|repeal(?:ed)?"
_ADVERBS = r"(?:\w+ly\s|reaffirm\sand\s|further\s|also\s|hereby\s|again\s|so\s)?"
_ACT = blanks(
    rf"""
    \b(?<!not[ ])(?: (?P<provides>to\sprovide\san\sextension)
        | (?<=secretary-general[ ])(?P<he_extends>renew|extend)\b
        | to\s{_ADVERBS}(?: (?P<extends>{_EXTEND}) (?!\s(?:to|its\scall|support|cooperation|assistance
              |\w+\ssupport|throughout)\b)
            | (?P<continues> continue | maintain | authori[sz]e )\b
            | (?P<suspends>suspend)\b | (?P<reimposes>terminate\sthe\ssuspension | reimpose | reinstate)\b
            | (?P<ends>{_END})\b | (?P<founds>establish | create | set\sup | impose)\b )
        | (?:shall|will|is|are|should)\s(?:be\s|continue\sto\sbe\s|hereby\s|further\s|now\s|[a-z]+ly\s)*
          (?: (?P<shall_extend>extended|renewed|prolonged|remain\sin\s(?:force|effect|place)(?!\swith\srespect)
              |remain\sauthori[sz]ed
                 |remain\sestablished|continue\sin\s(?:force|effect)|continue\s(?:to\s(?:apply|operate|function
                 |be\sin\sforce)|until|for))
            | (?P<shall_continue>continue|(?:also\s)?support|remain\sin(?!\s(?:force|effect|place)))
            | (?P<shall_suspend>suspended)
            | (?P<shall_reimpose>reimposed|reinstated)
            | (?P<shall_end>terminated|dissolved|lifted|rescinded|discontinued|disestablished|no\slonger\s(?:apply
              |be\sin\sforce)
                 |cease\sto\s(?:apply|have\seffect|be\sin\sforce|exist)|expire|terminate) ) )\b
    """
)
_DOES: dict[str, Does] = {
    "provides": "extends", "he_extends": "extends",
    "extends": "extends", "continues": "extends", "shall_extend": "extends", "shall_continue": "extends",
    "suspends": "suspends", "shall_suspend": "suspends", "reimposes": "reimposes", "shall_reimpose": "reimposes",
    "ends": "ends", "shall_end": "ends", "founds": "founds",
}  # fmt: skip
_ITSELF: dict[str, Does] = {
    "extends": "extends", "renews": "extends", "prolongs": "extends", "authorizes": "extends", "authorises": "extends",
    "establishes": "founds", "terminates": "ends", "lifts": "ends", "dissolves": "ends", "suspends": "suspends",
    "approves": "extends", "appoints": "extends",
}  # fmt: skip
_WEAK = frozenset({"continues", "shall_continue", "authorizes", "authorises"})
"""Verbs that extend only where a period stands with them."""

_FURTHER = re.compile(r"\bfor (?:a|an) (?:further|additional)\b")
_PARTICIPLE = re.compile(r"\w+ing\b")
_CONDITION = blanks(
    r"\b(?:unless|subject\sto|provided\sthat|if\s|once\s|when\s|as\ssoon\sas\s|upon\s|on\sthe\sunderstanding)[^;.]{0,200}"
)
_TRIGGER = re.compile(
    r"extend|renew|prolong|establish|appoint|maintain|continu|authori[sz]|terminat|dissol|lift|rescind|discontinu"
    r"|suspen|reimpos|reinstat|remain|expire|no longer|cease to|withdraw|repeal|\bend\b|impos|creat|set up"
)


class _Segment(NamedTuple):
    """A part of a clause under one ruling verb; `does` where the verb is itself an act."""

    start: int
    verb_end: int
    end: int
    does: Does | None
    weak: bool


def read_acts(text: str, adopted: str, above: str = "") -> tuple[Act, ...]:
    """The acts of a clause, in order. `adopted` is the ISO day; `above` the text of the clause it is an item of."""
    low = lower(fold(text))
    if not _TRIGGER.search(low):
        return ()
    found: list[Act] = []
    high = lower(fold(above))
    for segment in _segments(low, high):
        ruled = read_period(high, adopted, more=True) if not segment.verb_end else Period()
        found += _read_segment(low, segment, adopted, ruled)
    return tuple(found)


def _segments(low: str, above: str) -> Iterator[_Segment]:
    """The parts of a clause in which something is decided; an item is ruled by the verb of the clause above."""
    ruling: list[re.Match[str]] = []
    for verb in _RULING.finditer(low):
        if not (ruling and ruling[-1].lastgroup == "decides" and _is_aside(low, ruling[-1].end(), verb)):
            ruling.append(verb)
    first = ruling[0].start() if ruling else len(low)
    if above and first > 0 and _rules_items(above):
        yield _Segment(0, 0, first, None, False)
    for i, verb in enumerate(ruling):
        end = ruling[i + 1].start() if i + 1 < len(ruling) else len(low)
        if verb.lastgroup == "decides":
            yield _Segment(verb.start(), verb.end(), end, None, False)
        elif verb.lastgroup == "itself":
            word = verb[0].split()[0]
            yield _Segment(verb.start(), verb.end(), end, _ITSELF.get(word), word in _WEAK)


def _is_aside(low: str, end: int, verb: re.Match[str]) -> bool:
    """Whether a participle only says on what ground it is decided: `Decides, acting under Chapter VII, to extend`."""
    return (
        _PARTICIPLE.match(verb[0]) is not None
        and not low[end : verb.start()].strip(" ,")
        and " to " in low[verb.end() :]
    )


def _rules_items(above: str) -> bool:
    """Whether items below are decided by it: it ends in `Decides:` or so, and does nothing itself."""
    last = max(_RULING.finditer(above), key=re.Match.start, default=None)
    return last is not None and last.lastgroup == "decides" and not _ACT.search(above, last.end())


def _head(found: re.Match[str]) -> tuple[int, int, Does, bool, bool]:
    """Where the verb of an act stands, what it does, whether it needs a period, and whether its object precedes it."""
    kind = found.lastgroup or ""
    return found.start(), found.end(), _DOES[kind], kind in _WEAK, kind.startswith("shall")


def _read_segment(low: str, segment: _Segment, adopted: str, ruled: Period) -> list[Act]:
    """The acts of one part; a period that stands before the first act, or behind the last, is that of all without.

    `ruled` is the period that the clause above sets for its items.
    """
    heads = [_head(found) for found in _ACT.finditer(low, segment.verb_end, segment.end)]
    if segment.does:
        heads.insert(0, (segment.start, segment.verb_end, segment.does, segment.weak, False))
    acts: list[Act] = []
    shared = ruled
    for i in range(len(heads) - 1, -1, -1):
        start, end, does, weak, passive = heads[i]
        close = heads[i + 1][0] if i + 1 < len(heads) else segment.end
        begin = segment.verb_end if passive and i == 0 else heads[i - 1][1] if passive else end
        period = _period_of(low, end, close, segment, i, adopted, does, does == "extends" and not weak)
        if period.how == "none" and does == "extends" and not weak:
            period = shared
        if weak and period.how in ("none", "event"):
            continue
        if period.how in ("stated", "computed") and does == "extends":
            shared = period
        condition = _CONDITION.search(low, end, close)
        does = _does(does, period, low[end:close])
        acts.append(Act(does, start, end, min(begin, start), close, period, condition[0] if condition else ""))
    return acts[::-1]


def _does(does: Does, period: Period, low: str) -> Does:
    """What is established for a further period goes on."""
    return "extends" if does == "founds" and _FURTHER.search(low) and period.how == "computed" else does


def _period_of(
    low: str, end: int, close: int, segment: _Segment, i: int, adopted: str, does: Does, more: bool
) -> Period:
    """The period of an act: from the words behind it, or for the first from those between the ruling verb and it."""
    if does == "ends":
        return read_end(low[segment.verb_end : close], adopted)
    period = read_period(low[end:close], adopted, more=more)
    if period.how == "none" and i == 0:
        period = read_period(low[segment.verb_end : end], adopted, more=more)
    return period
