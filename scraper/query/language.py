"""The query language, one row a construct, for README and help pages."""

from __future__ import annotations

LANGUAGE = (
    ("`oil gold`", "both words, in any of their forms (`sanction` finds *sanctions*), in either spelling"),
    ('`"arms embargo"`', "these words next to each other, in this order; no other names are looked for"),
    ("`Daesh`, `North Korea`, `DRC`", "any listed name of the same thing; in quotation marks only the one typed"),
    ("`oil OR gold`", "either word; `OR` in capitals. `a b OR c` is `(a b) OR c`"),
    ("`oil -gold`, `oil NOT gold`", "the first without the second; `-gold` alone finds everything else"),
    ("`(oil OR gold) trade`", "brackets group"),
    ("`sanct*`", "words that begin so, as printed"),
    ("`oil ~5 trade`, `NEAR(oil trade, 5)`", "within 5 words of each other, in either order; `~` alone: 10"),
    ('`exact:universal`, `exact:"asset freeze"`', "as printed: no other form, spelling or name"),
    ("`in:op`", "in operative paragraphs, the default; `in:pp` preambles, `in:annex` annexes, `in:all` everything"),
    ('`verb:decides`, `verb:"calls upon"`', "paragraphs with that verb, whether *further* or *strongly* or not"),
    ("`year:2014..2016`", "adopted in these years; also `2014`, `2014..`, `..2016`"),
    ("`res:2199`, `res:2100..2199`", "in these resolutions"),
    ("`ch7:yes`, `ch7:no`", "adopted under Chapter VII by the words of the resolution, or not"),
    ('`topic:terrorism`, `topic:"arms embargo"`', "resolutions with that subject heading or agenda item"),
    ('`title:sudan`', "resolutions with these words in the title the library gave them"),
    ("`quality:xml`", "by where the text is from: `xml`, `corrected`, `text-layer`, `pdf`"),
    ("`-year:2015`", "not that; filters hold for the whole query, and one of several of a kind must fit"),
    ("`2249`, `S/RES/2249 op 5`, `para 5 of resolution 2249`", "a reference typed alone: the place itself, and below it"
     " what speaks of it"),
)  # fmt: skip
"""What can be typed, and what it finds, in the Markdown of a table."""


def language_table() -> str:
    """`LANGUAGE` as a Markdown table."""
    rows = "\n".join(f"| {typed} | {found} |" for typed, found in LANGUAGE)
    return f"| typed | found |\n|---|---|\n{rows}\n"
