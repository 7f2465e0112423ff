"""Where running text names resolutions by their numbers: the Council's, the Assembly's, those of other bodies.

A word says that a number is a resolution's (`resolution`, `Res.`, `SCR`), or the year behind it in brackets. Whose it
is, the words before it say; where they say nothing, it is the Council's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.cite.mention import MONTHS, UNIT, UP_TO_YEAR, WINDOW, Mention, MentionKind, blanks
from scraper.pinpoint.symbols import print_symbol

_CALLED = r"\((?:(?:hereinafter|hereafter|henceforth|or),?\s)?[\x22“”'‘]?(?:un\s?)?scr?[\x22“”'’]?\)"
"""What the Council or its resolution is called for short: `(UNSC)`, `(“SCR”)`, `(hereinafter UNSCR)`."""

_COUNCIL_BEFORE = blanks(
    rf"\b(?:(?:(?:united\snations|u\.?n\.?)\s)?security\scouncil(?:['’]s)?(?:\s{_CALLED})?,?"
    r"|(?:u\.?n\.?\s?)?s\.?c\.?|u\.?n\.?)\s$"
)

_COUNCIL_OF_OTHERS = blanks(r"\b(?:peace\sand|national|transitional)\s$")
"""Before `Security Council`: another."""

_ASSEMBLY_BEFORE = blanks(r"\b(?:general\s)?assembly(?:['’]s)?\s(?:in\sits\s)?$")

_OTHER_BEFORE = blanks(
    r"(?:\b(?:human\srights\scouncil|social\scouncil|human\srights|commission|league|union|organi[sz]ation|conference"
    r"|parliament|senate|congress|house|board|joint|concurrent|european\scouncil|council\sof\s(?:europe|ministers))"
    r"|\((?![ivx]+\))[a-z]{3,10}\))(?:['’]s)?\s(?:in\sits\s)?$"
)

_OTHER_AFTER = blanks(
    rf"""
    (?:\sof\s\d{{1,2}}\s{MONTHS}\s\d{{4}})?,?\s(?:of|(?:adopted\s)?by)\sthe\s(?:[a-z-]{{4,20}}\ssession\sof\sthe\s)?
    (?:united\snations\s)?(?:commission|trusteeship|economic\sand\ssocial|human\srights|league|organi[sz]ation)\b
    """
)
"""`2199 (LXI) of the Trusteeship Council`, `S-3/1 of 25 May 1994 adopted by the United Nations Commission on ...`."""

_OWNER_AFTER = blanks(
    r"""
    (?:\s?\([12]\d{3}\))?,?\s(?:of|adopted\sby)\sthe\s(?:united\snations\s|u\.?n\.?\s)?
    (?: (?P<assembly>general\sassembly)
      | (?:european|national|inter-parliamentary|parliamentary|african|arab|trusteeship)
        \s(?:parliament|assembly|union|council|league)
      | parliament | senate | congress | house\sof | league\sof
      | council\sof\s(?:europe|ministers|the\s(?:league|european))
      | human\srights | commission\son | economic\sand\ssocial | (?:iaea|governing|executive)\s(?:board|council|body)
      | organi[sz]ation\s(?:of|for)\s | (?:world\shealth|legislative)\sassembly
    )\b
    """
)
"""After a number: whose resolution it is, where it is not the Council's: `resolution 1778 of the European Parliament`.

Not `resolution 687 (1991) by the Commission`, which is to carry it out.
"""

_MISREAD_SESSION = re.compile(r"(?<=[IVXLC])D\)?\Z")
"""The end of `(XVII)` read as `(XVID`, or `(XVID)`."""

_BY_YEAR = re.compile(r"(?:19|20)\d\d/")
"""`1999/61` of the Commission on Human Rights, or of the Economic and Social Council."""

_ACRONYM_BEFORE = re.compile(r"\b(?!(?:UN|U?N?SCR?|OPS?|PPS?)\b)([A-Z]{2,8})(?:['’]s)?[ ]{1,4}\Z")
"""Before a resolution: a body that is called by its letters, none of them the Council's: `OAS resolution 1080`."""

_HOUSE_BEFORE = blanks(r"(?<![\w.])(?:h|s|sen|h\.\s?r|hr)\.?\s?(?:(?:con|j|jt)\.?\s?)?$")
"""Before `Res.`: the chambers of a congress, `H. Res. 1441`, `S.J. Res. 23`."""

_POINTING_BEFORE = blanks(r"\b(?:(?P<this>this|(?:the\s)?present)|(?P<that>that|(?:the\s)?said))\s$")

