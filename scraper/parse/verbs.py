"""The verbs the Council acts by: `Recalling`, `Further requests`, `Expresses its concern`, `Decides ..., and urges`.

The UN's files set them in italics, in early 2000 underlined, in some files (1470 (2003), 2281 (2016)) in plain type;
text and PDFs show no type. So the words decide, for every source alike: what begins a paragraph, and what stands
behind a comma or an `and` in it. Italics tell only of verbs that no list has.

The lists were read off every word that the UN's files set in italics and off the yearbooks, and each was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.models import Mark

# -- words ---------------------------------------------------------------------------------------------------------

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

LATER_OPERATIVE_WORDS = """acknowledges affirms agrees appeals applauds approves authorises authorizes calls cautions
clarifies commends condemns confirms considers decides declares demands deplores determines directs emphasises
emphasizes encourages endorses expresses highlights implores insists invites looks notes pays re-emphasises
re-emphasizes reaffirms recalls recognises recognizes regrets reiterates rejects reminds requests resolves stresses
takes underlines underscores urges welcomes""".split()
"""Those that the Council has for a further act in a paragraph; `provides` or `supports` there are of somebody else."""

LATER_PREAMBULAR_WORDS = """acknowledging affirming appreciating aware calling commending condemning congratulating
considering convinced declaring demanding deploring determined determining echoing emphasising emphasizing encouraging
expressing highlighting inviting looking mindful noting paying re-emphasising re-emphasizing reaffirming recalling
recognising recognizing regretting reiterating rejecting remaining reminding stressing taking trusting underlining
underscoring urging welcoming""".split()
"""Likewise in the preamble, where `requesting` or `supporting` mostly are of somebody else."""


def _either(words: Sequence[str]) -> str:
    """The words, with a capital or, behind an adverb or the Council's name, without: `Further requests`."""
    return "|".join(f"[{word[0]}{word[0].lower()}]{word[1:]}" for word in words)


_LEAD = rf"[“‘\"]?(?:(?:{_either(ADVERBS)}),?\s)*"

# -- how a paragraph begins ----------------------------------------------------------------------------------------

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
    {_LEAD} (?: (?: To \s this \s end, \s )? [Tt]he \s Security \s Council,? \s
                (?: (?: also | further | hereby ) \s )? )?
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


def begins_operative(text: str) -> bool:
    """Whether the words begin as an operative paragraph does, with a capital."""
    first = _first_word(text)
    return first in _OPERATIVE_FIRST or (first in _MORE_IS_NEEDED and OPERATIVE.match(text) is not None)


def begins_preambular(text: str) -> bool:
    """Whether the words begin as a preambular paragraph does, with a capital."""
    first = _first_word(text)
    return first in _PREAMBULAR_FIRST or (first in _MORE_IS_NEEDED and PREAMBULAR.match(text) is not None)


def is_recital(text: str) -> bool:
    """Whether a paragraph, numbered or not, is of a preamble: its sentence runs on, behind a comma, to the decision.

    >>> [is_recital(text) for text in ("Noting the report,", "Noting the report, decides to act;", "Decides to act,")]
    [True, False, False]
    """
    return text.endswith(",") and begins_preambular(text) and not begins_operative(text)


def _first_word(text: str) -> str:
    return next(iter(text.split(None, 1)), "").strip(',:;.“‘"')


# -- the verbs of a clause -----------------------------------------------------------------------------------------

_MANNER = r"(?:(?:deep|grave|great|serious|strong|sincere|profound|particular|continued)\s(?:and\s)?)"
_FEELING = rf"(?:its\s)?{_MANNER}{{0,2}}(?:concern|appreciation|satisfaction|regret|gratitude|alarm)\b"
_OBJECT = r"(?=\s(?:that|the|all|any|each|both|its|his|their|this|these|those|to|upon|on)\b|[\s]in\sth|,)"

_AIM = r"its\s(?:intent(?:ion)?|determination|readiness|willingness|support)\b"

