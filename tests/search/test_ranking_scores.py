"""What each paragraph scores, reckoned a second time from the rules alone, and the order that follows from it.

The paragraphs are strewn words of an invented coast, a few hundred of them, with headings and titles of the same words.
No word of it has another spelling, and none has the stem of another, so that words can be compared as they stand.
"""

from __future__ import annotations

import math
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import invented
import pytest

from scraper import query
from scraper.build.rows import make_rows
from scraper.database import ids, write
from scraper.database.opening import open_database
from scraper.models import Facts, Parsed, Resolution, Symbol
from scraper.query import And, Near, Term
from scraper.search import ranking
from scraper.search.corpus import Recent, corpus_of
from scraper.search.matching import find

WORDS = "lamp pilot storm bay keepers fog sail mandate tide buoy wreck gale brine kelp moor".split()
RESOLUTIONS = range(9001, 9081)
BACK = "Recalls"


@cache
def cut(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@dataclass(frozen=True)
class Paragraph:
    """A unit of search as the test knows it."""

    unit: int
    part: str
    heading: str
    text: str
    title: str

    def words(self) -> list[str]:
        return cut(self.text)

    def head(self) -> list[str]:
        return cut(self.heading)


def strewn(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, weights=range(len(WORDS), 0, -1), k=chance.randint(1, most)))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty resolutions of three paragraphs and a preamble each; one paragraph in six says again what was said."""
    chance = random.Random(7)
    path = tmp_path_factory.mktemp("scores") / "unsc.db"
    said = ["Decides on 1 May 2990 that the lamp, storm and pilot shall be kept;"]
    with write.writing(path) as conn:
        for number in RESOLUTIONS:
            clauses = [invented.clause("pp/1", f"Noting the {strewn(chance, 12)},", verb="Noting")]
            for at in range(1, 4):
                verb = BACK if chance.random() < 0.3 else "Decides"
                text = chance.choice(said) if chance.random() < 0.16 else f"{verb} the {strewn(chance, 30)};"
                said.append(text)
                heading = strewn(chance, 4) if chance.random() < 0.5 else ""
                clauses.append(invented.clause(f"op/{at}", text, f"{at}.", heading=heading, verb=text.split()[0]))
            title = f"On {strewn(chance, 3)}" if number % 5 else ""
            facts = Facts(Symbol(number, 2990), title=title)
            write.insert(conn, make_rows(Parsed(Resolution(facts, "", tuple(clauses), "xml")), []))
        write.finish(conn, "test", "2999-12-31T00:00:00+00:00", specimens=False)
    return path


@pytest.fixture(scope="module")
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database)) as opened:
        yield opened


@pytest.fixture(scope="module")
def paragraphs(conn: sqlite3.Connection) -> dict[int, Paragraph]:
    rows = conn.execute(
        "SELECT u.id, u.part, u.heading, u.text, r.title FROM units u JOIN resolutions r ON r.number = u.resolution"
    )
    return {row[0]: Paragraph(*row) for row in rows}


# The rules once more, plainly


def bm25(all_of: dict[int, Paragraph], wanted: Sequence[str], one: Paragraph) -> float:
    """Okapi's formula as FTS5 states it: k1 = 1.2, b = 0.75, a word in most rows tells next to nothing."""
    rows = [(p.head() + p.words()) for p in all_of.values()]
    mean = sum(map(len, rows)) / len(rows)
    own, score = one.head() + one.words(), 0.0
    for word in wanted:
        having = sum(word in row for row in rows)
        tells = math.log((len(rows) - having + 0.5) / (having + 0.5))
        times = own.count(word)
        score += max(tells, 1e-6) * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(own) / mean))
    return -score


def in_a_row(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(len(words)))


def beforehand(one: Paragraph, wanted: Sequence[str], many: bool) -> float:
    """The weight before the text is looked at: by part, verb and title; and, of many, whether all stand in a row."""
    weight = 1.15 if one.part == "op" else 1.0
    weight *= 0.85 if one.text.startswith(BACK) else 1.0
    titles = cut(one.title)
    begun = [any(t.startswith(w[:-2]) if len(w) > 5 else t == w for t in titles) for w in wanted]
    weight *= 1 + 0.35 * sum(begun) / len(wanted)
    if many and len(wanted) > 1 and (in_a_row(one.words(), wanted) or in_a_row(one.head(), wanted)):
        weight *= 1.6
    return weight