_WRITTEN_YEAR = rf"""
    \s?\(\s?(?P<year>[12]\d{{3}})\s?\)                                                      # (1999)
  | \s?\({UP_TO_YEAR}(?P<dated>[12]\d{{3}})\)                                              # (20 November 2015)
  | (?=,?\s(?:of|dated|adopted(?:\sunanimously)?\son)\s{UP_TO_YEAR}(?P<adopted>[12]\d{{3}})\b)  # of 20 May 2015
"""

_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"

_NUMBERED = blanks(
    rf"""
    (?:a/)? (?P<session> (?:e?s-)?\d{{1,4}}/\d{{1,3}}(?:\s?[a-z](?![\w/]))? )(?![\w/])   # 46/182, ES-10/14, 60/180 A
  | (?P<roman> \d{{1,4}}(?:\s[a-z])?\s?                                                # 1514 (XV), 3411 D (XXX)
        \((?:e?s-\d{{1,2}}|(?:e?s-)?[ivxlc]+)(?:\)|d\)?(?!\w)|(?=\sof\s\d)) )             # 186 (S-2), 1761 (XVID
  | (?P<number> \d{{1,4}} )(?![^\W{_RAISED}]|/|,\d|\.\d{{4}}|\.\d{{1,3}}\.)                 # 1540, 1540.12 with a note
    (?:\s(?P<letter>[a-d])(?=\s\())? (?:{_WRITTEN_YEAR})?                               # 161 A (1961)
    """
)

_UNIT_AFTER = blanks(UNIT)

_RESOLUTION = re.compile(r"resolution(?P<plural>s?)(?![a-z])")

_NO = rf"(?:{_CALLED}\s)?(?:(?:nos?\.?|n[°º]s?\.?)\s|(?:n[°º]|\#)\s?)?"

_RES = blanks(rf"res\.?\s?{_NO}(?=\d)")

_SCR = blanks(rf"scrs?\s?{_NO}(?=\d)")

_GAP = blanks(rf"\s?{_NO}")

_SLASHED = blanks(r"\d{3,4}(?:/\d{3,4}){1,9}(?![\w/])")
"""`242/338`, `1718/2270`"""

_COMMA_YEAR = blanks(r",\s(?P<year>19[4-9]\d|20[0-4]\d)(?![\w/]|\s?\(|(?:,|,?\sand|,?\sor)\s\d{3})")
"""`Res. 2178, 2014`: the year, where no list goes on."""

_BRACKETED = blanks(
    r"\s(?:on|concerning|regarding|about|relating\sto|dealing\swith)\s[a-z ,'’-]{1,60}"
    r"\((?P<list>\d{3,4}(?:,\s\d{3,4}){0,20},?\s(?:and|or|&)\s\d{3,4})\)"
)
"""`resolutions on the country (1698, 1771, 1807 and 1857)`"""

_REPORT = r"(?:(?:[A-Z][A-Z.]{1,9}|[A-Z][A-Za-z'’]{0,5}\.)[ ]{1,4}){1,4}"

_REPORT_AFTER = re.compile(rf"[ ]{{1,4}}(?!OP|PP){_REPORT}\d")
"""After a number: a law report, of which it is the volume: `137 ILM 827`."""

_VOLUME_BEFORE = re.compile(rf"(?<!\d)\d{{1,4}}[ ]{{1,4}}{_REPORT}\Z")
"""Before a number and year: a law report with its volume, `32 ILM 1203 (1993)`."""

_NAMED_OTHERWISE = re.compile(
    r"(?:\b(?!(?:In|On|By|To|With|Under|As|See|Both|From|Of|And|Also|Since|Like|Unlike|Per|UNSC|SC|[A-Z][a-z]+ing)\b)"
    r"(?:[A-Z][\w'’-]{0,20}|[A-Z][A-Za-z.]{0,5}\.)"
    r"|\b(?:[Oo]rder|[Ll]aw|[Dd]ecision|[Aa]ct|[Dd]ecree|[Rr]egulation|[Dd]irective|[Rr]ule|[Nn]os?\.?|[Pp]ages?|pp?\."
    r"|[Vv]ol(?:ume|\.)|[Cc]ase|[Jj]udge?ment|[Oo]pinion|[Cc]hapter|[Ss]ection|[Aa]rticles?|at))[ ]{1,4}\Z"
)
"""Before a bare number and year: what it is a number of, where it is none of the Council's: `Decision 1999 (2011)`."""

