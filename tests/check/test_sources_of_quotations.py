"""Which resolution a quotation is said to be of, and who is said to speak it."""

from __future__ import annotations

import pytest

from scraper.check import CheckedQuotation, check_document
from scraper.check.passages import QuotedSpan, find_passages
from scraper.check.sentences import Sentences
from scraper.database.opening import Connection


class TwoPlaces:
    """Long paragraphs of two resolutions of the specimens, to be quoted."""

    def __init__(self, conn: Connection) -> None:
        rows = conn.execute(
            "SELECT c.resolution, r.year, c.path, c.text FROM clauses AS c"
            " JOIN resolutions AS r ON r.number = c.resolution"
            " WHERE c.part = 'op' AND c.path GLOB 'op/[0-9]' AND c.text NOT GLOB '*[“”()‘’.]?*'"
            " AND length(c.text) > 100"
            " GROUP BY c.resolution ORDER BY c.id LIMIT 2"
        ).fetchall()
        (self.n, self.y, path, text), (self.m, self.z, other, further) = rows
        self.p, self.o = path[3:], other[3:]
        self.q, self.r = " ".join(text.split()[:12]).rstrip(",;"), " ".join(further.split()[:12]).rstrip(",;")

    def fill(self, form: str) -> str:
        return form.format(**vars(self))


@pytest.fixture(scope="module")
def two(conn: Connection) -> TwoPlaces:
    return TwoPlaces(conn)


def told(conn: Connection, text: str) -> list[CheckedQuotation]:
    return list(check_document(text, conn).quotations)


RIGHT = (
    "Resolution {n} ({y}) decides “{q}” (para. {p}). Paragraph 9 of resolution {m} ({z}) is another matter.",
    "It is “{q}”,[^1] no less.\n\n[^1]: SC Res {n} ({y}), para {p}.",
    "It is “{q}”,[^b] and “{r}”.[^1]\n\n[^1]: S/RES/{m} ({z}), para {o}.\n[^b]: S/RES/{n} ({y}), para {p}.",
    "“{r}”[^1] and “{q}”[^2]; “{q}”.[^3]\n\n[^1]: S/RES/{m} ({z}).\n[^2]: S/RES/{n} ({y}), para {p}.\n[^3]: ibid.",
    "They say “{q}”¹ there.\n\n[1] S/RES/{n} ({y}), para {p}.",
    "In resolutions {m} ({z}) and {n} ({y}) the Council said “{r}” and “{q}”.",
    "“{r}” is in S/RES/{m} ({z}). Resolution {n} ({y}) says “{q}”.",
    "| {n} ({y}) | {p} | “{q}” |\n| {m} ({z}) | {o} | “{r}” |",
    "The Council decided “{q}” (S/RES/{n} ({y}), para. {p}), and “{q}” again (ibid.).",
    "The report says: “The Council said ‘{q}’ (resolution {n} ({y}), para. {p}), and that is all.”",
    "Resolution {n} ({y}):\n\n> {p}. {q}\n\nSo it is.",
    "They rely on »{q}« (S/RES/{n} ({y}), para. {p}). Resolution {m} ({z}) is another.",
    "Le Conseil, au paragraphe {p} de la résolution {n} ({y}), dit « {q} ».",
)


@pytest.mark.parametrize("form", RIGHT)
def test_words_are_held_against_what_is_cited_for_them(conn: Connection, two: TwoPlaces, form: str) -> None:
    found = told(conn, two.fill(form))
    assert {one.verdict for one in found} <= {"verbatim", "allowed"}
    assert f"S/RES/{two.n} ({two.y})" in {one.symbol for one in found}


@pytest.mark.parametrize(
    "form",
    [
        "Resolution {n} ({y}), paragraph 99, says “{q}”.",
        "“{q}” (S/RES/{m} ({z})).",
        "It is “{q}”.[^1]\n\n[^1]: S/RES/{m} ({z}), para {o}.",
        "Resolution {m} ({z}), para. {o}, says so. The Council says: “{q}” (ibid.).",
    ],
)
def test_words_of_another_place_stand_elsewhere(conn: Connection, two: TwoPlaces, form: str) -> None:
    (one,) = told(conn, two.fill(form))
    assert (one.verdict, one.symbol) == ("elsewhere", f"S/RES/{two.n} ({two.y})")


STRANGE = "we shall dine by the old lighthouse at seven"


@pytest.mark.parametrize(
    "form",
    [
        "On resolution {n} ({y}) the ambassador said: “{s}”.",
        "“{s}”, the ambassador told reporters after resolution {n} ({y}) was adopted.",
        "As Lowe put it after resolution {n} ({y}), “{s}”.",
        "The minister called resolution {n} ({y}) “{s}”.",
        "Mr. Guterres wrote that resolution {n} ({y}) was good. “{s}”, he added.",
        "In the words of the mayor, resolution {n} ({y}) means “{s}”.",
        "Under resolution {n} ({y}), « nous dînons dans la maison de la mer avec les gens ».",
    ],
)
def test_what_another_says_is_not_looked_for_in_the_resolution(conn: Connection, two: TwoPlaces, form: str) -> None:
    (one,) = told(conn, form.format(n=two.n, y=two.y, s=STRANGE))
    assert one.verdict == "not_checked"


@pytest.mark.parametrize(
    "form",
    [
        "Resolution {n} ({y}) provides that “{s}”.",
        "The Council said “{s}” (S/RES/{n} ({y})).",
        "They rely on “{s}”.[^1]\n\n[^1]: S/RES/{n} ({y}).",
        "Mr. Smith of No. 5 noted that the Council decided in resolution {n} ({y}) that “{s}”.",
    ],
)
def test_what_is_said_to_be_the_councils_has_to_stand_there(conn: Connection, two: TwoPlaces, form: str) -> None:
    (one,) = told(conn, form.format(n=two.n, y=two.y, s=STRANGE))
    assert one.verdict == "not_found"


def test_a_part_that_is_right_makes_no_wrong_quotation_right(conn: Connection, two: TwoPlaces) -> None:
    first, *rest = two.q.split()
    words = f"{first} quixotic ‘{' '.join(rest)}’"
    (one,) = told(conn, f"Resolution {two.n} ({two.y}) says: “{words}”.")
    assert one.verdict == "differs"


def test_what_is_quoted_ends_no_sentence_and_an_abbreviation_none() -> None:
    text = "Mr. No. 5 said “One. Two.” (para. 3). The rest is new. | A"
    sentences = Sentences(text, find_passages(text))
    assert [text[slice(*sentences.around(at))] for at in (0, text.index("The rest"), text.index("| A"))] == [
        "Mr. No. 5 said “One. Two.” (para. 3). ", "The rest is new. | A", "The rest is new. | A",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("»ja« und „nein“, „tak”, ‚so‘", ["ja", "nein", "tak", "so"]),
        ("« oui » et « non »", ["oui", "non"]),
        ("the '90s, rock 'n' roll, 5'10\" and \"words\"[^2] and 'more'", ["words", "more"]),
        ("“one\n\n“two” and “three”", ["one\n\n“two", "three"]),
    ],
)
def test_marks_of_other_countries_are_read(text: str, quoted: list[str]) -> None:
    assert [one.words(text) for one in find_passages(text)] == quoted


def test_the_marks_of_a_block_leave_its_length() -> None:
    text = "> a\n> b"
    block = QuotedSpan(0, len(text), block=True)
    assert block.words(text) == "  a\n  b"