def nearness(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether all stand with at most eight words between the first of them and the last, as NEAR of FTS5 counts."""
    for start in range(len(words)):
        window = words[start : start + 10]
        if words[start] in wanted and set(wanted) <= set(window):
            return True
    return False


def looked_at(one: Paragraph, wanted: Sequence[str], many: bool) -> float:
    gain = 0.0
    if set(wanted) <= set(one.words()):
        gain += 0.4 * sum(word in one.head() for word in wanted) / len(wanted)
    if not many:
        pairs = list(pairwise(wanted))
        there = [in_a_row(one.words(), pair) or in_a_row(one.head(), pair) for pair in pairs]
        gain += 0.6 * sum(there) / max(1, len(pairs))
    close = len(wanted) > 1 and (nearness(one.words(), wanted) or nearness(one.head(), wanted))
    return (1 + gain) * (1.25 if close else 1.0)


def undated(text: str) -> str:
    return re.sub(r"\d+( [A-Z][a-z]+)?( \d+)?", "", text[:240])


def expected(all_of: dict[int, Paragraph], wanted: Sequence[str], hits: Sequence[int], closer: int) -> dict[int, float]:
    """The paragraphs in the order by the rules, each with its place's score: the best looked at, then the others."""
    many = len(hits) > closer
    first = sorted(
        (bm25(all_of, wanted, all_of[u]) * beforehand(all_of[u], wanted, many), -(u // 10_000), u) for u in hits
    )
    told: Counter[str] = Counter()
    second = []
    for score, number, unit in first[:closer]:
        beginning = undated(all_of[unit].text)
        second.append((score * looked_at(all_of[unit], wanted, many) * 0.6 ** told[beginning], number, unit))
        told[beginning] += 1
    return {unit: score for score, _, unit in sorted(second) + first[closer:]}


def assert_in_order(order: Sequence[int], scores: dict[int, float]) -> None:
    """The same paragraphs, place by place of the same score: two that score alike may stand either way."""
    assert sorted(order) == sorted(scores)
    assert [scores[unit] for unit in order] == pytest.approx(list(scores.values()), rel=1e-9, abs=0)


def ranked(conn: sqlite3.Connection, typed: str) -> tuple[list[int], list[int]]:
    corpus, tree = corpus_of(conn), query.read(typed).tree
    assert tree is not None
    hits = corpus.units_in(find(conn, corpus, tree))
    return hits, list(ranking.rank(conn, corpus, tree, hits, "relevance"))


@pytest.mark.parametrize("closer", [12, 40, 60])
@pytest.mark.parametrize(
    "wanted",
    [
        ["lamp"], ["keepers"], ["moor"], ["lamp", "pilot"], ["pilot", "lamp"], ["storm", "keepers"], ["bay", "kelp"],
        ["lamp", "storm", "pilot"], ["storm", "bay", "fog"], ["mandate", "sail"], ["lamp", "pilot", "storm", "bay"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_order_follows_from_the_rules(
    conn: sqlite3.Connection,
    paragraphs: dict[int, Paragraph],
    monkeypatch: pytest.MonkeyPatch,
    wanted: list[str],
    closer: int,
) -> None:
    monkeypatch.setattr(ranking, "CLOSER", closer)
    hits, order = ranked(conn, " ".join(wanted))
    assert hits == [u for u, p in sorted(paragraphs.items()) if set(wanted) <= {*p.words(), *p.head()}]
    assert len(hits) > 5
    assert_in_order(order, expected(paragraphs, wanted, hits, closer))


def test_as_many_as_are_looked_at_are_not_many(
    conn: sqlite3.Connection, paragraphs: dict[int, Paragraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the bound itself and one below it."""
    size = len(ranked(conn, "lamp pilot")[0])
    for closer in (size - 1, size, size + 1):
        monkeypatch.setattr(ranking, "CLOSER", closer)
        hits, order = ranked(conn, "lamp pilot")
        assert_in_order(order, expected(paragraphs, ["lamp", "pilot"], hits, closer))


def test_scores_and_weights_are_the_figures_of_the_rules(
    conn: sqlite3.Connection, paragraphs: dict[int, Paragraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    for wanted in (["lamp"], ["keepers", "storm"], ["lamp", "pilot", "bay"]):
        tree = query.read(" ".join(wanted)).tree
        assert tree is not None
        corpus = corpus_of(conn)
        hits = corpus.units_in(find(conn, corpus, tree))
        scores = ranking._scores(conn, tree)
        assert scores == {u: pytest.approx(bm25(paragraphs, wanted, paragraphs[u])) for u in hits}
        for closer in (len(hits) - 1, len(hits)):
            monkeypatch.setattr(ranking, "CLOSER", closer)
            weights = [beforehand(paragraphs[u], wanted, len(hits) > closer) for u in hits]
            assert ranking._weights(conn, corpus, tree, hits) == pytest.approx(weights)


def test_scores_of_two_indexes_add_up(conn: sqlite3.Connection, paragraphs: dict[int, Paragraph]) -> None:
    tree = query.read("lamp OR exact:pilot").tree
    assert tree is not None
    scores = ranking._scores(conn, tree)
    either = {u for u, p in paragraphs.items() if {"lamp", "pilot"} & {*p.words(), *p.head()}}
    assert scores == {
        u: pytest.approx(bm25(paragraphs, ["lamp"], paragraphs[u]) + bm25(paragraphs, ["pilot"], paragraphs[u]))
        for u in either
    }


def test_only_so_many_are_weighed(conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    hits, order = ranked(conn, "lamp pilot")
    newest = list(ranking.newest_first(hits))
    assert order != newest
    monkeypatch.setattr(ranking, "MANY", len(hits))
    assert ranked(conn, "lamp pilot")[1] == order
    monkeypatch.setattr(ranking, "MANY", len(hits) - 1)
    assert ranked(conn, "lamp pilot")[1] == newest


def test_what_cannot_be_weighed_goes_by_date(conn: sqlite3.Connection) -> None:
    corpus, hits = corpus_of(conn), [90010001, 90010002, 90020001, 90040003]
    newest = [90040003, 90020001, 90010001, 90010002]
    assert list(ranking.rank(conn, corpus, None, hits, "relevance")) == newest
    assert list(ranking.rank(conn, corpus, query.read("-lamp").tree, hits, "relevance")) == newest
    assert list(ranking.rank(conn, corpus, query.read("lamp").tree, hits, "newest")) == newest
    assert list(ranking.rank(conn, corpus, query.read("lamp").tree, hits, "oldest")) == hits
    assert list(ranking.newest_first([])) == []


def test_of_paragraphs_that_score_alike_the_newest_leads(conn: sqlite3.Connection) -> None:
    hits = [90010001, 90010002, 90020001, 90040003]
    assert list(ranking.rank(conn, corpus_of(conn), query.read("nowhere").tree, hits, "relevance")) == [
        90040003, 90020001, 90010001, 90010002,
    ]  # fmt: skip


def test_newest_first_keeps_the_order_within_a_resolution() -> None:
    per = ids.CLAUSES_PER_DOCUMENT
    hits = [1, per - 1, per, per + 4, 3 * per - 1, 3 * per, 3 * per + 1]
    assert list(ranking.newest_first(hits)) == [3 * per, 3 * per + 1, 3 * per - 1, per, per + 4, 1, per - 1]


# Piece by piece


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("lamp storm", [(False, '("lamp" AND "storm")')]),
        ("exact:lamp", [(True, '"lamp"')]),
        ("sto*", [(True, '"sto" *')]),
        ("lamp exact:storm", [(False, '"lamp"'), (True, '"storm"')]),
        ("lamp bay exact:storm", [(False, '("lamp" AND "bay")'), (True, '"storm"')]),
        ("lamp OR exact:storm", [(False, '"lamp"'), (True, '"storm"')]),
        ("lamp OR bay OR exact:storm", [(False, '"lamp"'), (False, '"bay"'), (True, '"storm"')]),
        ("lamp sto*", [(False, '"lamp"')]),
        ("lamp OR sto*", [(False, '"lamp"')]),
        ("lamp -exact:storm", [(False, '"lamp"')]),
        ("lamp (bay OR exact:storm)", [(False, '"lamp"'), (False, '"bay"'), (True, '"storm"')]),
        ("-lamp", []),
        ("lamp OR -storm", [(False, '"lamp"')]),
    ],
)
def test_what_bm25_is_asked_for(typed: str, parts: list[tuple[bool, str]]) -> None:
    tree = query.read(typed).tree
    assert tree is not None
    assert list(ranking._scored_parts(tree)) == parts


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("lamp", ["lamp"]),
        ("lam*", ["lam"]),
        ("lamp storm", ["lamp", "storm"]),
        ('lamp "storm bay" -fog', ["lamp", "storm bay"]),
        ("exact:lamp exact:storm", ["lamp", "storm"]),
        ("lamp exact:storm", []),
        ("lam* exact:storm", []),
        ("lamp sto*", []),
        ("lamp OR storm", []),
        ("lamp ~ storm", []),
        ("-lamp", []),
    ],
)
def test_words_that_must_all_be_there(typed: str, terms: list[str]) -> None:
    tree = query.read(typed).tree
    assert tree is not None
    assert [term.typed for term in ranking._plain_terms(tree)] == terms


def many_ways(name: str, count: int, exact: bool = False) -> Term:
    return Term(name, tuple((f"{name}{i}",) for i in range(count)), exact)


def test_words_in_a_row_are_tried_in_a_few_spellings() -> None:
    made = ranking.one_phrase([many_ways("a", 4, exact=True), Term("b c", (("b", "c"),))])
    assert made == Term("", (("a0", "b", "c"), ("a1", "b", "c"), ("a2", "b", "c")), True, False, True)
    many = ranking.one_phrase([many_ways("a", 3), many_ways("b", 3), many_ways("c", 3)])
    assert len(many.ways) == 12
    assert many.exact is False
    assert many.ways[-1] == ("a1", "b0", "c2")


TITLES = {41: "pilots of the bay", 42: "pilotage", 43: "", 44: "bay of fog and bay", 45: "bayous", 46: "the pilot"}


def titled(*terms: Term) -> dict[int, float]:
    padded = [f" {title} " for title in TITLES.values()]
    starts = [sum(map(len, padded[:at])) for at in range(len(padded))]
    corpus: Any = SimpleNamespace(
        titles="".join(padded), title_starts=starts, title_numbers=list(TITLES), titled=Recent(9)
    )
    return ranking._titled(corpus, terms)


def words(*ways: str) -> Term:
    return Term(ways[0], tuple(tuple(way.split()) for way in ways))


def test_a_title_counts_for_each_word_that_begins_in_it() -> None:
    assert titled(words("pilots")) == {41: 1.35, 42: 1.35, 46: 1.35}, "of six letters, by the first four"
    assert titled(words("pilot")) == {46: 1.35}, "of five, by all"
    assert titled(words("bay")) == {41: 1.35, 44: 1.35}, "each title once"
    assert titled(words("nowhere")) == {}
    assert titled(words("bay"), words("fog")) == pytest.approx({41: 1.175, 44: 1.35})
    assert titled(words("of fog")) == {44: 1.35}
    assert titled(words("of the")) == {41: 1.35}
    assert titled(words("the pilots")) == {46: 1.35}
    assert titled(words("pilots bay")) == {}
    assert titled() == {}


def test_six_spellings_are_looked_for_in_titles_and_each_title_counts_once() -> None:
    assert titled(words("fog", "bay")) == {41: 1.35, 44: 1.35}
    assert titled(words("a1", "a2", "a3", "a4", "a5", "fog")) == {44: 1.35}
    assert titled(words("a1", "a2", "a3", "a4", "a5", "a6", "fog")) == {}


def test_titles_are_found_from_the_first_to_the_last() -> None:
    corpus: Any = SimpleNamespace(titles=" a  b  a  a ", title_starts=[0, 3, 6, 9], title_numbers=[5, 6, 7, 8])
    assert list(ranking._find_in_titles(corpus, " a ")) == [5, 7, 8]
    assert list(ranking._find_in_titles(corpus, " b ")) == [6]
    assert list(ranking._find_in_titles(corpus, " c ")) == []


def test_what_speaks_for_a_paragraph() -> None:
    terms = (words("lamp"), words("storm", "gale"), words("bay"))
    text = '(text : ("lamp")) AND (text : (("storm" OR "gale"))) AND (text : ("bay"))'
    heads = [f"(heading : ({one})) AND {text}" for one in ('"lamp"', '("storm" OR "gale")', '"bay"')]
    pairs = ['("lamp storm" OR "lamp gale")', '("storm bay" OR "gale bay")']
    gains, signs = zip(*ranking._signs(terms, in_order=True), strict=True)
    assert list(signs) == heads + pairs
    assert gains == pytest.approx((0.4 / 3, 0.4 / 3, 0.4 / 3, 0.3, 0.3))
    assert [sign for _, sign in ranking._signs(terms, in_order=False)] == heads


ROWS = [
    (1, "Lamp", "the lamp of the storm;"),
    (2, "", "the storm lamp;"),
    (3, "Storm lamp", "a lamp and a b c d e f g h i j storm;"),
    (4, "", "fog;"),
    (5, "Lamp", "fog;"),
]


def factors(typed: str, rows: Sequence[tuple[int, str, str]] = ROWS, **more: bool) -> dict[int, float]:
    tree = query.read(typed).tree
    assert tree is not None
    return ranking.closer_factors(rows, tree, **more)


def test_factors_of_a_closer_look() -> None:
    assert factors("lamp") == pytest.approx({1: 1.4, 3: 1.4}), "the heading counts where the text has the word too"
    assert factors("exact:lamp") == pytest.approx({1: 1.4, 3: 1.4})
    assert factors("lamp", [row for row in ROWS if not row[1]]) == {}
    assert factors("lamp storm") == pytest.approx({1: 1.2 * 1.25, 2: 1.25, 3: 1.4 * 1.25})
    assert factors("storm lamp") == pytest.approx({1: 1.2 * 1.25, 2: 1.6 * 1.25, 3: 2.0 * 1.25})
    assert factors("storm lamp", in_order=False) == pytest.approx({1: 1.2 * 1.25, 2: 1.25, 3: 1.4 * 1.25})
    assert factors("exact:storm exact:lamp", [ROWS[1]]) == pytest.approx({2: 1.6 * 1.25})
    assert factors("lamp OR storm") == {}
    assert factors("lamp sto*") == {}


def test_together_is_within_eight_words() -> None:
    rows = [(1, "", f"lamp {'x ' * 8}storm"), (2, "", f"lamp {'x ' * 9}storm")]
    assert factors("lamp storm", rows) == {1: 1.25}


def test_dates_are_nothing_at_all_in_a_beginning() -> None:
    rows = [(1, "", "Decides to meet on 5 May 2996;"), (2, "", "Decides to meet on ;")]
    assert ranking.begins_again((1, 2), rows) == {1: 0, 2: 1}


def test_texts_are_loaded_by_id(conn: sqlite3.Connection, paragraphs: dict[int, Paragraph]) -> None:
    some = sorted(paragraphs)[3:6]
    rows = sorted(ranking.load_texts(conn, some))
    assert rows == [(u, paragraphs[u].heading, paragraphs[u].text) for u in some]


def test_nearness_and_terms_are_the_kinds_the_tests_take_them_for() -> None:
    assert isinstance(query.read("lamp storm").tree, And)
    assert isinstance(query.read("lamp ~ storm").tree, Near)
    assert len(cast(Term, query.read("keepers").tree).ways) == 1
