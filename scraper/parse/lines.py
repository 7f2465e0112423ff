"""Plain text or a PDF to lines, each one known to be words of the document or furniture of its pages.

Nothing is thrown away: a line that is not the document's own keeps its words and bears the name of the rule that said
so. Read one after the other, the lines are the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper.parse.footnotes import NOTE
from scraper.parse.misread import may_be
from scraper.pinpoint.symbols import RUNNING_HEAD

FURNITURE = re.compile(
    rf"(?P<running_head> {RUNNING_HEAD} )"  # the symbol at the head of each page
    r"""
  | (?P<job_number>
        (?: \d{1,2} (?: /\d{1,2} )? \s? )?                # 5/8 14-61606, with and without the blank
        \d\d-\d{5} [S*]{0,2}                              # 94-31222
        (?: \s? \( E \)? (?: \s \d{6} )? | \s? \d{1,2} (?: /\d{1,2} )? )?    # (E) 080794, or the page: 06-572072
        (?: \s? /\.\.\. )? )
  | (?P<bar_code>      \* \d{7} \* (?: \s? /\.\.\. )? | [`^~ ]{3,} )    # *1126839*
  | (?P<carried_over>  /\.\.\. )                          # the text goes on overleaf
  | (?P<page_number>   Page \s* \d* )
  | (?P<folio>         \d{1,3} | \d{1,2}/\d{1,2} )        # a page number alone: looked at again with its neighbours
  | (?P<language>      English | (?: Original | ORIGINAL ) : \s [A-Za-z ]+ )     # likewise
  | (?P<end_mark>      -{3,} )
  | (?P<separator>     (?: \* \s ){2,} \* )
  | (?P<rule>          _{5,} )                            # the rule above footnotes and notices
  | (?P<notice>        (?: \*{1,2} \s? )? (?: Second \s )? [Rr]eissue (?: d )? \s for \s technical \s .* | \* )
  | (?P<recycling>     Please \s recycle .* )
    """,
    re.VERBOSE,
)
"""Lines that are furniture wherever they stand, whole. The names are the rules' names."""

LONGEST_FURNITURE = 70
FURNITURE_BEGINS = frozenset("0123456789S*/PEOR-_`^~")
"""A line that is longer, or begins otherwise, is none of these: it spares the pattern most lines of a text."""

MASTHEAD = re.compile(
    r"""
    (?: UNITED | S?NATIONS | \s )+ S? | S | \^            # the emblem's words, often doubled: SNATIONSNATIONS
  | United \s Nations .* | \W* Security \s Council (?: \s Dist .* )?
  | Distr? \b .* | GENERAL | General | RUSSIAN
  | \d{1,2} \s [A-Z][a-z]+ \s \d{4} | \w
    """,
    re.VERBOSE,
)
"""What stands on the first page above the title."""

YEAR = r"[\diIlOoS|\[\]] [\diIlOoS|\[\]\x20-]{2,4}"
"""Verbose. A year in a title, misread or not: `1974`, `197-4`, `l994`, `199]`."""

TITLE = re.compile(
    rf"""
    (?: Resolution | RESOLUTION ) \s (?P<number>\d{{1,4}}) (?: \s? \( (?P<year> {YEAR} ) \) )?
    (?: \s of (?P<date> \s .{{5,25}} ) )? \s* \d{{0,3}}       # RESOLUTION 940 (1994);  477 (1980) of 30 July 1980
  | (?P<old_number>\d{{1,3}}) \s \( (?P<old_year> {YEAR} ) \) \.? \s Resolution \s of \s (?P<old_date>.*)
    """,  # 83 (1950). Resolution of 27 June 1950
    re.VERBOSE,
)
"""The line that names a resolution. Running text can break so that a line looks alike: see `find_titles`."""

AFTER_TITLE = re.compile(
    r"\W{0,2} (?: [o0]f \s \d | adopt | the \s security \s council | having | recalling )", re.I | re.X
)

ADOPTION = re.compile(
    r"""
    (?: Adopted | Adapted | Approved ) ,? \s              # 368 and 494 are misread `Adapted`; 663 was `Approved`
    (?: unanimously | without | at \s the | the | by \s consensus )
    """,
    re.VERBOSE,
)
"""How the yearbooks close a resolution: `Adopted at the 474th meeting by 7 votes to 1 (Yugoslavia).`"""

BELOW, ABOVE = ("at", "unanimously", "without"), ("by",)
"""The words that can follow `Adopted` below the text in a yearbook, and above it since 1992."""


def says_how_adopted(line: str, seconds: tuple[str, ...]) -> bool:
    """Whether a line begins as one on how a resolution was adopted does, misprinted or not: `Adopted ut the`.

    The yearbooks print it small and in italics, which is badly read. `seconds` are the words that may come second.
    """
    words = line.split(" ", 2)
    if len(words) < 3 or words[0] in ("Adopts", "Adopting"):
        return False
    return may_be(words[0], "Adopted") and any(may_be(words[1].strip(","), one) for one in seconds)


TAIL_NOTE = re.compile(r"""(?: \d{1,3} [/.]? | \*{1,3} ) \s? [A-Zf\[“‘|"]""", re.VERBOSE)
"""How a footnote begins behind a yearbook's last line, which can break before `2 abstentions`: with a capital."""

EARLY_NOTE = re.compile(
    r"""
    \d{1,3} \s (?: See \b | .? [Ib]?bid \b | Official \s Records | United \s Nations, | Document \b
      | Resolutions? \s or \s decisions | (?: One | Two | Three | Four | Five ) \s members? \s \( )
    """,
    re.VERBOSE,
)
"""A footnote that a yearbook's column left in mid-text (310): only by its well-known first words."""

PAGE_NOTE = re.compile(r"\d{1,2}/\s | \* \s [A-Z]", re.VERBOSE)
"""A footnote at the foot of a page, with or without a rule above it: `1/ Trusteeship Agreement`, `* Definitions`.

A star must stand in the text too, or it is a bullet.
"""

FOLIO_LEAST = 15
"""A page number without other furniture beside it follows the one before after so many lines at least."""

LOWEST_TITLE = 20
"""Lines below which a title that nothing confirms is no longer looked for."""

ANNEX = re.compile(r"\W{0,2} (?: annex | appendix | enclosure ) \b .{0,60}", re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """The lines of a document that have words, as printed, blanks at their ends aside: three lists of one length.

    rules  "" for the document's own words; else the name of the rule: `running_head`, `footnote`, `adoption` ...
    gaps   whether a blank line stands above
    """

    texts: list[str]
    rules: list[str]
    gaps: list[bool]


def read_lines(text: str) -> MarkedLines:
    """Every line of a text that has words, in order, each with the rule that makes it furniture, if one does."""
    marked = _classify(text)
    _confirm(marked)
    titles = find_titles(marked)
    _find_masthead(marked, titles[0] if titles else 0)
    _find_notes(marked)
    _find_tails(marked, frozenset(titles))
    return marked


def find_titles(marked: MarkedLines) -> list[int]:
    """Where the lines stand that name a resolution.

    `Resolution 253 (1968),` can stand alone on a line of running text: a title is followed by the day, by how the
    text was adopted or by the opening words, or it carries the day itself.
    """
    found = []
    for at, line in enumerate(marked.texts):
        if line[0] in "R123456789" and (title := TITLE.fullmatch(line)):
            after = marked.texts[at + 1 : at + 3]
            if title["old_number"] or title["date"] or any(map(AFTER_TITLE.match, after)):
                found.append(at)
    return found or _find_bare_title(marked)


def _find_bare_title(marked: MarkedLines) -> list[int]:
    """Where no title has a day or an opening behind it: the first line near the top that can be one."""
    top = range(min(LOWEST_TITLE, len(marked.texts)))
    return [at for at in top if marked.texts[at][0] == "R" and TITLE.fullmatch(marked.texts[at])][:1]


def _classify(text: str) -> MarkedLines:
    match, gap = FURNITURE.fullmatch, False
    marked = MarkedLines([], [], [])
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            gap = True
            continue
        rule = ""
        if line[0] in FURNITURE_BEGINS and len(line) <= LONGEST_FURNITURE and (found := match(line)):
            rule = found.lastgroup or ""
        marked.texts.append(line)
        marked.rules.append(rule)
        marked.gaps.append(gap)
        gap = False
    return marked


_NEIGHBOURS = {"running_head", "job_number", "page_number", "carried_over", "language", "folio", "bar_code"}


def _confirm(marked: MarkedLines) -> None:
    """Give back to the text what looks like furniture and does not stand where furniture stands."""
    rules, folio, folio_at = marked.rules, 1, 0
    for at, rule in enumerate(rules):
        if rule not in ("running_head", "folio", "language"):
            continue
        text = marked.texts[at]
        held = (at > 0 and rules[at - 1] in _NEIGHBOURS) or (at + 1 < len(rules) and rules[at + 1] in _NEIGHBOURS)
        if rule == "running_head" and text.startswith("S/RES/"):
            continue
        if rule == "folio" and int(text.partition("/")[0]) == folio + 1 and (held or at - folio_at >= FOLIO_LEAST):
            folio, folio_at = folio + 1, at
        elif not held:
            rules[at] = ""


def _find_masthead(marked: MarkedLines, title: int) -> None:
    for at in range(title):
        if not marked.rules[at] and MASTHEAD.fullmatch(marked.texts[at]):
            marked.rules[at] = "masthead"


def _find_notes(marked: MarkedLines) -> None:
    """Footnotes at the foot of a page: from a rule, or from a mark like `1/` or `*`, to the next furniture."""
    texts, rules, inside = marked.texts, marked.rules, False
    starred = any("*" in line[1:] for line, rule in zip(texts, rules, strict=True) if not rule)
    for at, line in enumerate(texts):
        if rules[at]:
            inside = inside and rules[at] == "rule"
            continue
        below_rule = at > 0 and rules[at - 1] == "rule"
        numbered = line[0] in ("0123456789*" if starred else "0123456789") and PAGE_NOTE.match(line)
        if numbered or (below_rule and NOTE.fullmatch(line)):
            inside = True
        elif inside and marked.gaps[at] and not below_rule:
            inside = False
        if inside:
            rules[at] = "footnote"


def _find_tails(marked: MarkedLines, titles: frozenset[int]) -> None:
    """What a yearbook prints below a resolution: how it was adopted, then footnotes, then stray headings."""
    state = ""
    for at, line in enumerate(marked.texts):
        if marked.rules[at]:
            continue
        if line[0] in "A4d" and _is_adoption(marked, at):
            state = "adoption"
        elif state and (at in titles or _titles_annex(marked, at)):
            state = ""
        elif state and TAIL_NOTE.match(line):
            state = "footnote"
        elif marked.gaps[at] and line[0].isdigit() and EARLY_NOTE.match(line):
            state = "footnote" if _is_end_matter(marked, at, titles) else "early"
        elif marked.gaps[at] or (state == "adoption" and _NEXT.fullmatch(line)):
            state = _after_gap(state, line)
        if state:
            marked.rules[at] = "footnote" if state == "early" else state


def _is_adoption(marked: MarkedLines, at: int) -> bool:
    """Whether a line begins how a resolution was adopted; a misprinted one only behind a sentence that is over."""
    line = marked.texts[at]
    if not _SITTING.search(" ".join(marked.texts[at : at + 4])):
        return False
    over = at > 0 and (marked.gaps[at] or marked.texts[at - 1][-1] in ".;”")
    return bool(ADOPTION.match(line)) or (over and says_how_adopted(line, BELOW))


LONGEST_END = 15
"""So many lines can stand behind a resolution that is none of it: the notes of one page, and the next page's head."""

_DECIDES = re.compile(r"\(?[\da-z]{1,3}[.)]\s|.*[;,]$")
"""Lines that a resolution has and no footnote: with a number or a letter, or with a semicolon or comma at the end."""


def _is_end_matter(marked: MarkedLines, at: int, titles: frozenset[int]) -> bool:
    """Whether the notes that begin here are the end of the document, or of all before the next title.

    What follows the Council's last full stop is none of its words, unless it has an annex's title or goes on as a
    resolution does.
    """
    end = min((title for title in titles if title > at), default=len(marked.texts))
    own = [i for i in range(at, end) if not marked.rules[i]]
    above = next((marked.texts[i] for i in range(at - 1, -1, -1) if not marked.rules[i]), "")
    if len(own) > LONGEST_END or above[-1:] != ".":
        return False
    return not any(_titles_annex(marked, i) or (marked.gaps[i] and _DECIDES.match(marked.texts[i])) for i in own[1:])


def _titles_annex(marked: MarkedLines, at: int) -> bool:
    """Whether a line behind the end is an annex's title, and not a footnote's end: `document S/2375,` `annex 2.`"""
    line = marked.texts[at]
    return ANNEX.fullmatch(line) is not None and line.strip('“"* ')[:1].isupper() and line[-1] not in ".,;"


_SITTING = re.compile(r"\bmeet|\d(?:st|nd|rd|th)\b")
"""A resolution is adopted at a meeting, or at the 2351st, torn off."""

_NEXT = re.compile(r"Decisions?")
"""The title of what the yearbook prints next."""


def _after_gap(state: str, line: str) -> str:
    """How a yearbook was adopted can be torn apart: `Adopted at the` / `2351st meeting.`; else the sentence is over."""
    if state == "adoption" and not _SITTING.search(line):
        return "after_adoption"
    return "" if state == "early" else state


# -- line ends -----------------------------------------------------------------------------------------------------

_BROKEN = re.compile(r"([^\W\d_]{1,40})-\n([^\W\d_]{1,40})")
_TIGHT = re.compile(r"(?<=\S)([-/])\n")
"""A line's end that stands within a word: `Al-` `Rashid`, `S/Agenda/` `2185`."""
_LONGEST_WORD = 40


def count_words(texts: Iterable[str]) -> Mapping[str, int]:
    """In how many texts the words that some text breaks at a line's end stand whole, with and without the hyphen."""
    texts = list(texts)
    pairs = {pair for text in texts for pair in _broken_words(text)}
    wanted = {f"{a}{b}" for a, b in pairs} | {f"{a}-{b}" for a, b in pairs}
    counts: Counter[str] = Counter()
    for text in texts if wanted else ():
        counts.update(wanted.intersection(text.split()))
    return counts


def _broken_words(text: str) -> Iterator[tuple[str, str]]:
    at = text.find("-\n")
    while at >= 0:
        if found := _BROKEN.search(text, max(0, at - _LONGEST_WORD), at + _LONGEST_WORD):
            yield found[1], found[2]
        at = text.find("-\n", at + 1)


def list_words(text: str, lines: Iterable[str]) -> Sequence[str]:
    """The words of a text, sorted, if one of its lines breaks off a word; else nothing."""
    broken = any(line[-1] == "-" and line[-2:-1].isalpha() for line in lines)
    return sorted(set(text.split())) if broken else ()


def join(lines: list[str], known: Mapping[str, int], own: Sequence[str] = ()) -> str:
    """Lines to running text. A hyphen at a line's end goes only where the word is known, and better, without it.

    known  see `count_words`
    own    the words of the whole document, sorted: the way it writes a word elsewhere goes first
    """
    if len(lines) == 1:
        return lines[0]
    text = "\n".join(lines)
    if "-\n" in text:
        text = _BROKEN.sub(lambda m: _mend(m[1], m[2], known, own), text)
    if "-\n" in text or "/\n" in text:
        text = _TIGHT.sub(r"\1", text)
    return text.replace("\n", " ")


def _mend(left: str, right: str, known: Mapping[str, int], own: Sequence[str]) -> str:
    """`deci-` `sion` to `decision`, `counter-` `terrorism` to `counter-terrorism`.

    A word may stand elsewhere in the document with another ending (`co-operation` for `co-operate`), so the
    document is asked for its first letters.
    """
    whole, hyphened = left + right, f"{left}-{right}"
    if not right[0].islower():
        return hyphened
    with_it, without = (_begins_any(own, word[: len(left) + _TELLING]) for word in (hyphened, whole))
    if with_it != without and len(right) >= _TELLING - 1:
        return whole if without else hyphened
    return whole if known.get(whole, 0) > known.get(hyphened, 0) else hyphened


_TELLING = 5
"""So many letters and a hyphen of a word's second half tell it."""


def _begins_any(words: Sequence[str], beginning: str) -> bool:
    at = bisect_left(words, beginning)
    return at < len(words) and words[at].startswith(beginning)