_TAIL = re.compile(
    rf"""
    (?: (?<=[Cc]alls) | (?<=[Cc]alling) ) (?: \s (?: also | again | further | once \s again ) )?
        \s (?: upon | on | for ) \b
  | (?: (?<=[Tt]akes) | (?<=[Tt]aking) ) (?: \s (?: also | further ) )?
        \s (?: note (?: \s with \s {_FEELING} )? \b | into \s (?: account | consideration ) \b )
  | (?<=[Hh]aving) \s (?: also \s )? (?: regard | taken \s note | [a-z]+ed | heard | met ) \b
  | (?<=[Bb]earing) \s in \s mind \b
  | (?: (?<=[Ll]ooks) | (?<=[Ll]ooking) ) \s forward \b
  | (?: (?<=[Pp]ays) | (?<=[Pp]aying) ) \s tribute \b
  | (?: (?<=[Ee]xpresses) | (?<=[Ee]xpressing) ) \s (?: (?: also | again ) \s )? (?: {_FEELING} | {_AIM} )
  | (?: (?<=[Rr]eiterates) | (?<=[Rr]eiterating) | (?<=[Rr]enews) ) \s its \s (?: call | request | demand ) s? \b
  | (?: (?<=[Nn]otes) | (?<=[Nn]oting) ) \s with \s {_FEELING}
  | (?: (?<=[Rr]emains) | (?<=[Rr]emaining) ) \s (?: [a-z]+ly \s )?
        (?: concerned | convinced | committed | determined | seized ) \b
  | (?: (?<=[Cc]ontinues) | (?<=[Cc]ontinuing) ) \s to \s [a-z]+ \b
  | (?<=[Ww]hile) \s [a-z]+ing \b
  | \s also \b | \s further \b {_OBJECT}
    """,
    re.VERBOSE,
)
"""What belongs to a verb and mostly is set in italics with it: `Calls upon`, `Taking note`, `Expresses its concern`."""

_MISREAD = re.compile(rf"[\W_]*(?:{'|'.join(word.removesuffix('s') for word in OPERATIVE_WORDS)})s?\b")
"""A verb without its last letter, or behind a smudge: `Welcome the further report` (864 (1993), paragraph 1)."""

_ANY = re.compile(
    r"""
    [“"]? (?! (?: Pending | During | Notwithstanding | Regarding | Nothing ) \b )
    (?P<verb>
        (?: (?: Also | Further | Again | Once \s again ) \s+ )?
        (?: [A-Za-z][a-z]+ly \s+ )?                          # Strongly   Warmly
        (?: Takes? \s note | Taking \s note | Pays \s tribute | Paying \s tribute | Having \s [a-z]+ed
          | Aware | Conscious | Mindful | Convinced | Desirous
          | [A-Za-z][a-z-]+ (?: s | ing | ed ) \b
        )
        (?: \s+ (?: also | further | again | upon | on | strongly | with \s (?: [a-z]+ \s )? concern ) \b )*
    )
    """,
    re.VERBOSE,
)
"""The first words of a paragraph that begins with no verb of the lists, where they have the form of one."""

_BEFORE = re.compile(
    r"""
    (?: \A | [,;–—] \s | \b (?: and | but | however | still | while | as \s well \s as ) ,? \s
      | \b in \s (?: th (?: is | at ) \s (?: regard | respect | context | connection ) | particular ) ,? \s
      | \b to \s th (?: is | at ) \s end ,? \s
    )
    (?P<adverbs>
        (?: (?: [a-z]+ly | also | further | likewise | hereby | therefore | (?: once \s )? again ) \s ){0,3} ) $
    """,
    re.VERBOSE,
)
"""What stands before a verb that is not the first, its adverbs included: `, and further strongly` urges."""

_WINDOW = 60
"""So far before a further verb its adverbs, and what they follow, are looked for."""