_BETWEEN = blanks(
    rf"""
    (?:\sof\s\d{{1,2}}\s{MONTHS}\s\d{{4}})?(?:\s?,?\s(?:and|or|&|as\swell\sas)\s|\s?[,;]\s?)(?=(?:a/)?e?s?-?\d)
  | \s(?=\d{{1,4}}\s?\([12]\d{{3}}\))                  # a comma was forgotten: 1267 (1999) 1989 (2011)
    """
)
"""What stands between two resolutions of a list: `, `, ` and `, ` of 15 October 1999, `."""

_YEAR_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d\)")

_NUMBER_BEFORE = blanks(r"(?<![\w/.,-])\d{1,4}\s?$")

_REACHED = {1946: 15, 1950: 89, 1955: 110, 1960: 160, 1965: 219, 1970: 291, 1975: 384, 1980: 484, 1985: 580, 1990: 683,
            1995: 1035, 2000: 1334, 2005: 1651, 2010: 1966, 2015: 2259, 2020: 2560, 2025: 2812}  # fmt: skip
"""About how many resolutions the Council had adopted by the end of a year."""

_COMMITTEE = blanks(r"\s(?:and\s\d{3,4}\s\(\d{4}\)\s)?(?:committee|sanctions)")


def find_resolutions(text: str, low: str) -> Iterator[Mention]:
    """`resolution 1540`, `resolutions 1267 (1999) and 1333 (2000)`, `this resolution`, `resolution 46/182`."""
    for word in _RESOLUTION.finditer(low):
        at = word.start()
        gap = _GAP.match(low, word.end())
        listed = list(_numbers(text, low, at, gap.end() if gap else word.end(), "s" if word["plural"] else ""))
        listed = listed or (list(_bracketed(low, word)) if word["plural"] else [])
        if listed:
            yield from listed
        elif not word["plural"] and (pointing := _pointing(low, at)):
            yield Mention("this" if pointing["this"] else "that", pointing.start(), word.end())


def find_short_resolutions(text: str, low: str) -> Iterator[Mention]:
    """`UNSCR 2249`, `SCR 2249`, `UNSC Res. 2249`, `Res 2170, 2199 and 2249`."""
    for pattern in (_RES, _SCR):
        for word in pattern.finditer(low):
            start = word.start() - 2 * (pattern is _SCR and low[max(0, word.start() - 2) : word.start()] == "un")
            before = low[max(0, start - 2) : start]
            if not before[-1:].isalpha() and (before[-1:] != "/" or before == "s/"):  # not in MRE/RES.1/91
                yield from _numbers(text, low, start, word.end(), "scr" if pattern is _SCR else "res")


def _bracketed(low: str, word: re.Match[str]) -> Iterator[Mention]:
    """`resolutions on the country (1698, 1771 and 1807)`, but for numbers that may all be years."""
    found = _BRACKETED.match(low, word.end())
    if not found or _body("", low, word.start())[0] != "council":
        return
    numbers = list(re.finditer(r"\d+", low[slice(*found.span("list"))]))
    if not all(1945 < int(number[0]) < 2050 for number in numbers):
        for number in numbers:
            start = found.start("list") + number.start()
            yield Mention("council", start, start + len(number[0]), int(number[0]), group=word.start())


def _numbers(text: str, low: str, word: int, at: int, ending: str) -> Iterator[Mention]:
    """The resolutions of a list whose first number should stand at `at`, after the word at `word`.

    `ending` says how the word ends: "s" for `resolutions`, `res` and `scr`, which may all lead a list, else "".
    """
    if ending == "res" and _HOUSE_BEFORE.search(low, max(0, word - 12), word):
        return
    body, start = _body(text, low, word)
    body = "council" if ending == "scr" else body
    named = body == "council" and (start < word or ending == "scr")
    slashed = _SLASHED.match(low, at) if body == "council" and "/" in low[at : at + 5] else None
    if slashed and not _is_session(slashed[0]):
        yield from _slashed(slashed, start, word)
        return
    while match := _NUMBERED.match(low, at):
        if _is_sub_paragraph(text, match):
            return
        mention = _numbered(match, start, body, word)
        mention = _with_comma_year(low, mention) if ending != "s" and start < at else mention
        if _is_no_resolution(text, low, match, mention, named, following=start == at, ending=ending):
            return
        yield mention
        between = _BETWEEN.match(low, match.end())
        if not between or (mention.year and mention.year != _year(match)):
            return
        start = at = between.end()
        body = body if mention.kind == body or mention.year else "council"


