"""The words with which the Council's paragraphs begin: `Recalling`, `Further requests`, `Expresses its concern`.

Plain text shows no italics. Whether a paragraph is preambular or operative, and which is its verb, is told by its
first words; the lists were read off the UN's own markup (every word it sets in italics at the head of a paragraph)
and off the yearbooks, and each word was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ADVERBS = """Accordingly Again Also Deeply Equally Especially Extremely Firmly Formally Fully Further Furthermore
Gravely Greatly Hereby Highly Increasingly Once\\sagain Particularly Profoundly Seriously Solemnly Strongly Therefore
Unequivocally Urgently Vigorously Warmly""".split()

PREAMBULAR_WORDS = """Acknowledging Acting Addressing Affirming Agreeing Alarmed Anticipating Anxious Appalled
Appealing Applauding Appreciating Approving Attaching Authorizing Aware Bearing Being Believing Calling Cognizant
Commending Committed Concerned Concluding Concurring Condemning Confirming Congratulating Conscious Considering
Continuing Convinced Declaring Demanding Deploring Desiring Desirous Determined Determining Directing Dismayed
Distressed Disturbed Drawing Echoing Emphasising Emphasizing Encouraged Encouraging Endorsing Examining Expecting
Expressing Extending Extolling Finding Grateful Gratified Grieved Guided Having Highlighting Honouring Hoping
Indignant Inspired Inviting Keeping Looking Mindful Motivated Mourning Noting Observing Offering Outraged Paying
Pending Pledging Pursuing Re-affirming Re-emphasising Re-emphasizing Re-iterating Reaffirming Realizing Recalling
Recognising Recognizing Referring Registering Regretting Reiterating Rejecting Remaining Remembering Reminding
Renewing Requesting Resolved Resolving Responding Seeking Seized Sharing Shocked Stressing Supporting Supportive
Taking Thanking Troubled Underlining Underlying Underscoring Urging Viewing Welcoming Whereas While Whilst
Willing""".split()

OPERATIVE_WORDS = """Accepts Acknowledges Addresses Adopts Advises Affirms Agrees Amends Announces Appeals Applauds
Appoints Appreciates Approves Asks Asserts Assures Attaches Authorises Authorizes Awaits Believes Calls Censures
Clarifies Commends Concludes Concurs Condemns Confirms Congratulates Considers Continues Decides Declares Deems
Demands Deplores Deprecates Designates Desires Determines Directs Dissolves Draws Elects Emphasises Emphasizes
Empowers Encourages Endorses Entrusts Envisages Establishes Exhorts Expects Expresses Extends Finds Fixes Forwards
Gives Grants Guarantees Highlights Holds Identifies Implores Indicates Insists Instructs Intends Invites Issues Joins
Lends Lifts Looks Maintains Mandates Modifies Notes Observes Offers Orders Pays Pledges Proclaims Proposes Provides
Re-emphasises Re-emphasizes Reaffirms Recalls Recognises Recognizes Recommends Reconfirms Records Refers Regrets
Reiterates Rejects Relies Remains Reminds Renews Repeats Replaces Reposes Requests Requires Resolves Responds Restates
Sets Shares Stands Strengthens Stresses Suggests Supports Suspends Takes Terminates Thanks Transmits Underlines
Underscores Understands Undertakes Urges Warns Welcomes""".split()


def _either(words: Sequence[str]) -> str:
    """The words, with a capital or, behind an adverb or the Council's name, without: `Further requests`."""
    return "|".join(f"[{word[0]}{word[0].lower()}]{word[1:]}" for word in words)


_LEAD = rf"[“‘\"]?(?:(?:{_either(ADVERBS)}),?\s)*"

PREAMBULAR = re.compile(
    rf"""
    {_LEAD} (?: {_either(PREAMBULAR_WORDS)} ) \b            # Recalling ...    Deeply concerned ...
  | And \s in \s particular | By \s Article | In \s (?: the \s exercise | accordance | view | virtue )
  | In \s th (?: is | at ) \s (?: regard | context | connection ) , \s [a-z]+ing \b
  | Without \s prejudice
    """,
    re.VERBOSE,
)
"""How a preambular paragraph begins."""

