"""The sentences of a text, and who speaks in them: the Council, another, or nobody whom the words name.

What stands in quotation marks is no part of the sentence that quotes it, and ends none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from scraper.check.passages import QuotedSpan

Speaker = Literal["council", "other", ""]

_BREAK = re.compile(
    r"""
    \n[ \t]*\n                                                      # a paragraph
  | \n(?=[ \t]{0,12}(?:[|>*•–-]|\d{1,3}[.)]|\[\^)[ \t\w])                # an item, a row of a table, a note
  | (?P<stop>[.!?][”"’'»“)\]]{0,3}(?:\[\^?\w{1,9}\])?\s+(?=[“"‘'«„(\[*_]{0,3}[A-Z0-9ÄÖÜÉÀ]))
    """,
    re.VERBOSE,
)  # fmt: skip
"""Where a sentence may end."""

_SHORT = re.compile(
    r"(?:\b(?:Mrs?|Ms|St|Dr|Nos?|vs?|Res|Doc|Arts?|Amb|Gen|Sen|[Pp]aras?|Prof|Ziff|op|[Cc]f|[Ii]bid|e\.g|i\.e|pp?)|(?<![^\s(.])[A-Z])\Z"
)
"""What a full stop shortens, and ends no sentence."""


class Sentences:
    """The sentences of a text whose quotations are known."""

    def __init__(self, text: str, quoted: Sequence[QuotedSpan]) -> None:
        """`quoted` are the quotations in order, none within another."""
        pieces, at = [], 0
        for one in quoted:
            pieces += [
                text[at : one.start],
                "_" * (one.end - one.start - 1),
                text[max(one.start, one.end - 1) : one.end],
            ]
            at = one.end
        self.masked = "".join([*pieces, text[at:]])
        ends = [
            found for found in _BREAK.finditer(self.masked) if not found["stop"] or not self._is_short(found.start())
        ]
        self._starts = [0, *(found.end() for found in ends)]

    def _is_short(self, stop: int) -> bool:
        return self.masked[stop] == "." and _SHORT.search(self.masked[max(0, stop - 8) : stop]) is not None

    def around(self, at: int) -> tuple[int, int]:
        """Where the sentence begins and ends that has the character at `at`."""
        after = bisect_right(self._starts, at)
        return self._starts[after - 1], self._starts[after] if after < len(self._starts) else len(self.masked)

    def before(self, quoted: QuotedSpan) -> str:
        """What stands before a quotation in its sentence, what else is quoted there left out."""
        return self.masked[max(self.around(quoted.start)[0], quoted.start - 400) : quoted.start]

    def speaker(self, quoted: QuotedSpan) -> Speaker:
        """Who is said to speak the words of a quotation, as far as its sentence says."""
        end = self.around(max(quoted.start, quoted.end - 1))[1]
        behind = self.masked[quoted.end : min(end, quoted.end + 120)]
        if (said := _SAID_BEHIND.match(behind)) and not _COUNCIL.search(said[0]):
            return "other"
        return _speaker_before(self.before(quoted))


_SPEECH = (
    "said says saying say told tells tell wrote writes write written argue argues argued arguing claim claims claimed"
    " warned warns remarked explained explains replied insisted insists tweeted posted laughed commented quipped"
    " asserted asserts alleged alleges complained testified joked spoke speaks speaking talked boasted dismissed"
    " dubbed termed labelled labeled hailed described describes describe calling called put puts held holds found finds"
    " suggested suggests suggest concluded concludes observed observes ruled declares declared announced promised vowed"
    " replies adds added asked asks pleaded quoted"
)
"""What people do with words; some of it the Council does too, so that the subject decides."""

_NORMS = (
    "decides decided demands demanded calls urges urged requests requested authorizes authorized authorises authorised"
    " condemns condemned encourages encouraged invites invited expresses expressed stresses stressed emphasizes"
    " emphasized emphasises emphasised recalls recalled welcomes welcomed reaffirms reaffirmed affirms affirmed notes"
    " noted provides provided states stated requires required obliges obliged imposes imposed mandates mandated"
    " determines determined recognizes recognized underlines underlined underscores underscored reiterates reiterated"
    " prohibits prohibited excludes excluded permits permitted establishes established reads read refers referred"
    " resolves resolved acknowledges acknowledged deplores deplored considers considered confirms confirmed contains"
    " uses used directs directed extends extended obligates gave gives bans banned entitled excuses"
)
"""What the Council and its resolutions do."""

_VERB = re.compile(rf"\b(?:{'|'.join((_SPEECH + ' ' + _NORMS).split())})\b", re.I)

_COUNCIL = re.compile(
    r"\b(?:council|resolutions?|résolution|conseil|sicherheitsrat\w*|UNSCR?s?|SCRs?|preamble|operative|paragraphs?"
    r"|paras?|ziffer|OP ?\d+|PP ?\d+|provisions?|S/RES/\d+)\b",
    re.I,
)
"""What stands for the Council's own words."""

_OTHER_BODY = re.compile(
    r"\b(?:human rights|european|arctic|north atlantic|peace and security) council\b|\bgeneral assembly\b", re.I
)

_PERSON = re.compile(
    r"\b(?:ambassadors?|representatives?|ministers?|ministry|presidents?|secretary-general|secretary|delegat\w+|envoys?"
    r"|officials?|spokes\w+|mayor|governments?|court|tribunal|judges?|professor|scholars?|authors?|commentators?|critics"
    r"|lawyers?|diplomats?|mrs?|ms|he|she|they|we|i|reports?|press|ngos?|analysts?|senators?|chair\w*|commission\w*)\b",
    re.I,
)
"""Who speaks beside the Council."""

_SAID_BEHIND = re.compile(
    rf"[”’\"'»“*_\s,]{{1,6}}(?:[\w’'.-]+\s+){{0,6}}?(?:{'|'.join(_SPEECH.split())})\b", re.I
)  # fmt: skip
"""`,” the ambassador told reporters`, `”, said Ms Power`."""

_WORDS_OF = re.compile(r"\b(?:in the words of|according to|to quote)\s+(?P<who>[^,:]{2,80})[,:]?[^,:]{0,60}\Z", re.I)


def _speaker_before(before: str) -> Speaker:
    """Who speaks by what stands before a quotation in its sentence: the subject of the last verb of saying."""
    before = _OTHER_BODY.sub(lambda found: "x" * len(found[0]), before)
    if words_of := _WORDS_OF.search(before):
        return "council" if _COUNCIL.search(words_of["who"]) else "other"
    verbs = list(_VERB.finditer(before))
    if not verbs:
        return "council" if _COUNCIL.search(before) and before.rstrip("”“\"'‘’«»„ *_(>\n").endswith((":", "|")) else ""
    last = verbs[-1]
    subject = before[verbs[-2].end() if len(verbs) > 1 else 0 : last.start()]
    speech = last[0].lower() in _SPEECH.split()
    council = list(_COUNCIL.finditer(subject))
    if speech and _PERSON.search(subject, council[-1].end() if council else 0):
        return "other"
    if council or (not speech and _COUNCIL.search(before)):
        return "council"
    behind = before[last.end() :]
    if re.search(r"\b(?:by|of|in|under|per)\b[^,]{0,60}\Z", behind) and _COUNCIL.search(behind):
        return "council"
    if not speech or re.search(r"\b(?:it|which)\s*(?:\w+\s+)?\Z", subject, re.I):
        return ""
    return "other"