def _is_sub_paragraph(text: str, match: re.Match[str]) -> bool:
    """Whether what stands where a session stands has small letters: the `12 (c)` of `Resolution 2009, 12 (c)`."""
    return bool(match["roman"]) and text[text.index("(", match.start("roman")) + 1].islower()


def _is_no_resolution(
    text: str, low: str, match: re.Match[str], mention: Mention, named: bool, following: bool, ending: str
) -> bool:
    """Whether a number without a year is none of a resolution: too low, one after a comma, one that counts."""
    if mention.kind != "council" or (mention.year and (not match["adopted"] or fits(mention.number, mention.year))):
        return False
    low_number = len(match["number"]) < 3 and not named
    return bool(
        low_number or not mention.number or (following and not ending) or _UNIT_AFTER.match(low, match.end())
        or (following and _REPORT_AFTER.match(text, match.end()))
    )  # fmt: skip


def _is_session(slashed: str) -> bool:
    """Whether `1984/147` is a year's, as the Economic and Social Council numbers them."""
    first, second = slashed.split("/")[:2]
    return 1945 < int(first) < 2050 and len(second) < 4


def _years_around(year: int) -> tuple[int, int]:
    """The years of the table before a year, and from it on; 0 where there is none."""
    return max((y for y in _REACHED if y < year), default=0), min((y for y in _REACHED if y >= year), default=0)


def _is_number_and_year(numbers: list[int]) -> bool:
    """Whether `2249/2015` is a resolution and its year: about so many had been adopted in the middle of that year.

    >>> _is_number_and_year([2249, 2015]), _is_number_and_year([1970, 2009])  # the second are two on Libya
    (True, False)
    """
    if len(numbers) != 2 or not min(_REACHED) < numbers[1] <= max(_REACHED):
        return False
    before, after = _years_around(numbers[1])
    a_year = (_REACHED[after] - _REACHED[before]) / (after - before)
    return abs(_REACHED[before] + (numbers[1] - before - 0.5) * a_year - numbers[0]) <= a_year


def _slashed(match: re.Match[str], start: int, group: int) -> Iterator[Mention]:
    """`242/338`: two resolutions, no session of the Assembly having three digits; `2249/2015` is one and its year."""
    numbers = [int(number) for number in match[0].split("/")]
    if _is_number_and_year(numbers):
        yield Mention("council", start, match.end(), numbers[0], numbers[1], group=group)
        return
    at = match.start()
    for number in match[0].split("/"):
        yield Mention("council", start, at + len(number), int(number), group=group)
        start = at = at + len(number) + 1


def _with_comma_year(low: str, mention: Mention) -> Mention:
    """The year of `Res. 2178, 2014`, where it can be the year of that resolution."""
    year = _COMMA_YEAR.match(low, mention.end) if mention.kind == "council" and not mention.year else None
    return mention._replace(year=int(year["year"])) if year and fits(mention.number, int(year["year"])) else mention


def _year(match: re.Match[str]) -> int | None:
    written = match["year"] or match["dated"] or match["adopted"]
    return int(written) if written else None


def _numbered(match: re.Match[str], start: int, body: MentionKind, group: int) -> Mention:
    if named := match["session"] or match["roman"]:
        if body == "other" or (body == "council" and _is_of_other_body(match)):
            return Mention("other", start, match.end(), symbol=match[0].upper())
        return Mention("assembly", start, match.end(), symbol=_assembly_symbol(named))
    if body in {"assembly", "other"}:
        symbol = f"A/RES/{match['number']}" if body == "assembly" else match["number"]
        return Mention(body, start, match.end(), symbol=symbol)
    owner = _OWNER_AFTER.match(match.string, match.end()) if start >= group and body == "council" else None
    if owner:
        symbol = f"A/RES/{match['number']}" if owner["assembly"] else match["number"]
        return Mention("assembly" if owner["assembly"] else "other", start, match.end(), symbol=symbol)
    year = _year(match)
    division = (match["letter"] or "").upper() if year else ""
    return Mention("council", start, match.end(), int(match["number"]), year, group=group, division=division)


def _is_of_other_body(match: re.Match[str]) -> bool:
    """Whether a resolution is of a body that is named after it, or numbered by years as the Assembly's never are."""
    return bool(_OTHER_AFTER.match(match.string, match.end()) or _BY_YEAR.match(match[0]))


