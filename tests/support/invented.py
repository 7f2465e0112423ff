"""Invented resolutions, built from models, that between them hold everything a page can have to show.

Resolutions 9001 to 9004 of the years 2998 and 2999 do not exist; no word in here is the Council's.
"""

from __future__ import annotations

from pathlib import Path

from scraper.build import link
from scraper.build.rows import make_rows
from scraper.database import write
from scraper.database.rows import MissingRow, Rows
from scraper.models import (
    Clause,
    Facts,
    Mark,
    Parsed,
    Problem,
    Resolution,
    Source,
    Subject,
    Symbol,
    Vote,
)

HOSTILE = "<script>alert('oil & \"gold\"')</script>"

RICH = Symbol(9001, 2998)
PLAIN = Symbol(9003, 2999)
LONG = Symbol(9004, 2999)
BARE = Symbol(9006, 2999)


def clause(path: str, text: str, label: str = "", **more: object) -> Clause:
    """A clause whose part, level and parent follow from its path, as they do in the simple cases."""
    steps = path.split("/")
    part = steps[0]
    level = len(steps) - 2
    fields: dict[str, object] = {
        "heading": "",
        "verb": "",
        "kind": "paragraph",
        "marks": (),
        "level": level,
        "parent": "/".join(steps[:-1]) if level else "",
        **more,
    }
    return Clause(part=part, path=path, label=label, text=text, **fields)  # type: ignore[arg-type]


def verb(words: str) -> tuple[Mark, ...]:
    """The mark of italic words at the beginning."""
    return (Mark("italic", 0, len(words)),)


RICH_CLAUSES = (
    clause("pp/1", "Recalling the lighthouse at Nowhere Bay,", verb="Recalling", marks=verb("Recalling")),
    clause("pp/2", f"Alarmed by {HOSTILE},", verb="Alarmed", marks=verb("Alarmed")),
    clause(
        "op/1",
        "Decides that all lamps shall burn until dawn;",
        "1.",
        heading="Lamps\nGeneral",
        verb="Decides",
        marks=(*verb("Decides"), Mark("footnote", 22, 22, "A lamp is any <vessel> of oil.")),
    ),
    clause("op/2", "Requests the Keeper:", "2.", verb="Requests", marks=verb("Requests")),
    clause("op/2/a", "To trim the wicks, and in particular:", "(a)"),
    clause("op/2/a/i", "Those of the northern lamp;", "(i)"),
    clause("op/2/a/ii", "Those of the southern lamp;", "(ii)"),
    clause("op/2/b", "To report on oil, gold and brass;", "(b)", heading="Reports"),
    clause("op/2/-1", "To whom it may concern;", kind="item"),
    clause("op/2/+1", "and to do so within a fortnight;", kind="continuation"),
    clause(
        "op/3",
        "Recalls its earlier lamp resolution and the almanac;",
        "3.",
        marks=(
            Mark("link", 12, 35, "https://undocs.org/S/RES/9003(2999)"),
            Mark("link", 44, 51, "javascript:alert(1)"),
            Mark("bold", 8, 35),
        ),
    ),
    clause("op/4", "Lamp\tColour\tOil", kind="row"),
    clause("op/5", f"Northern\tRed\t{HOSTILE}", kind="row"),
    clause("op/6", "Decides to remain seized of the lamps.", "6.", verb="Decides", marks=verb("Decides")),
    clause("annex-1/1", "The northern lamp is red.", "1.", heading="Rules of the lamps"),
    clause("annex-1/2", "The southern lamp is blue.", "2."),
)

RICH_PARSED = Parsed(
    Resolution(
        Facts(
            RICH,
            adopted="2998-05-03",
            meeting=91001,
            adoption="Adopted 2-1-1, 91001st meeting",
            title="On the lamps of Nowhere Bay",
            agenda="The situation in Nowhere Bay",
            draft="S/2998/1",
            votes_for=2,
            votes_against=1,
            abstentions=1,
            chapter_vii=True,
            votes=(
                Vote("Freedonia (Republic of)", "for"),
                Vote("Ruritania", "for"),
                Vote("Sylvania", "against"),
                Vote("Laputa", "abstaining"),
                Vote("Utopia", "not voting"),
            ),
            subjects=(Subject("LAMP OIL", "UNBIS Thesaurus"), Subject("Keepers, Committee of", "DHLAUTH")),
            sponsors=("Freedonia (Republic of)", "Ruritania"),
        ),
        "The Security Council,",
        RICH_CLAUSES,
        "xml",
    ),
    problems=(
        Problem("label-glued", "The number stood glued to the words.", "op/3"),
        Problem("vote-differs", "Two sources count the votes differently."),
    ),
)

PLAIN_PARSED = Parsed(
    Resolution(
        Facts(PLAIN, adopted="2999-02-28", title="", agenda="The situation in Elsewhere", votes_for=15),
        "The Security Council,",
        (
            clause("pp/1", "Noting the fog,", verb="Noting", marks=verb("Noting")),
            clause(
                "pp/2",
                "Recalling paragraph 2 (a) of resolution 9001 (2998), and resolution 9004 (2999) of the same day,",
            ),
            clause("pp/3", "Acting under Chapter VII of the Charter of the United Nations,"),
            clause("op/1", "Calls upon all ships to sound their horns in the fog;", "1.", verb="Calls upon"),
            clause("op/2", "Decides that the oil-lamp of Da’esh\u2011on\u2011Sea is non\u2011existent.", "2."),
        ),
        "corrected",
    )
)


def long_clauses() -> tuple[Clause, ...]:
    """Enough for several pages: a short body, a short annex and a long one."""
    words = "the tide tables shall be kept dry and shall be read aloud at noon by a person of good character " * 4
    body = [clause(f"op/{n}", f"Decides that {words};", f"{n}.") for n in range(1, 6)]
    first = [clause("annex-1/1", "One short rule.", "1.")]
    second = [clause(f"annex-2/{n}", f"In hour {n} {words}.", f"{n}.") for n in range(1, 401)]
    return (*body, *first, *second)


LONG_PARSED = Parsed(Resolution(Facts(LONG, title="On tide tables"), "The Security Council,", long_clauses(), "pdf"))

BARE_PARSED = Parsed(Resolution(Facts(BARE), "", (clause("op/1", "Decides to adjourn."),), "text-layer"))

ALL = (RICH_PARSED, PLAIN_PARSED, LONG_PARSED, BARE_PARSED)

SOURCE = Source("unxml", "https://example.org/S_RES_9001%20(2998).xml", "0" * 64, "2999-03-01T08:00:00+00:00")


def make_database(target: Path, *, specimens: bool = False) -> Path:
    """A database of the invented resolutions."""
    places, citing = link.Places(), []
    with write.writing(target) as conn:
        for parsed in ALL:
            made = make_rows(parsed, [("text, vote, subjects", SOURCE)])
            made.bases = link.basis_rows(parsed.resolution.facts.symbol, parsed.resolution.clauses)
            write.insert(conn, made)
            places.add(made)
            citing += link.find(parsed.resolution.facts.symbol, parsed.resolution.clauses)
        write.insert(conn, link.citation_rows(citing, places))
        missing = [
            MissingRow(9002, 2998, "The fog", "no source has it"),
            MissingRow(9005, None, "", "it could not be read"),
        ]
        write.insert(conn, Rows(missing=missing))
        write.finish(conn, "unsc test", "2999-03-02T09:00:00+00:00", specimens=specimens)
    return target
