"""What is cited, and its pinpoint printed in the words of a style. Nothing is looked up.

* Labels are printed from the path, in the form the resolution prints them where that is known: `5 (a) (ii)`, `5 a.`.
* A list item without a label and words that go on after a list have no label anybody could look for in the official
  document, and no guide has a form for them: the paragraph they stand in is cited, and the link leads to the place.
* An operative paragraph printed without a number is counted, and said to be: `operative para. 1`. So are preambular
  paragraphs, which never bear numbers.
* Where numbering restarts under lettered parts or Articles, these lead: `sect. B, para. 1`, `art. 12, para. 1`.
* `29.1` says itself that it is of 29. Of things numbered alike (`~2` in a path), what they stand in is cited.
* The only annex of a resolution is `annex`, one of several `annex I`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from scraper.models import Symbol
from scraper.pinpoint.labels import follows, labels_between, write_roman
from scraper.pinpoint.paths import is_annex, is_division, is_labelled


@dataclass(frozen=True, slots=True)
class Words:
    """How a style prints a pinpoint.

    para, preamble, counted  one paragraph and several: of the body, of the preamble, and of a body without numbers
    joint                    between the document and its pinpoint
    within                   between an annex or a section and the paragraph in it
    last                     before the last of a list
    dash                     between the ends of a range
    blank                    before the bracket of a sub-paragraph
    pairs                    whether two paragraphs in a row are a range
    section, article         what these are called
    """

    para: tuple[str, str]
    preamble: tuple[str, str]
    counted: tuple[str, str]
    joint: str = ", "
    within: str = ", "
    last: str = " and "
    dash: str = "–"
    blank: str = ""
    pairs: bool = False
    section: str = "sect."
    article: str = "art."


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


_SUB_STYLES = ("({})", "({})", "{}.", "{}.")
"""The order of sub-paragraph labels in United Nations documents: (a), (i), a., i."""


def adoption_date(cited: Cited) -> date | None:
    """The date of adoption; None where there is none, or one that cannot be (`0001-01-01`)."""
    try:
        adopted = date.fromisoformat(cited.adopted or "")
    except ValueError:
        return None
    return adopted if adopted.year > 1 else None


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


def iri_portion(place: CitedPlace) -> str:
    """The part of an IRI that names a numbered paragraph of the body: `~para_5__list_1__point_a`; "" for others."""
    point = _point(place)
    if point.part != "op" or point.counted or point.divisions or not point.labels:
        return ""
    return f"~para_{point.labels[0]}" + "".join(f"__list_1__point_{label}" for label in point.labels[1:])


def _groups(cited: Cited) -> list[list[_Point]]:
    """The places, those of one part, section and manner of counting together, in the order given."""
    points = list(dict.fromkeys(map(_point, cited.places)))
    return [list(group) for _, group in groupby(points, lambda point: (point.part, point.divisions, point.counted))]


def after(cited: Cited, words: Words) -> str:
    """The pinpoint with what parts it from the rest: `, paras. 1, 2 and 21`; "" for the whole resolution."""
    groups = _groups(cited)
    scoped = any(is_annex(group[0].part) or group[0].divisions for group in groups)
    named = [_group(_of_the_body(group) if scoped else group, cited, words) for group in groups]
    return words.joint + words.last.join(named) if named else ""


def _of_the_body(points: list[_Point]) -> list[_Point]:
    """Beside an annex or a lettered part, plain paragraphs are said to be operative ones: `operative para. 5`."""
    plain = points[0].part == "op" and not points[0].divisions
    return [replace(point, counted=True) for point in points] if plain else points


def _group(points: list[_Point], cited: Cited, words: Words) -> str:
    """`paras. 5-7`, `annex I, para. 3`, `sect. B, para. 1`."""
    first = points[0]
    annex = _annex(first.part, cited)
    divisions = [_division(label, words) for label in first.divisions]
    listed = _listed([point for point in points if point.labels], words)
    counted = words.preamble if first.part == "pp" else words.counted if first.counted else words.para
    named = counted[len(points) > 1] + listed if listed else ""
    return words.within.join(filter(None, [annex, *divisions, named]))


def running(cited: Cited, words: Words) -> str:
    """The pinpoint before the document, for running text: `paragraph 3 of annex I to `; "" for the whole."""
    return " and ".join(_running(group, cited, words) for group in _groups(cited))


def _running(points: list[_Point], cited: Cited, words: Words) -> str:
    first = points[0]
    whole = [point for point in points if not point.labels]
    section = "".join(f"{_division(label, words)} of " for label in reversed(first.divisions))
    annex = f"{_annex(first.part, cited)} to " if is_annex(first.part) else ""
    if whole:
        return section + annex
    bare = [_Point("op", (), first.counted, p.labels, p.shown) if first.part != "pp" else p for p in points]
    return f"{_group(bare, cited, words)} of {section}{annex}"


def _division(label: str, words: Words) -> str:
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


def _listed(points: list[_Point], words: Words) -> str:
    """`1, 2 and 21`, `5–7`, `4 (b) and (d)`, `5 (a)–(c)`; two numbers in a row are a range where the style has it."""
    pieces: list[str] = []
    at = 0
    while at < len(points):
        end = _end_of_run(points, at)
        shortest = 2 if words.pairs and len(points[at].labels) == 1 else 3
        ranged = end - at >= shortest
        pieces.append(_label(points[at], points[at - 1] if at else None, words))
        if ranged:
            pieces[-1] += words.dash + points[end - 1].shown[-1]
        at = end if ranged else at + 1
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


def _label(point: _Point, before: _Point | None, words: Words) -> str:
    """`5 (a)`, or `(b)` alone after its sibling `5 (a)`; `5(a)` in the styles that have no blank there."""
    siblings = before and len(point.labels) > 1 and before.labels[:-1] == point.labels[:-1]
    if before and siblings and follows(before.labels[-1], point.labels[-1]):
        return point.shown[-1]
    first, *others = point.shown
    return first + "".join((words.blank if label[0] == "(" else " ") + label for label in others)
