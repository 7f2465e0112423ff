"""Citations as they are printed, one function a style. Nothing is looked up.

The words of each style are in `style_words`, the pinpoint in `cited`. Without a date of adoption the year stands in its
place. Council resolutions bear no title, so none is printed, and nothing stands in quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from scraper.cite import style_words
from scraper.cite.cited import Cited, CitedPlace, adoption_date, after, iri_portion, running
from scraper.dates import MONTHS
from scraper.errors import UnknownStyle
from scraper.models import Pinpoint
from scraper.pinpoint import address, official_address

_BODY = "United Nations Security Council"


@dataclass(frozen=True, slots=True)
class Style:
    """A style of citation: `write` prints the note or reference, `in_text` the form for running text if it differs.

    entry   prints the entry in a bibliography, where the style has one that differs
    """

    name: str
    title: str
    source: str
    write: Callable[[Cited], str]
    in_text: Callable[[Cited], str] | None = None
    entry: Callable[[Cited], str] | None = None

    @property
    def texts(self) -> tuple[Callable[[Cited], str] | None, ...]:
        """What prints the note, the form for running text and the entry in a bibliography."""
        return self.write, self.in_text, self.entry

    def forms(self) -> dict[str, Callable[[Cited], str]]:
        """What it prints, by names for the reader: `un`, `un in text`, `chicago in bibliography`."""
        names = (self.name, f"{self.name} in text", f"{self.name} in bibliography")
        return {name: write for name, write in zip(names, self.texts, strict=True) if write}


_ABBREVIATED = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def un(cited: Cited) -> str:
    """`Security Council resolution 2249 (2015), para. 5`."""
    return f"Security Council resolution {_numbered(cited)}{after(cited, style_words.UN)}"


def un_running(cited: Cited) -> str:
    """`paragraph 5 of Security Council resolution 2249 (2015)`."""
    return f"{running(cited, style_words.UN_RUNNING)}Security Council resolution {_numbered(cited)}"


def symbol(cited: Cited) -> str:
    """`S/RES/2249 (2015), para. 5 (a) (ii)`."""
    return f"{cited.symbol}{after(cited, style_words.UN)}"


def bluebook(cited: Cited) -> str:
    """`S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)`."""
    number = cited.symbol.number
    where, when = after(cited, style_words.BLUEBOOK), _american(cited, _ABBREVIATED)
    return f"S.C. Res. {number}{where}, U.N. Doc. S/RES/{number} ({when})"


def ajil(cited: Cited) -> str:
    """`SC Res. 2249, para. 5 (Nov. 20, 2015)`."""
    return f"SC Res. {cited.symbol.number}{after(cited, style_words.AJIL)} ({_american(cited, _ABBREVIATED)})"


def oscola(cited: Cited) -> str:
    """`UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, para 5`."""
    number = cited.symbol.number
    return f"UNSC Res {number} ({_day_first(cited)}) UN Doc S/RES/{number}{after(cited, style_words.OSCOLA)}"


def aglc(cited: Cited) -> str:
    """`SC Res 2249, UN Doc S/RES/2249 (20 November 2015) para 5`: no comma before the pinpoint."""
    number = cited.symbol.number
    return f"SC Res {number}, UN Doc S/RES/{number} ({_day_first(cited)}){after(cited, style_words.AGLC)}"


def nzlsg(cited: Cited) -> str:
    """`SC Res 2249 (2015), para 5`."""
    return f"SC Res {_numbered(cited)}{after(cited, style_words.OSCOLA)}"


def chicago(cited: Cited) -> str:
    """`United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, para. 5, https://...`."""
    when, where = _american(cited, MONTHS), after(cited, style_words.CHICAGO)
    return (
        f"{_BODY}, Resolution {cited.symbol.number}, {cited.symbol}, {when}{where}, {official_address(cited.symbol)}."
    )


def chicago_entry(cited: Cited) -> str:
    """`United Nations Security Council. Resolution 2249. S/RES/2249 (2015). November 20, 2015. https://...`.

    An entry in a bibliography has no pinpoint.
    """
    what = f"Resolution {cited.symbol.number}. {cited.symbol}. {_american(cited, MONTHS)}"
    return f"{_BODY}. {what}. {official_address(cited.symbol)}."


def apa(cited: Cited) -> str:
    """`S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).` An entry in a list of references has no pinpoint."""
    number = cited.symbol.number
    return f"S.C. Res. {number}, U.N. Doc. S/RES/{number} ({_american(cited, _ABBREVIATED)})."


def apa_in_text(cited: Cited) -> str:
    """`(S.C. Res. 2249, 2015, para. 5)`."""
    return f"(S.C. Res. {cited.symbol.number}, {cited.symbol.year}{after(cited, style_words.CHICAGO)})"


def akn(cited: Cited) -> str:
    """`/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5`; several places, several IRIs.

    The naming convention gives no portion for preambular, annex and unnumbered paragraphs: there the IRI is that of
    the document.
    """
    adopted = cited.adopted if adoption_date(cited) else str(cited.symbol.year)
    number = f"{cited.symbol.number}-{cited.symbol.year}"
    whole = f"/akn/un/statement/deliberation/unsc/{adopted}/{number}/!main"
    portions = dict.fromkeys(map(iri_portion, cited.places))
    return " ".join(whole + portion for portion in portions or [""])


def wikipedia(cited: Cited) -> str:
    """`{{UN document |docid=S-RES-2249(2015) ...}}`. The template has no field for a paragraph."""
    number, year = cited.symbol.number, cited.symbol.year
    return (
        f"{{{{UN document |docid=S-RES-{number}({year}) |type=Resolution |body=Security Council "
        f"|resolution_number={number} |date={_day_first(cited)}}}}}"
    )


def link(cited: Cited) -> str:
    """The address of each place on the site, then that of the official document."""
    number, year = cited.symbol.number, cited.symbol.year
    addresses = [
        cited.site + address(Pinpoint(number, year, place.path)) for place in cited.places or (CitedPlace(""),)
    ]
    return " ".join([*addresses, official_address(cited.symbol)])


STYLES: Mapping[str, Style] = {
    style.name: style
    for style in (
        Style("un", "United Nations", "United Nations Editorial Manual", un, un_running),
        Style("symbol", "Document symbol", "the masthead of the document", symbol),
        Style("bluebook", "Bluebook", "The Bluebook, rule 21.8", bluebook),
        Style("ajil", "AJIL", "American Journal of International Law, footnotes", ajil),
        Style("oscola", "OSCOLA", "OSCOLA, international law supplement; fifth edition, 4.2.2", oscola),
        Style("aglc", "AGLC", "Australian Guide to Legal Citation, fourth edition, rule 9.2", aglc),
        Style("nzlsg", "NZ Law Style Guide", "New Zealand Law Style Guide, 10.4.2", nzlsg),
        Style("chicago", "Chicago", "The Chicago Manual of Style, notes", chicago, entry=chicago_entry),
        Style("apa", "APA", "APA Style, legal references after the Bluebook", apa, apa_in_text),
        Style("akn", "Akoma Ntoso", "Akoma Ntoso for the United Nations, naming convention", akn),
        Style("wikipedia", "Wikipedia", "Template:UN document", wikipedia),
        Style("link", "Links", "addresses of this site and of docs.un.org", link),
    )
}
"""Every style offered, in the order of the page. A style without a published source is not."""


def cite_as(cited: Cited, name: str) -> dict[str, str]:
    """The citation in one style, by its name; `apa in text` and `chicago in bibliography` too, where it has them."""
    return {form: write(cited) for form, write in STYLES[name].forms().items()}


def cite_all(cited: Cited) -> dict[str, str]:
    """The citation in every style, as `cite_as` gives it."""
    return {name: text for style in STYLES for name, text in cite_as(cited, style).items()}


def read_style(name: str) -> Style:
    """The style of that name, however it is written: `OSCOLA`, `un`.

    Raises UnknownStyle for one that is not offered: the message says why, and which comes nearest.
    """
    key = style_words.key_of(name)
    if key in STYLES:
        return STYLES[key]
    if known := style_words.NOT_OFFERED.get(key):
        raise UnknownStyle(
            f"{known.title} is not offered: {known.reason}. The nearest style here is {known.nearest!r}."
        )
    near = get_close_matches(key, [*STYLES, *style_words.NOT_OFFERED], 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise UnknownStyle(f"There is no style {name[:40]!r}.{hint} Offered are: {', '.join(STYLES)}.")


def quote(words: str, citation: str) -> str:
    """The words in quotation marks with their citation; quotation marks inside become single ones."""
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}” ({citation})"


def pinpoint(cited: Cited) -> str:
    """The pinpoint alone as a United Nations text has it: `para. 5 (a)`, `preambular para. 9`; "" for the whole."""
    return after(cited, style_words.UN).removeprefix(style_words.UN.joint)


def _american(cited: Cited, months: Sequence[str]) -> str:
    adopted = adoption_date(cited)
    return f"{months[adopted.month - 1]} {adopted.day}, {adopted.year}" if adopted else str(cited.symbol.year)


def _day_first(cited: Cited) -> str:
    adopted = adoption_date(cited)
    return f"{adopted.day} {MONTHS[adopted.month - 1]} {adopted.year}" if adopted else str(cited.symbol.year)


def _numbered(cited: Cited) -> str:
    return f"{cited.symbol.number} ({cited.symbol.year})"
