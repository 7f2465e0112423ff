"""Citations as they are printed, one function a style. Nothing is looked up.

What every style does alike:

* Labels are printed from the path, in the form the resolution prints them where that is known: `5 (a) (ii)`, `5 a.`.
* A list item without a label and words that go on after a list have no label anybody could look for in the official
  document, and no guide has a form for them: the paragraph they stand in is cited, and the link leads to the place.
* An operative paragraph printed without a number is counted, and said to be: `operative para. 1`. So are preambular
  paragraphs, which never bear numbers.
* Where numbering restarts under lettered parts or Articles, these lead: `sect. B, para. 1`, `art. 12, para. 1`.
* `29.1` says itself that it is of 29. Of things numbered alike (`~2` in a path), what they stand in is cited.
* The only annex of a resolution is `annex`, one of several `annex I`.
* Without a date of adoption the year stands in its place.
* Council resolutions bear no title, so none is printed, and nothing stands in quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from scraper.dates import MONTHS
from scraper.models import Pinpoint, Symbol
from scraper.pinpoint import address, official_address
from scraper.pinpoint.labels import follows, labels_between, write_roman
from scraper.pinpoint.paths import is_annex, is_division, is_labelled


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """One place to cite: its path, and the printed labels of the clause and those above it, where they are known.

    `CitedPlace("op/5/a", ("5.", "(a)"))`; `CitedPlace("op/1", ("",))` is an unnumbered paragraph; where a label is None
    or missing (the last are the clause's own) the usual form is printed. `place` makes one from what is printed.
    """

    path: str
    labels: tuple[str | None, ...] = ()


def place(path: str, printed: Mapping[str, str]) -> CitedPlace:
    """A place with the labels its resolution prints; `printed` has the label of every clause by its path.

    >>> place("op/5/a", {"op/5": "5.", "op/5/a": "a."})
    CitedPlace(path='op/5/a', labels=('5.', 'a.'))
    """
    parts = path.split("/")
    return CitedPlace(path, tuple(printed.get("/".join(parts[: depth + 1])) for depth in range(1, len(parts))))


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a resolution, and the places in it in order, or none for the whole.

    adopted   ISO date, or None
    annexes   what each annex is called, by its part: `{"annex-1": "A"}`, "" for one that is only `Annex`; an annex
              that is not among them is counted: annex I, annex II
    site      the address of the site, without a slash at its end, for the style `link`
    """

    symbol: Symbol
    adopted: str | None = None
    places: tuple[CitedPlace, ...] = ()
    annexes: Mapping[str, str] = field(default_factory=dict)
    site: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of citation: `write` prints the note or reference, `in_text` the form for running text if it differs."""

    name: str
    title: str
    source: str
    write: Callable[[Cited], str]
    in_text: Callable[[Cited], str] | None = None


@dataclass(frozen=True, slots=True)
class _ParagraphNames:
    """How a style names paragraphs: one and several, of the body, the preamble, and the body where unnumbered."""

    para: tuple[str, str]
    preamble: tuple[str, str]
    counted: tuple[str, str]
    last: str = " and "
    dash: str = "-"
    comma: str = ", "
    section: str = "sect."
    article: str = "art."


_PARAS = _ParagraphNames(
    ("para. ", "paras. "), ("preambular para. ", "preambular paras. "), ("operative para. ", "operative paras. ")
)
_LONG = _ParagraphNames(
    ("paragraph ", "paragraphs "),
    ("preambular paragraph ", "preambular paragraphs "),
    ("operative paragraph ", "operative paragraphs "),
    section="section",
    article="article",
)
_BLUEBOOK = _ParagraphNames(("¶ ", "¶¶ "), ("pmbl. ¶ ", "pmbl. ¶¶ "), ("operative ¶ ", "operative ¶¶ "), last=", ")
_AJIL = _ParagraphNames(
    ("para. ", "paras. "), ("pmbl. para. ", "pmbl. paras. "), ("operative para. ", "operative paras. ")
)
_OPEN = _ParagraphNames(
    ("para ", "paras "),
    ("preamble para ", "preamble paras "),
    ("operative para ", "operative paras "),
    section="sect",
    article="art",
)
_AGLC = _ParagraphNames(
    ("para ", "paras "),
    ("Preamble para ", "Preamble paras "),
    ("operative para ", "operative paras "),
    last=", ",
    dash="–",
    comma=" ",
    section="sect",
    article="art",
)
_BARE = _ParagraphNames(("", ""), _PARAS.preamble, _PARAS.counted)

_SUB_STYLES = ("({})", "({})", "{}.", "{}.")
"""The order of sub-paragraph labels in United Nations documents: (a), (i), a., i."""

_ABBREVIATED = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


# ---------------------------------------------------------------- styles


def un(cited: Cited) -> str:
    """`Security Council resolution 2249 (2015), para. 5`."""
    return f"Security Council resolution {_numbered(cited)}{_after(cited, _PARAS)}"


def un_running(cited: Cited) -> str:
    """`paragraph 5 of Security Council resolution 2249 (2015)`."""
    whole = f"Security Council resolution {_numbered(cited)}"
    return " and ".join(_running(group, cited) for group in _groups(cited)) + whole if cited.places else whole


def symbol(cited: Cited) -> str:
    """`S/RES/2249 (2015), para. 5 (a) (ii)`."""
    return f"{cited.symbol}{_after(cited, _PARAS)}"


def bluebook(cited: Cited) -> str:
    """`S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)`."""
    number = cited.symbol.number
    return f"S.C. Res. {number}{_after(cited, _BLUEBOOK)}, U.N. Doc. S/RES/{number} ({_american(cited, _ABBREVIATED)})"


def ajil(cited: Cited) -> str:
    """`SC Res. 2249, para. 5 (Nov. 20, 2015)`."""
    return f"SC Res. {cited.symbol.number}{_after(cited, _AJIL)} ({_american(cited, _ABBREVIATED)})"


def oscola(cited: Cited) -> str:
    """`UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, para 5`."""
    number = cited.symbol.number
    return f"UNSC Res {number} ({_day_first(cited)}) UN Doc S/RES/{number}{_after(cited, _OPEN)}"


def aglc(cited: Cited) -> str:
    """`SC Res 2249, UN Doc S/RES/2249 (20 November 2015) para 5`: no comma before the pinpoint."""
    number = cited.symbol.number
    return f"SC Res {number}, UN Doc S/RES/{number} ({_day_first(cited)}){_after(cited, _AGLC)}"


def nzlsg(cited: Cited) -> str:
    """`SC Res 2249 (2015), para 5`."""
    return f"SC Res {_numbered(cited)}{_after(cited, _OPEN)}"


def chicago(cited: Cited) -> str:
    """`United Nations Security Council, Resolution 2249, 5, November 20, 2015, https://docs.un.org/...`."""
    who = f"United Nations Security Council, Resolution {cited.symbol.number}"
    return f"{who}{_after(cited, _BARE)}, {_american(cited, MONTHS)}, {official_address(cited.symbol)}."


def apa(cited: Cited) -> str:
    """`S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).` An entry in a list of references has no pinpoint."""
    number = cited.symbol.number
    return f"S.C. Res. {number}, U.N. Doc. S/RES/{number} ({_american(cited, _ABBREVIATED)})."


def apa_in_text(cited: Cited) -> str:
    """`(S.C. Res. 2249, 2015, para. 5)`."""
    return f"(S.C. Res. {cited.symbol.number}, {cited.symbol.year}{_after(cited, _PARAS)})"


def akn(cited: Cited) -> str:
    """`/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5`; several places, several IRIs.

    The naming convention gives no portion for preambular, annex and unnumbered paragraphs: there the IRI is that of
    the document.
    """
    adopted = cited.adopted if adoption_date(cited) else str(cited.symbol.year)
    number = f"{cited.symbol.number}-{cited.symbol.year}"
    whole = f"/akn/un/statement/deliberation/unsc/{adopted}/{number}/!main"
    portions = dict.fromkeys(_portion(_point(place)) for place in cited.places)
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
        Style("chicago", "Chicago", "The Chicago Manual of Style, notes", chicago),
        Style("apa", "APA", "APA Style, legal references after the Bluebook", apa, apa_in_text),
        Style("akn", "Akoma Ntoso", "Akoma Ntoso for the United Nations, naming convention", akn),
        Style("wikipedia", "Wikipedia", "Template:UN document", wikipedia),
        Style("link", "Links", "addresses of this site and of docs.un.org", link),
    )
}
"""Every style offered, in the order of the page. A style without a published source is not."""


def cite_as(cited: Cited, name: str) -> dict[str, str]:
    """The citation in one style, by its name; `apa in text` too, where it has a form for running text."""
    style = STYLES[name]
    written = {name: style.write(cited)}
    return written | {f"{name} in text": style.in_text(cited)} if style.in_text else written


def cite_all(cited: Cited) -> dict[str, str]:
    """The citation in every style, as `cite_as` gives it."""
    return {name: text for style in STYLES for name, text in cite_as(cited, style).items()}


def quote(words: str, citation: str) -> str:
    """The words in quotation marks with their citation; quotation marks inside become single ones."""
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}” ({citation})"


def pinpoint(cited: Cited) -> str:
    """The pinpoint alone as a United Nations text has it: `para. 5 (a)`, `preambular para. 9`; "" for the whole."""
    return _after(cited, _PARAS).removeprefix(", ")


# ---------------------------------------------------------------- dates


def adoption_date(cited: Cited) -> date | None:
    """The date of adoption; None where there is none, or one that cannot be (`0001-01-01`)."""
    try:
        adopted = date.fromisoformat(cited.adopted or "")
    except ValueError:
        return None
    return adopted if adopted.year > 1 else None


def _american(cited: Cited, months: Sequence[str]) -> str:
    adopted = adoption_date(cited)
    return f"{months[adopted.month - 1]} {adopted.day}, {adopted.year}" if adopted else str(cited.symbol.year)


def _day_first(cited: Cited) -> str:
    adopted = adoption_date(cited)
    return f"{adopted.day} {MONTHS[adopted.month - 1]} {adopted.year}" if adopted else str(cited.symbol.year)


def _numbered(cited: Cited) -> str:
    return f"{cited.symbol.number} ({cited.symbol.year})"


# ---------------------------------------------------------------- pinpoints


@dataclass(frozen=True, slots=True)
class _Point:
    """A place as it can be printed: the labels of its path, and each of them in its printed form."""

    part: str
    divisions: tuple[str, ...]
    counted: bool
    labels: tuple[str, ...]
    shown: tuple[str, ...]


def _point(place: CitedPlace) -> _Point:
    """Read a path: `op/B/1/-2` has the section B, the label 1, and nothing for the item without a label."""
    part, *labels = place.path.split("/")
    forms: list[str | None] = [None] * len(labels)
    forms = (forms + list(place.labels))[-len(labels) :] if labels else []
    kept = next((i for i, label in enumerate(labels) if not is_labelled(label)), len(labels))
    inner = next((i for i, label in enumerate(labels[:kept]) if not is_division(label)), kept)
    divisions, labels, forms = labels[:inner], labels[inner:kept], forms[inner:kept]
    shown = tuple(
        _shown(depth, label, forms[depth])
        for depth, label in enumerate(labels)
        if not (depth + 1 < len(labels) and labels[depth + 1].startswith(f"{label}."))  # 29.1 says that it is of 29
    )
    return _Point(part, tuple(divisions), part == "op" and forms[:1] == [""], tuple(labels), shown)


def _shown(depth: int, label: str, form: str | None) -> str:
    """A label as it is printed: `(a)`, or `a.` where the resolution has it so; a paragraph's number stands bare."""
    if "." in label or (depth == 0 and label.isdigit()):
        return label
    if depth and form and form.endswith(".") and not label.isdigit():
        return f"{label}."
    if depth and form is None and not label.isdigit():
        return _SUB_STYLES[(depth - 1) % len(_SUB_STYLES)].format(label)
    return f"({label})"


def _portion(point: _Point) -> str:
    """The part of an IRI that names a numbered paragraph of the body: `~para_5__list_1__point_a`."""
    if point.part != "op" or point.counted or point.divisions or not point.labels:
        return ""
    return f"~para_{point.labels[0]}" + "".join(f"__list_1__point_{label}" for label in point.labels[1:])


def _groups(cited: Cited) -> list[list[_Point]]:
    """The places, those of one part, section and manner of counting together, in the order given."""
    points = list(dict.fromkeys(map(_point, cited.places)))
    return [list(group) for _, group in groupby(points, lambda point: (point.part, point.divisions, point.counted))]


def _after(cited: Cited, words: _ParagraphNames) -> str:
    """The pinpoint with what parts it from the rest: `, paras. 1, 2 and 21`; "" for the whole resolution."""
    groups = _groups(cited)
    scoped = any(is_annex(group[0].part) or group[0].divisions for group in groups)
    named = [_group(_of_the_body(group) if scoped else group, cited, words) for group in groups]
    return words.comma + words.last.join(named) if named else ""


def _of_the_body(points: list[_Point]) -> list[_Point]:
    """Beside an annex or a lettered part, plain paragraphs are said to be operative ones: `operative para. 5`."""
    plain = points[0].part == "op" and not points[0].divisions
    return [replace(point, counted=True) for point in points] if plain else points


def _group(points: list[_Point], cited: Cited, words: _ParagraphNames) -> str:
    """`paras. 5-7`, `annex I, para. 3`, `sect. B, para. 1`."""
    first = points[0]
    annex = _annex(first.part, cited)
    divisions = [_division(label, words) for label in first.divisions]
    listed = _listed([point for point in points if point.labels], words)
    counted = words.preamble if first.part == "pp" else words.counted if first.counted else words.para
    named = counted[len(points) > 1] + listed if listed else ""
    return ", ".join(filter(None, [annex, *divisions, named]))


def _running(points: list[_Point], cited: Cited) -> str:
    """The same for running text: `paragraph 3 of annex I to `, `paragraph 1 of section B of `."""
    first = points[0]
    whole = [point for point in points if not point.labels]
    section = "".join(f"{_division(label, _LONG)} of " for label in reversed(first.divisions))
    annex = f"{_annex(first.part, cited)} to " if is_annex(first.part) else ""
    if whole:
        return section + annex
    bare = [_Point("op", (), first.counted, p.labels, p.shown) if first.part != "pp" else p for p in points]
    return f"{_group(bare, cited, _LONG)} of {section}{annex}"


def _division(label: str, words: _ParagraphNames) -> str:
    """`sect. B`, `art. 13 bis`, `attachment 1`, `annex II` within an annex."""
    if label.isupper():
        return f"{words.section} {label}"
    if label.startswith("annex-"):
        return f"annex {label.removeprefix('annex-').upper()}"
    return label.replace("article-", words.article + " ").replace("-", " ")


def _annex(part: str, cited: Cited) -> str:
    """`annex B` as the document calls it, or counted: `annex II`; "" for what is no annex."""
    if not part.startswith("annex-"):
        return ""
    number = int(part.removeprefix("annex-"))
    counted = write_roman(number).upper() or str(number)
    return f"annex {cited.annexes.get(part, counted)}".rstrip()


def _listed(points: list[_Point], words: _ParagraphNames) -> str:
    """`1, 2 and 21`, `5-7`, `4 (b) and (d)`, `5 (a)-(c)`."""
    pieces: list[str] = []
    at = 0
    while at < len(points):
        after = _end_of_run(points, at)
        before = points[at - 1] if at else None
        pieces.append(_label(points[at], before))
        if after - at >= 3:
            pieces[-1] += words.dash + points[after - 1].shown[-1]
        at = after if after - at >= 3 else at + 1
    return words.last.join(filter(None, [", ".join(pieces[:-1]), pieces[-1]])) if pieces else ""


def _end_of_run(points: list[_Point], start: int) -> int:
    """Where the run of consecutive siblings that begins at `start` ends."""
    end = start + 1
    *above, first = points[start].labels
    while end < len(points) and list(points[end].labels[:-1]) == above:
        last = points[end].labels[-1]
        if not follows(first, last) or labels_between(first, last) != [p.labels[-1] for p in points[start + 1 : end]]:
            break
        end += 1
    return end


def _label(point: _Point, before: _Point | None) -> str:
    """`5 (a)`, or `(b)` alone after its sibling `5 (a)`."""
    siblings = before and len(point.labels) > 1 and before.labels[:-1] == point.labels[:-1]
    if before and siblings and follows(before.labels[-1], point.labels[-1]):
        return point.shown[-1]
    return " ".join(point.shown)
