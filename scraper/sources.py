"""Where texts and facts come from: one entry a source, one a quality of text.

What fetches and recognises a source's files stands in `scraper.upstream`, by the names given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scraper.models import Quality

Form = Literal["xml", "text", "pdf", "table"]
"""In what form a source gives what it has: Akoma Ntoso, plain text, PDF; or a table of facts, without texts."""


@dataclass(frozen=True, slots=True)
class TextQuality:
    """A quality of text, in words.

    label  on a page, in the middle of a sentence
    short  beside a box to tick
    """

    label: str
    short: str


QUALITIES: Mapping[Quality, TextQuality] = {
    "xml": TextQuality("the UN’s own machine-readable text", "The UN’s XML"),
    "corrected": TextQuality("typed text, corrected by hand", "Corrected by hand"),
    "text-layer": TextQuality("the text layer of a PDF, not corrected", "PDF text layer"),
    "pdf": TextQuality("a PDF of the UN, read by this program", "Read from PDF"),
}
"""The qualities of texts, the best first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of texts or facts.

    name      the folder of the raw store, and `upstream` in the database
    form      which parser reads it
    quality   how good its texts are; None where it has none
    official  whether its files are the UN's own
    label     its name on a page
    gives     what it gives, for the README
    credit    whom it is from, for the README, in Markdown
    url       where it is
    terms     on what terms
    """

    name: str
    form: Form
    quality: Quality | None
    official: bool
    label: str
    gives: str
    credit: str
    url: str
    terms: str


ORIGINS = (
    Origin(
        name="unxml",
        form="xml",
        quality="xml",
        official=True,
        label="United Nations, machine-readable Security Council resolutions (unofficial copies)",
        gives="texts and votes from 2000 on",
        credit="the **United Nations**: machine-readable resolutions made by its translation service (DGACM),"
        " [UNxml/SCresolutions]({url})",
        url="https://github.com/UNxml/SCresolutions",
        terms="unofficial copies without warranty; the United Nations is to be acknowledged as the source",
    ),
    Origin(
        name="gold",
        form="text",
        quality="corrected",
        official=False,
        label="Corpus of Resolutions: UN Security Council, hand-corrected texts",
        gives="texts of 1946 to 1994, corrected by hand",
        credit="Corpus of Resolutions: UN Security Council (Fobbe, Gasbarri, Ridi), [SeanFobbe/cr-unsc]({url})",
        url="https://github.com/SeanFobbe/cr-unsc",
        terms="CC0",
    ),
    Origin(
        name="zenodo",
        form="text",
        quality="text-layer",
        official=False,
        label="Corpus of Resolutions: UN Security Council, texts",
        gives="texts of 1994 to 1999, text layers of PDFs",
        credit="the same corpus on [Zenodo]({url})",
        url="https://doi.org/10.5281/zenodo.7319780",
        terms="CC0",
    ),
    Origin(
        name="ods",
        form="pdf",
        quality="pdf",
        official=True,
        label="United Nations Official Document System",
        gives="the newest, before they are machine-readable",
        credit="PDFs of the UN's Official Document System, [documents.un.org]({url})",
        url="https://documents.un.org/",
        terms="United Nations",
    ),
    Origin(
        name="votes",
        form="table",
        quality=None,
        official=False,
        label="Sciences Po, Security Council votes",
        gives="votes to 1999, vetoed drafts",
        credit="Sciences Po, Atelier de cartographie, [bd-unsc]({url})",
        url="https://github.com/AtelierCartographie/bd-unsc",
        terms="CC BY 4.0",
    ),
    Origin(
        name="listing",
        form="table",
        quality=None,
        official=True,
        label="United Nations, list of Security Council resolutions",
        gives="which resolutions there are",
        credit="the Council's own list, [main.un.org]({url})",
        url="https://main.un.org/securitycouncil/en/content/resolutions-0",
        terms="United Nations",
    ),
)
"""In order of precedence: where several have a text or a fact, the first is believed."""

BY_NAME: Mapping[str, Origin] = {origin.name: origin for origin in ORIGINS}

TEXTS: Mapping[str, Quality] = {origin.name: origin.quality for origin in ORIGINS if origin.quality}
"""The sources of texts, the best first, each with the quality of its texts."""

PRECEDENCE = tuple(TEXTS)
"""The sources of texts, the best first."""

SUBJECTS_SINCE = 2000
"""The year from which resolutions have subject headings and agenda items: the UN's XML alone gives them."""

RANKS: Mapping[str, int] = {quality: -rank for rank, quality in enumerate(QUALITIES)}
"""The qualities of texts as numbers, the better the greater."""


def markdown_table() -> str:
    """The table of sources as the README prints it."""
    rows = [f"| {origin.gives} | {origin.credit.format(url=origin.url)} | {origin.terms} |" for origin in ORIGINS]
    return "\n".join(["| what | from | terms |", "|---|---|---|", *rows]) + "\n"
