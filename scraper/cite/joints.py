"""What stands between mentions in running text, and joins a list of paragraphs with what it is of.

Each pattern is tried where a mention begins or ends: it begins there, or ends there in `$`. Words are in lower case.
"""

from __future__ import annotations

from scraper.cite.mention import DATE, MONTHS, blanks
from scraper.cite.scopes import DESIGNATION, SCOPE, SECTION

POSSESSIVE = (
    r"(?:the|its|his|that|said|same|above|relevant|aforementioned|previous|own|their|(?:security\s)?council(?:['’]s)?"
    r"|landmark|recent|earlier|subsequent|later|latest|original|initial|new|first|historic|binding|seminal|key)"
)
"""What may stand before a resolution and after `paragraph 5 of`: whose it is, and what people call it."""

TAIL = r"""
    (?: ,?\srespectively,? | \s?\(?(?:et\sseq|ff?)\b\.?\)? | \sand\sfollowing
      | \s\(?alin[eé]as?\s[a-z\d](?:(?:,|,?\sand)\s[a-z\d])?\)? )?
"""
"""What may stand behind a list and names no paragraph: `, respectively,`, ` et seq.`; `(alinea 1)` is a part of one."""

OF = blanks(
    rf"""
    {TAIL}
    (?: \s(?:above|below),?\sof | ,?\s(?:of|to|in|under|from) | \sand\s(?:subsequent|other|related)\sprovisions\sof )
    \s(?:{POSSESSIVE}\s){{0,4}}\s?$
    """
)
"""Between a list of paragraphs and its resolution: ` of `, ` of its `, ` to `, ` of Security Council `.

Behind `above` and `below` only ` of ` goes on: in `paragraph 8 above to resolution 1267` the paragraph is this text's.
"""

INVERTED = blanks(rf"{TAIL}(?:,?\s|\s-\s|\s?[(\[]\s?)$")
"""Between a pinpoint and the resolution after it: `OP2(e), UNSCR 1373`, `paragraph 8, resolution 1844 (2008)`,
`OP4 (UNSCR 1643)`, `paragraph 7 - resolution 1106`."""

OPENING = blanks(r"(?:^|[.;:]\s)in\s$")
"""Before a list that opens a sentence: in `In paragraph 5, resolution 1373 recalls` it is not of that resolution."""

OF_PARAGRAPH = blanks(r",?\s(?:of|in|under)\s(?:the\s)?$")
"""Between sub-paragraphs and their paragraph: `subparagraphs (c) and (d) of paragraph 3`."""

OTHER_PART = blanks(r"\s?(?:,|,?\s(?:and|or|&))\s(?:in\s|the\s)?$")
"""Between operative and preambular paragraphs of one list: `PP2 and OP4`."""

DATED = rf"""
    (?: \s?\({DATE}\) )?                                              # (20 November 2015)
    (?: ,?\s(?:of|dated|adopted(?:\sunanimously)?(?:\sby\sthe\s(?:un\s)?security\scouncil)?\son)\s{DATE} )?
    (?: ,\s(?:{DATE}|\d{{4}}) )?
    (?: ,?\s\(?(?:supra,?\s)?(?:note|n\.?)\s\d{{1,3}}\)? )?            # supra note 5
"""
AFTER_RESOLUTION = blanks(
    rf"""
    [\x22”’*]{{0,2}} (?: \s\([\x22“'‘][^()]{{1,40}}\) )?               # “Resolution 2249 (2015)”, (“the resolution”)
    {DATED}
    (?: ,?\s | \s?[:|]\s | \s?-\s | ['’]s\s | ,?\s?[(\[]\s? )
    (?: (?:at|in|see)\s | / | (?:and\s)?(?:in\sparticular|including|notably|especially|particularly)\s(?:in\s)?
      | except\s(?:those\scontained\s)?in\s )?
    (?:its\s)?
    (?P<within> (?: (?:the\s)?{SCOPE},?\s(?:at\s)? ){{0,4}} )$
    """
)
"""Between a resolution and its pinpoint: `2249 (2015), para. 5`, `2249 OP5`, `1640 (2005), in particular its `,
`986 (1995), except those contained in `, `1040 (1996) of 29 January 1996, in particular `, `955 (1994), annex,
art. 3, `,
`“Resolution 2249 (2015)”, `, `2249 (2015) (“the resolution”), `."""

_RECORDS = r"""
    (?: ,?\s(?:u\.?n\.?\s)?s\.?c\.?o\.?r\.?
        (?: ,?\s\(?\d{1,4}(?:st|nd|rd|th|d)\s(?:sess|yr|year|mtg|meeting)(?:ion)?\.?\)? ){0,2} )?
"""
DOCUMENT_SYMBOL = blanks(
    rf"(?:\s?\([^()]{{0,20}}\))?{_RECORDS}[.,]?\s(?:{DATE}[.,]\s)?(?:u\.?n\.?\sdocs?\.?(?:ument)?\s)?$"
)
"""Between a resolution and its own symbol or address: `, U.N. Doc. `, `, November 20, 2015, `, and with the Council's
official records between, `, U.N. SCOR, 48th Sess., 3217th mtg., U.N. Doc. `."""

WITHIN = blanks(rf"(?:\s(?:above|below))?(?:,?\s(?:of|to|in)\s(?:the\s|this\s|its\s)?{SCOPE}){{1,4}}")
"""After a list: `paragraph 3 of annex I`, `paragraph 5 of the annex`, `paragraph 1 of section B`, `paragraph 2 of
article 13 of annex I`."""

WITHIN_BEFORE = blanks(rf"\b(?:{SCOPE},\s){{1,4}}$")
"""Before a list: `Annex B, paragraph 5, of`, `section B, paragraph 1, of`, `annex, article 3, paragraph 1, of`."""