def _assembly_symbol(named: str) -> str:
    """The symbol of a resolution of the Assembly, `1761 (xvid` being a misread `1761 (XVII)`.

    >>> [_assembly_symbol(named) for named in ("1761 (xvid", "1889 (xviii", "60/180a")]
    ['A/RES/1761 (XVII)', 'A/RES/1889 (XVIII)', 'A/RES/60/180 A']
    """
    whole = _MISREAD_SESSION.sub("I)", named.upper())
    return print_symbol(f"A/RES/{whole})" if "(" in whole and whole[-1] != ")" else f"A/RES/{whole}")


def _body(text: str, low: str, word: int) -> tuple[MentionKind, int]:
    """Whose resolution it is, and where its name begins: `Security Council resolution` begins with the Council."""
    tail, window = _tail(low, word), max(0, word - WINDOW)
    before = _COUNCIL_BEFORE.search(low, window, word) if tail.endswith(_COUNCIL_WORDS) else None
    if before and not _COUNCIL_OF_OTHERS.search(low, window, before.start()):
        return "council", before.start()
    acronym = None if text[word : word + 3].isupper() else _ACRONYM_BEFORE.search(text, window, word)
    if before or acronym:
        return "assembly" if acronym and acronym[1] in ("GA", "UNGA") else "other", word
    if tail.endswith(_ASSEMBLY_WORDS) and (before := _ASSEMBLY_BEFORE.search(low, window, word)):
        return "assembly", before.start()
    if tail.endswith(_OTHER_WORDS) and (before := _OTHER_BEFORE.search(low, window, word)):
        return "other", before.start()
    return "council", word


def _pointing(low: str, at: int) -> re.Match[str] | None:
    """The `this` or `that` before a resolution."""
    if not _tail(low, at).endswith(_POINTING_WORDS):
        return None
    return _POINTING_BEFORE.search(low, max(0, at - WINDOW), at)


_POINTING_WORDS = ("this", "present", "that", "said")

_COUNCIL_WORDS = ("council", "council's", "council’s", "council,", "c", "c.", "n", "n.", ")")

_ASSEMBLY_WORDS = ("assembly", "assembly's", "assembly’s", "its")

_OTHER_WORDS = (")", "council", "rights", "commission", "league", "union", "ation", "conference", "'s", "’s", "its",
                "parliament", "senate", "congress", "house", "board", "europe", "ministers", "joint",
                "concurrent")  # fmt: skip
"""The last words of what the patterns look for before a resolution, which are cheap to ask for first."""


def _tail(low: str, at: int) -> str:
    """The last letters before a position, without blanks."""
    return low[max(0, at - 14) : at].rstrip(" ")


def find_bare_resolutions(text: str, low: str, ends: set[int]) -> Iterator[Mention]:
    """`including 2242 (2015)`, `paragraph 3 of 2035 (2012)`; not `the 1267 (1999) Committee`, which is a committee.

    `ends` is where resolutions that were found already end.
    """
    for year in _YEAR_IN_BRACKETS.finditer(low):
        if year.end() in ends:
            continue
        number = _NUMBER_BEFORE.search(low, max(0, year.start() - 9), year.start())
        if number and _is_named_otherwise(text, low, number.start()):
            continue
        if number and not _COMMITTEE.match(low, year.end()):
            digits, written = int(number[0]), int(year[0][1:5])
            if fits(digits, written):
                yield Mention("council", number.start(), year.end(), digits, written, group=number.start())


_OURS_BEFORE = blanks(r"\bresolutions?\s[^.;()]{1,60}$|\bits\s(?:own\s)?decisions?\s$")
"""Before a bare number and year: `its decision 2133 (2014)`, `resolutions on Countering Terrorism 2178 (2014)`."""


def _is_named_otherwise(text: str, low: str, at: int) -> bool:
    """Whether the word before a bare number names something that is none of the Council's resolutions."""
    if _VOLUME_BEFORE.search(text, max(0, at - WINDOW), at):
        return True
    other = _NAMED_OTHERWISE.search(text, max(0, at - WINDOW), at)
    return other is not None and not _OURS_BEFORE.search(low, max(0, at - 2 * WINDOW), at)


def fits(number: int, year: int) -> bool:
    """Whether a resolution of this number can have been adopted about then; for numbers no word says are resolutions.

    >>> fits(2242, 2015), fits(551, 2005)  # the second is page 551 of a law report of 2005
    (True, False)
    """
    if year < min(_REACHED):
        return False
    before, after = _years_around(year)
    low = _REACHED.get(before, 0)
    high = _REACHED[after] if after else low + 100 * (year - before)
    return low - 10 <= number <= high + 10