_FOLLOWED_BY = {
    word: re.compile(pattern)
    for words, pattern in (
        ("calls calling", r"(?:\s[a-z]+){0,2}\s(?:upon|on|for)\b"),
        ("takes taking", r"(?:\s[a-z]+)?\snote\b"),
        ("looks looking", r"(?:\s[a-z]+)?\sforward\b"),
        ("pays paying", r"(?:\s[a-z]+)?\stribute\b"),
        ("appeals", r"(?:\s[a-z]+)?\s(?:to|for)\b"),
        ("determines determining", r"\sthat\b"),
        ("determined", r"\sto\b"),
        ("aware convinced mindful", r"\s(?:of|that)\b"),
        ("remaining", r"(?:\s[a-z]+ly)?\s(?:concerned|convinced|committed|determined|seized)\b"),
        ("demands notes requests", r"(?![.;:]|\s(?:for|from|by|of|to|made|submitted|under|and|or|verbales?)\b)"),
    )
    for word in words.split()
}
"""What must stand behind words of these lists: not in `its calls by`, `taking the lead`, `requests for advice`."""

_LATER = {
    preambular: {word + stop: word for word in words for stop in ("", ",", ":")}
    for preambular, words in ((False, LATER_OPERATIVE_WORDS), (True, LATER_PREAMBULAR_WORDS))
}
"""The words with what may be glued to them, by whether the paragraph is preambular."""

_OF_SUB_PARAGRAPH = re.compile(rf"[“‘\"]?(?:(?:{_either(ADVERBS)})\s)*(?P<word>[A-Za-z-]+)")

_JOINED = re.compile(rf"\sand\s(?P<verb>(?:[a-z]+ly\s)?(?:{'|'.join(map(str.lower, OPERATIVE_WORDS))})\b)")
"""A verb joined to the first: `Commends and strongly supports`."""

_EDGE = ' ,;:.“”"‘|~—_\u00a0\u202f'
"""What may stand in italics beside a verb and is none of it."""

_LATER_ITALIC = re.compile(
    r"""
    (?! (?: bis | efforts | objectives | serious ) \b )
    (?: [a-z]+ly \s+ | also \s+ | further \s+ )*     # strongly   also   further
    [a-z][a-z-]* (?: s | ing | ed )                   # urges   noting   concerned
    (?: \s+ \w+ )*                                    # upon   with concern   its call on
    """,
    re.VERBOSE,
)
"""A verb in italics within a clause; other words in italics are names of ships, Latin, titles."""


def leading_verbs(text: str, marks: Sequence[Mark] = (), *, paragraph: bool = True, preambular: bool = False) -> str:
    """The verbs of a clause in order, as printed, joined by `; `.

    In: its words, what is marked in them, whether it is a paragraph of its own (a sub-paragraph acts by the verb of
    the paragraph above it, unless it has one itself), and whether it is of the preamble, whose later verbs are
    participles. Out: "" where there is none.

    >>> leading_verbs("Strongly condemns all violence, and calls upon the parties to end it;")
    'Strongly condemns; calls upon'
    >>> leading_verbs("Welcoming the report, and noting its annex,", preambular=True)
    'Welcoming; noting'
    >>> leading_verbs("The Security Council directs the Committee")
    'directs'
    >>> leading_verbs("Trusts the parties;", [Mark("italic", 0, 5)], paragraph=False)  # the last letter is not italic
    'Trusts'
    >>> leading_verbs("Arms embargo", [Mark("italic", 0, 12)], paragraph=False)
    ''
    """
    first = _first_verb(text, paragraph) or _first_in_italics(text, marks, paragraph)
    if first is None and paragraph:
        first = _first_by_form(text)
    end = first[1] if first else 0
    found = [first] if first else []
    found += _later_verbs(text, end, preambular)
    found += _later_in_italics(text, [mark for mark in marks if mark.start >= end], found)
    return "; ".join(dict.fromkeys([text[start:end].strip(_EDGE) for start, end in sorted(found)]))


def begins_with_verb(text: str) -> bool:
    """Whether one of the verbs leads a paragraph of these words, misread or not."""
    return _first_verb(text, paragraph=True) is not None or _MISREAD.match(text) is not None


def _first_verb(text: str, paragraph: bool) -> tuple[int, int] | None:
    """Where the verb stands that words begin with, by the lists."""
    if not paragraph:
        word = _OF_SUB_PARAGRAPH.match(text)
        acts = word and word["word"].lower() in _LATER[False] and _is_followed(text, word["word"].lower(), word.end())
        return (0, _phrase_end(text, word.end())) if word and acts else None
    first = text.partition(" ")[0]
    if first in _OPERATIVE_FIRST or first in _PREAMBULAR_FIRST:
        return 0, _phrase_end(text, len(first))
    found = OPERATIVE.match(text) or PREAMBULAR.match(text)
    if not found or found[0].endswith(("Security", "Council")):
        return None
    start = found.start("verb") if "Council" in found[0] else 0
    return start, _phrase_end(text, found.end())


