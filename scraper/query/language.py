"""The search language, one row a construct: the README's table and the site's help are made from it."""

from __future__ import annotations

from typing import NamedTuple

from scraper.query.filter_kinds import FILTERS


class HelpRow(NamedTuple):
    """A construct of the language: what can be typed, and what that finds, in Markdown."""

    typed: tuple[str, ...]
    found: str


LANGUAGE = (
    HelpRow(
        ("Libya arms embargo 2011",),
        "all of the words, in any of their forms (`sanction` finds *sanctions*), in either spelling; some may stand"
        " over the paragraph (title, date, agenda item) or in other words (*ban*: prohibit). Below few of these, what"
        " has most",
    ),
    HelpRow(('"arms embargo"',), "these words next to each other, in this order; no other names are looked for"),
    HelpRow(
        ("Daesh", "North Korea", "DRC"), "any listed name of the same thing; in quotation marks only the one typed"
    ),
    HelpRow(("oil OR gold",), "either word; `OR` in capitals. `a b OR c` is `(a b) OR c`"),
    HelpRow(("oil -gold", "oil NOT gold"), "the first without the second; `-gold` alone finds everything else"),
    HelpRow(("(oil OR gold) trade",), "brackets group terms"),
    HelpRow(("sanct*",), "words beginning with *sanct*, as printed"),
    HelpRow(("oil ~5 trade", "NEAR(oil trade, 5)"), "within 5 words of each other, in either order; `~` alone: 10"),
    HelpRow(("exact:universal", 'exact:"asset freeze"'), "as printed: no other form, spelling or name"),
    *(HelpRow(kind.typed, kind.found) for kind in FILTERS.values()),
    HelpRow(("-year:2015",), "not that; filters hold for the whole query, and one of several of a kind must fit"),
    HelpRow(
        ("2249", "S/RES/2249 op 5", "para 5 of resolution 2249"),
        "a reference typed alone: the place itself, and below it what speaks of it",
    ),
)
"""What can be typed, and what it finds."""


def language_table() -> str:
    """`LANGUAGE` as a Markdown table."""
    rows = "\n".join(f"| {', '.join(f'`{one}`' for one in typed)} | {found} |" for typed, found in LANGUAGE)
    return f"| typed | found |\n|---|---|\n{rows}\n"