_AND = r"\s?(?:,|,?\sand|\sto|-)\s?"
_ANNEXES = (
    rf"\bannex(?:es)?\s(?P<list>\d{{1,2}}(?:{_AND}\d{{1,2}}\b){{0,9}}|[ivx]{{1,5}}(?:{_AND}[ivx]{{1,5}}\b){{0,9}}"
    rf"|[a-h](?:{_AND}[a-h]\b){{0,9}})(?![\w(-])"
)
ANNEXES_AFTER = blanks(rf"{DATED},?\s(?:in\s|at\s)?{_ANNEXES}(?:,\s{SCOPE}){{0,3}}(?!\s(?:of|to)\b)")
ANNEXES_BEFORE = blanks(rf"{_ANNEXES},?\s(?:to|of)\s(?:{POSSESSIVE}\s){{0,3}}$")
"""Annexes as such: `resolution 2231 (2015), annex B`, `annexes 1 and 2 of resolution 1244 (1999)`."""

TO = blanks(rf",?\s(?:to|of)\s(?:{POSSESSIVE}\s){{0,3}}$")
"""Between an annex and its resolution."""

ORPHAN = blanks(
    rf"(?:\sof\s{DATE}|,?\s(?:above|below))?(?:,|,?\sand|,?\sor)\s"
    r"(?P<list>\d{1,3}(?:\s?\([a-z]\)){0,3}(?:(?:,|,?\sand|,?\sor|\sto)\s\d{1,3}(?:\s?\([a-z]\)){0,3})*)"
    r"\sof\s(?:(?:the|its)\s)?$"
)
"""Between a list or its resolution and the next: the 12 of `paragraphs 11 of resolution 2213 (2015), 12 of resolution
2362 (2017)`, the 9 and 11 of `paragraphs 1 above, 9 and 11 of resolution 1572 (2004)`."""

ABOVE = blanks(r",?\s(?:above|below)\b(?!-)")
THEREOF = blanks(r"(?:\sthereof|,?\sof\swhich)\b")
THE_RESOLUTION = blanks(r"\sof\sthe\s(?:same\s|latter\s)?resolution\b(?!\s(?:adopted|of|nos?\b|\d))")
"""After a list: it is of what was named before."""

RESOLUTIONS_BEFORE = blanks(r"\bthe\s(?:same\s|latter\s)?resolution['’]s\s$")
IBID_BEFORE = blanks(r"(?<!\w)(?:ibid|id|op\.?\scit|loc\.?\scit)\.?,?\s(?:at\s)?$")
ITS_BEFORE = blanks(r"\bits\s$")
"""Before a list: it is of what was named before, just before where the words are to be trusted."""

NEXT_TO = blanks(r"[ .,;:()\x22'“”‘’]{0,8}(?:(?:and|in|see|also)\s){0,2}$")
"""Between what is named and `id.` or `its`, where they can be of nothing else."""

RESPECTIVELY = blanks(r",?\s\(?respectively\b")

MEASURES = blanks(r"\bmeasures\s(?:[a-z]{1,12}\s){0,4}(?:in|by|under|to)\s(?:the\s)?$")
"""Before a list: `the measures in`, `the measures referred to in`, `measures reaffirmed pursuant to`."""

SUCH_AS = blanks(r"\b(?:in\sparticular|including|notably|especially|particularly)\s(?:in\s)?(?:its\s)?$")
"""Before a list that belongs to what is named just before: `the Agreement, including paragraph 8.1`."""

OWN_ANNEX = blanks(r"\bthis\sannex(?:\s\w{1,5})?,?\s(?:including|in\sparticular)\s$")
"""Before a list of the annex that speaks: `in accordance with this annex II, including paragraph 6 (h)`."""

FOREIGN = blanks(
    r"""
    ,?\s?of\s(?!this\b|the\spresent\b) | ,?\sto\s(?:the|his|its|their|that|an?)\s | ,?\sfrom\s(?!the\sdate\b|time\b|\d)
  | ,?\s(?:section|part)\s[ivx\d]{1,5}\sof\s
  | \sin\s(?:the|his|that|their|its|part\s[ivx\d]{1,5}\sof)\s[^.;]{0,40}?
    \b(?:report|letter|agreement|statement|declaration|protocol|statute|convention|communiqu|plan)
  | \s(?:his|the\ssecretary-general['’]s)\s(?:\w{1,12}\s){0,2}?(?:report|letter|note)
    """
)
"""After a list: the paragraphs are of another document: `paragraph 59 of his last report`, `paragraph 62 his report`
where a word was lost; not `paragraph 2 to exercise`, which is a verb."""

FOREIGN_BEFORE = blanks(
    r"(?:\b(?:articles?|chapter|section|annex|rule|regulation)\s[\w.()-]{1,8},?|report\s\([^()]{1,40}\),"
    r"|\b(?:report|letter),?\s(?:in|at)|\bits)\s$"
)
"""Before a list: `Article VII, paragraph 6`."""

CHAIN = blanks(r",?\s(?:and|or)\s(?:in\s|under\s)?$")
"""Between two lists that share what they are of: `paragraphs 19 to 23 and in paragraph 76 of his report`."""

CHICAGO = blanks(
    rf",\s(?P<within>(?:(?:annex\s{DESIGNATION}|{SECTION}),\s)?)"
    rf"(?P<list>\d{{1,3}}(?:\s\([a-z]+\))*)(?=,\s{MONTHS}\s\d{{1,2}},\s\d{{4}})"
)
"""`Resolution 2249, 5, November 20, 2015`, `Resolution 2231, annex II, 3, July 20, 2015`"""