def _is_followed(text: str, word: str, end: int) -> bool:
    """Whether what stands behind a word of the lists makes it a verb."""
    pattern = _FOLLOWED_BY.get(word)
    return pattern is None or pattern.match(text, end) is not None


def _phrase_end(text: str, end: int) -> int:
    tail = _TAIL.match(text, end)
    return tail.end() if tail else end


def _first_in_italics(text: str, marks: Sequence[Mark], paragraph: bool) -> tuple[int, int] | None:
    """The words in italics that the text begins with, where they are a verb and no title of a sub-paragraph."""
    if not marks:
        return None
    opening = len(text) - len(text.lstrip(_EDGE))
    for start, end in _emphasized(text, marks):
        words = text[start:end].strip(_EDGE)
        if words and start <= opening and (paragraph or 2 * len(words) <= len(text)):
            return start, end
    return None


def _later_in_italics(text: str, marks: Sequence[Mark], found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The verbs in italics that no list has: `trusts`; not a word that was found as one, nor the rest of it."""
    for start, end in _emphasized(text, marks):
        apart = all(end <= verb or start >= verb_end for verb, verb_end in found)
        if apart and _LATER_ITALIC.fullmatch(text[start:end].strip(_EDGE)):
            yield start, end


def _first_by_form(text: str) -> tuple[int, int] | None:
    if found := _MISREAD.match(text):
        return 0, _phrase_end(text, found.end())
    found = _ANY.match(text)
    return found.span("verb") if found else None


def _later_verbs(text: str, after: int, preambular: bool) -> Iterator[tuple[int, int]]:
    """The verbs that go on with a paragraph: `, and urges`, `in this regard requests`."""
    joined = _JOINED.match(text, after)
    if joined:
        after = _phrase_end(text, joined.end())
        yield joined.start("verb"), after
    words = _LATER[preambular]
    for word in {words[printed] for printed in words.keys() & text.split()}:
        at = text.find(word, after)
        while at >= 0:
            if before := _read_verb(text, word, at, after):
                yield before, _phrase_end(text, at + len(word))
            at = text.find(word, at + len(word))


def _read_verb(text: str, word: str, at: int, after: int) -> int:
    """Where the verb that is this word begins, its adverbs included; 0 where it is none of the Council's."""
    end = at + len(word)
    if text[end : end + 1].isalpha() or not _is_followed(text, word, end):
        return 0
    if at - after >= 5 and (
        text[at - 2 : at] == ", " or text[at - 5 : at] == " and "
    ):  # nearly always, and quickly seen
        return at
    before = _BEFORE.search(text, max(after, at - _WINDOW), at)
    return before.start("adverbs") if before else 0


_LONGEST_FRAGMENT = 2

_LONGEST_WORD = 60
"""The borders of a word are looked for no further away: a mark on each letter of a long one would cost its square."""


def _emphasized(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """The spans in italics or underlined, each brought to the borders of words: `C` + `alls upon` (2457 (2019))."""
    for mark in marks:
        if mark.kind not in ("italic", "underline") or mark.start >= mark.end:
            continue
        start, end = mark.start, mark.end
        first = max(0, start - _LONGEST_WORD)
        while start > first and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        yield start, _word_end(text, start, end)


def _word_end(text: str, start: int, end: int) -> int:
    """The end of the last word; a letter or two of a further one are left out: `calling t|he` (2756 (2024))."""
    if end >= len(text) or not (text[end - 1].isalpha() and text[end].isalpha()):
        return end
    before = text.rfind(" ", start, end)
    if before > start and end - before - 1 <= _LONGEST_FRAGMENT:
        return before
    last = min(len(text), end + _LONGEST_WORD)
    while end < last and text[end].isalpha():
        end += 1
    return end