OPERATIVE = re.compile(
    rf"""
    {_LEAD} (?: [Tt]he \s Security \s Council,? \s (?: (?: also | further | hereby ) \s )? )?
    (?P<verb> (?: {_either(OPERATIVE_WORDS)} ) \b )         # Decides ...    The Security Council directs ...
  | It \s is \s resolved | To \s this \s end, \s the \s Security \s Council | Now, \s therefore, \s the \s Security
    """,
    re.VERBOSE,
)
"""How an operative paragraph begins: a verb of the list, adverbs before it, or the Council as its subject."""

_OPERATIVE_FIRST = frozenset(OPERATIVE_WORDS)
_PREAMBULAR_FIRST = frozenset(PREAMBULAR_WORDS)
_MORE_IS_NEEDED = frozenset([*ADVERBS, "Once", "The", "It", "To", "Now", "And", "By", "In", "Without"])
"""First words that say nothing without the next: only for these the patterns are asked."""

_MISREAD = re.compile(rf"[\W_]*(?:{'|'.join(word.removesuffix('s') for word in OPERATIVE_WORDS)})s?\b")
"""A verb without its last letter, or behind a smudge: `Welcome the further report` (864 (1993), paragraph 1)."""

_MANNER = r"(?:(?:deep|grave|great|serious|strong|sincere|profound|particular|continued)\s(?:and\s)?)"
_FEELING = rf"(?:its\s)?{_MANNER}{{0,2}}(?:concern|appreciation|satisfaction|regret|gratitude|alarm)\b"

_TAIL = re.compile(
    rf"""
    (?: (?<=[Cc]alls) | (?<=[Cc]alling) ) \s (?: (?:also|again|further) \s )? (?: upon | on | for ) \b
  | (?: (?<=[Tt]akes) | (?<=[Tt]aking) ) (?: \s also )? \s (?: note | into \s account ) \b
  | (?<=[Hh]aving) \s (?: also \s )? (?: regard | taken \s note | [a-z]+ed | heard | met ) \b
  | (?<=[Bb]earing) \s in \s mind \b
  | (?: (?<=[Ll]ooks) | (?<=[Ll]ooking) ) \s forward \b
  | (?: (?<=[Pp]ays) | (?<=[Pp]aying) ) \s tribute \b
  | (?: (?<=[Ee]xpresses) | (?<=[Ee]xpressing) ) \s (?: (?:also|again) \s )?
        {_FEELING}
  | (?: (?<=[Nn]otes) | (?<=[Nn]oting) ) \s with \s {_FEELING}
  | \s (?: also | further ) \b
    """,
    re.VERBOSE,
)
"""What belongs to a verb and is set in italics with it: `Calls upon`, `Taking note`, `Expresses its concern`."""


def begins_operative(text: str) -> bool:
    """Whether the words begin as an operative paragraph does, with a capital."""
    first = _first_word(text)
    return first in _OPERATIVE_FIRST or (first in _MORE_IS_NEEDED and OPERATIVE.match(text) is not None)


def begins_preambular(text: str) -> bool:
    """Whether the words begin as a preambular paragraph does, with a capital."""
    first = _first_word(text)
    return first in _PREAMBULAR_FIRST or (first in _MORE_IS_NEEDED and PREAMBULAR.match(text) is not None)


def _first_word(text: str) -> str:
    return next(iter(text.split(None, 1)), "").strip(',:;.“‘"')


def leading_verb(text: str) -> str:
    """The verb that leads a clause, with its adverbs and what goes with it, as printed; "" where none does.

    >>> leading_verb("Strongly condemns the attacks")
    'Strongly condemns'
    >>> leading_verb("The Security Council directs the Committee")
    'directs'
    >>> leading_verb("Calls upon all States")
    'Calls upon'
    """
    found = OPERATIVE.match(text) or PREAMBULAR.match(text) or _MISREAD.match(text)
    if not found:
        return ""
    start = found.start("verb") if "Council" in found[0] and found.groupdict().get("verb") else 0
    tail = _TAIL.match(text, found.end())
    return text[start : tail.end() if tail else found.end()].strip(' ,|~—_“"‘')
