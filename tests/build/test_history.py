"""A refresh never replaces good by worse in silence: what comes later is taken, told as a change, or kept aside."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import asking
import papers
import pytest
from click.testing import CliRunner

from scraper.build.chain import build
from scraper.cli import main
from scraper.database import coverage, opening, resolutions
from scraper.errors import NotFound, WorseDatabase
from scraper.models import Change, Pinpoint
from scraper.render import changes
from scraper.render.data import coverage_json
from scraper.upstream import RawStore, listing

NAME = "2029/English/S_RES_9101-2900001E.xml"

WORDS = (
    "Decides that the lamps of Nowhere Bay shall burn from dusk until dawn;",
    "Calls upon all keepers to trim the wicks every evening before the tide turns;",
    "Requests the Keeper of the almanac to report on the oil within thirty days;",
    "Authorizes the harbour master to board any vessel that shows no lamp at all;",
    "Encourages the lighthouse of Elsewhere to join in these arrangements soon;",
    "Decides to remain seized of the matter of the lamps and of their oil.",
)


def paper(words: Sequence[str] = WORDS, number: int = 9101, labels: Sequence[int] = (), language: str = "eng") -> bytes:
    """An invented resolution with these operative paragraphs, numbered from 1 unless told otherwise."""
    body = "".join(
        f"<paragraph><num>{label}.</num><content><p>{text}</p></content></paragraph>"
        for label, text in zip(labels or range(1, len(words) + 1), words, strict=True)
    )
    whole = papers.xml(number, 2999, language=language).decode()
    return f"{whole[: whole.index('<paragraph>')]}{body}</mainBody></statement></akomaNtoso>\n".encode()


def refreshed(folder: Path, *versions: bytes, name: str = NAME) -> RawStore:
    """A store to which these versions of one document came, a day after each other."""
    store = RawStore(folder / "raw")
    for day, data in enumerate(versions, 1):
        store.put(
            "unxml", name, data, url="https://example.org/a.xml", number=9101, retrieved=f"2999-05-0{day}T08:00:00Z"
        )
    return store


def texts(folder: Path) -> dict[str, str]:
    conn = opening.open_database(folder / "unsc.db")
    return dict(conn.execute("SELECT path, text FROM clauses WHERE resolution = 9101").fetchall())


def told(folder: Path) -> list[str]:
    conn = opening.open_database(folder / "unsc.db")
    return [m for (m,) in conn.execute("SELECT message FROM problems WHERE code IN ('version-refused', 'rows-gone')")]


def changed(folder: Path) -> list[tuple[str, str, str]]:
    conn = opening.open_database(folder / "unsc.db")
    return [tuple(row) for row in conn.execute("SELECT path, was, now FROM changes ORDER BY id")]


REFUSED = {
    "cut": (paper(WORDS[:1]), "of its 86 words are gone"),
    "emptied": (paper(()), "86 of its 86 words are gone"),
    "other resolution": (paper(number=9102), r"it holds S/RES/9102 \(2999\) in place of S/RES/9101 \(2999\)"),
    "the last paragraph lost": (paper(WORDS[:-1]), r"1 of its numbered paragraphs are gone \(op/6\)"),
    "a paragraph lost": (paper(WORDS[:2] + WORDS[3:], labels=(1, 2, 4, 5, 6)), r"are gone \(op/3\)"),
    "malformed": (b"<x>", "it cannot be read: This is not well-formed XML"),
    "broken off": (paper()[:900] + b">", "it cannot be read"),
    "a web page": (b"<html><body>not here</body></html>", "it cannot be read"),
    "other language": (paper(language="fra"), r"it is in another language \(fra; before: eng\)"),
    "doubled": (paper((*WORDS, *WORDS)), "stand in it twice"),
    "numbered backwards": (paper(WORDS[::-1], labels=range(6, 0, -1)), "more problems than before"),
    "reordered": (paper((*WORDS[3:], *WORDS[:3])), "words are gone from the places where they stood"),
}  # fmt: skip


@pytest.mark.parametrize(("worse", "why"), REFUSED.values(), ids=REFUSED)
def test_worse_is_kept_aside_and_told_until_a_person_accepts_it(tmp_path: Path, worse: bytes, why: str) -> None:
    store = refreshed(tmp_path, paper(), worse)
    build(store, tmp_path / "unsc.db")
    assert list(texts(tmp_path).values()) == list(WORDS)
    [message] = told(tmp_path)
    assert message.startswith(f"{NAME} changed on 2 May 2999 and was not taken: ")
    assert message.endswith(". The version of 1 May 2999 is shown")
    assert re.search(why, message)
    assert changed(tmp_path) == []
    assert [document.read() for [*versions] in store.history("unxml") for document in versions] == [paper(), worse]
    store.put("unxml", NAME, paper(), url="", number=9101, retrieved="2999-05-03T08:00:00Z")
    build(store, tmp_path / "unsc.db")
    assert (told(tmp_path), changed(tmp_path)) == ([], []), "mended upstream: nothing is left to tell"


def test_changed_words_are_taken_and_told_with_what_stood_there(tmp_path: Path) -> None:
    weaker = (WORDS[0].replace("Decides", "Suggests"), *WORDS[1:])
    built = build(refreshed(tmp_path, paper(), paper(weaker)), tmp_path / "unsc.db")
    assert texts(tmp_path)["op/1"] == weaker[0]
    assert changed(tmp_path) == [("op/1", f"1. {WORDS[0]}", f"1. {weaker[0]}")]
    assert (built.changes, built.kept) == (1, ())
    assert told(tmp_path) == []


def test_two_paragraphs_under_each_others_number_are_a_change_of_both(tmp_path: Path) -> None:
    sixteen = [f"Decides that lamp {n} shall burn {n} hours longer than the lamp beside it;" for n in range(1, 17)]
    swapped = [sixteen[0], sixteen[2], sixteen[1], *sixteen[3:]]
    build(refreshed(tmp_path, paper(sixteen), paper(swapped)), tmp_path / "unsc.db")
    assert [path for path, _, _ in changed(tmp_path)] == ["op/2", "op/3"]


def test_typography_is_no_change_and_punctuation_is(tmp_path: Path) -> None:
    curly = [text.replace("the tide", "the\u00a0tide").replace("Nowhere", "Nowhere") for text in WORDS]
    build(refreshed(tmp_path, paper(), paper(curly)), tmp_path / "unsc.db")
    assert changed(tmp_path) == []
    comma = [text.replace("any vessel that", "any vessel, that") for text in WORDS]
    build(refreshed(tmp_path / "b", paper(), paper(comma)), tmp_path / "b" / "unsc.db")
    assert [path for path, _, _ in changed(tmp_path / "b")] == ["op/4"]


def test_of_several_bad_versions_the_newest_is_told(tmp_path: Path) -> None:
    build(refreshed(tmp_path, paper(), b"<x>", paper(WORDS[:1]), paper(WORDS[:2])), tmp_path / "unsc.db")
    assert [message.partition(" and ")[0] for message in told(tmp_path)] == [f"{NAME} changed on 4 May 2999"]


def test_an_older_version_that_comes_back_is_a_change_like_others(tmp_path: Path) -> None:
    better = (*WORDS[:5], WORDS[5].replace("the matter", "the whole matter"))
    build(refreshed(tmp_path, paper(), paper(better), paper()), tmp_path / "unsc.db")
    assert texts(tmp_path)["op/6"] == WORDS[5]
    assert [now for _, _, now in changed(tmp_path)] == [f"6. {better[5]}", f"6. {WORDS[5]}"]


def test_what_is_accepted_is_taken_told_and_remembered(tmp_path: Path) -> None:
    store = refreshed(tmp_path, paper(), paper(WORDS[:-1]))
    build(store, tmp_path / "unsc.db")
    build(store, tmp_path / "unsc.db", accept=True)
    for _ in range(2):
        assert list(texts(tmp_path).values()) == list(WORDS[:-1])
        assert changed(tmp_path) == [("op/6", f"6. {WORDS[5]}", "")]
        assert told(tmp_path) == []
        build(store, tmp_path / "unsc.db")
    with pytest.raises(NotFound, match=r"had paragraph 6 until its file changed on 2 May 2999; .*remain seized"):
        resolutions.find(opening.open_database(tmp_path / "unsc.db"), Pinpoint(9101, 2999, "op/6"))


def test_a_file_that_could_never_be_read_gives_way_to_one_that_can(tmp_path: Path) -> None:
    build(refreshed(tmp_path, b"<x>", paper()), tmp_path / "unsc.db")
    assert list(texts(tmp_path).values()) == list(WORDS)
    assert (told(tmp_path), changed(tmp_path)) == ([], [])


def test_typed_texts_are_judged_too(tmp_path: Path) -> None:
    words = "\n".join(f"{i}. {text}" for i, text in enumerate(WORDS, 1))
    typed = f"Resolution 9101 (2999)\n\nThe Security Council,\n\n{words}\n"
    store, name = RawStore(tmp_path / "raw"), "data/res_en_gold/S_RES_9101_2999_EN_GOLD.txt"
    for day, text in enumerate((typed, typed[:160], typed.replace("every evening", "every morning")), 1):
        store.put("gold", name, text.encode(), url="", number=9101, retrieved=f"2999-05-0{day}T08:00:00Z")
        build(store, tmp_path / "unsc.db")
        assert ("every evening" in texts(tmp_path)["op/2"]) == (day < 3)
        assert len(texts(tmp_path)) == len(WORDS)


def test_files_from_disk_for_one_number_are_versions_of_each_other(tmp_path: Path) -> None:
    """They are named by their digests; which name comes last must not decide what is served."""
    store = RawStore(tmp_path / "raw")
    for day, (digest, data) in enumerate((("ffffffff", paper()), ("00000000", paper(WORDS[:2]))), 1):
        name = f"imported/S_RES_9101_2999-{digest}.xml"
        store.put("unxml", name, data, url="", number=9101, retrieved=f"2999-05-0{day}T08:00:00Z")
    build(store, tmp_path / "unsc.db")
    assert list(texts(tmp_path).values()) == list(WORDS)
    assert len(told(tmp_path)) == 1


# -- lists -----------------------------------------------------------------------------------------------------


def test_a_row_once_listed_is_not_forgotten(tmp_path: Path) -> None:
    rows = [f"<tr><td>S/RES/{n} (2999)</td><td>Number {n}</td></tr>" for n in range(9101, 9109)]
    store = refreshed(tmp_path, paper())
    for part in (rows, rows[:4]):
        store.put("listing", listing.NAME, papers.listing("".join(part)), url=listing.URL)
    build(store, tmp_path / "unsc.db")
    conn = opening.open_database(tmp_path / "unsc.db")
    assert [n for (n,) in conn.execute("SELECT number FROM missing")] == list(range(9102, 9109))
    [message] = told(tmp_path)
    assert "has 4 resolutions fewer than before (9105, 9106, 9107, 9108); their rows are kept" in message
    assert len(list(listing.listed(store))) == 8
    data = coverage_json(coverage.read_coverage(conn))
    assert [each["message"] for each in data["not_taken"]] == [message]
    build(store, tmp_path / "unsc.db", accept=True)
    conn = opening.open_database(tmp_path / "unsc.db")
    assert [n for (n,) in conn.execute("SELECT number FROM missing")] == [9102, 9103, 9104]


def voted(*numbers: int, yes: int = 3, drafts: int = 2) -> bytes:
    """A table of votes on these resolutions and on so many drafts that were vetoed."""
    rows = [f"{n},S/RES/{n}(2999),adopted,adopted,{n},2999-05-03,On lamps,,{yes},0,0,0,3,0,Y,Y,Y" for n in numbers]
    vetoed = [
        f"{d},S/2999/{d},vetoed,not adopted (veto),-,2999-03-0{d},Fog,,1,1,0,1,3,1,Y,N,NV" for d in range(1, drafts + 1)
    ]
    return papers.votes(*rows, *vetoed)


def test_votes_once_told_are_not_forgotten(tmp_path: Path) -> None:
    store, name = refreshed(tmp_path, paper()), "src/lib/data/UNSC votes 2946-2999.csv"
    for table in (voted(9101, 9102), voted(9102, drafts=1)):
        store.put("votes", name, table, url="", retrieved="2999-05-04T08:00:00Z")
    build(store, tmp_path / "unsc.db")
    conn = opening.open_database(tmp_path / "unsc.db")
    assert conn.execute("SELECT votes_for FROM resolutions").fetchone()[0] == 3
    assert conn.execute("SELECT count(*) FROM drafts").fetchone()[0] == 2
    assert [message.partition(" of 4 May 2999")[2] for message in told(tmp_path)] == [
        " has 1 resolutions fewer than before (9101); their rows are kept",
        ": it has 1 drafts that were not adopted, and 2 before; those are shown",
    ]
    build(store, tmp_path / "unsc.db", accept=True)
    conn = opening.open_database(tmp_path / "unsc.db")
    assert conn.execute("SELECT votes_for FROM resolutions").fetchone()[0] is None
    assert conn.execute("SELECT count(*) FROM drafts").fetchone()[0] == 1


def test_a_vote_told_otherwise_is_a_change(tmp_path: Path) -> None:
    store = refreshed(tmp_path, paper())
    for table in (voted(9101), voted(9101, yes=2), b"no table"):
        store.put("votes", "src/lib/data/UNSC votes.csv", table, url="", retrieved="2999-05-04T08:00:00Z")
    build(store, tmp_path / "unsc.db")
    conn = opening.open_database(tmp_path / "unsc.db")
    assert [tuple(row) for row in conn.execute("SELECT what, was, now FROM changes")] == [("votes_for", "3", "2")]
    assert told(tmp_path) == [
        "votes/src/lib/data/UNSC votes.csv of 4 May 2999 was not taken:"
        " the table of votes has no column '(of which veto)'"
    ]


# -- what the program says -------------------------------------------------------------------------------------


def run(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*words, "--data", str(folder)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_line_tells_of_each(tmp_path: Path) -> None:
    weaker = (WORDS[0].replace("Decides", "Suggests"), *WORDS[1:])
    refreshed(tmp_path, paper(), paper(weaker), b"<x>")
    said = run(tmp_path, "build")
    assert f"Doubtful: {NAME} changed on 3 May 2999" in said
    assert "unsc build --accept" in said
    assert "Changed at the sources: 1 paragraphs or facts" in said
    status = run(tmp_path, "status")
    assert f"9101 op/1: The UN’s file changed on 2 May 2999; this was: 1. {WORDS[0]}" in status
    assert "version-refused: 1" in status


def test_the_import_says_what_changed(tmp_path: Path) -> None:
    (tmp_path / "2029/English").mkdir(parents=True)
    for data in (paper(), paper(WORDS[:2])):
        (tmp_path / NAME).write_bytes(data)
        said = run(tmp_path, "import", str(tmp_path / NAME))
    assert f"Changed since they last came: unxml/{NAME}. What was there before is kept" in said


async def test_the_page_shows_what_stood_there(tmp_path: Path) -> None:
    weaker = (WORDS[0].replace("Decides", "Suggests"), *WORDS[1:])
    build(refreshed(tmp_path, paper(), paper(weaker), b"<x>"), tmp_path / "unsc.db")
    site = asking.open_site(tmp_path / "unsc.db")
    for path in ("/S/RES/9101(2999)", "/S/RES/9101(2999)/op/1"):
        page = await asking.page(site, path)
        [before] = page.cssselect(".before")
        assert asking.words(before) == f"Changed. The UN’s file changed on 2 May 2999; this was: 1. {WORDS[0]}"
        assert [gone.text for gone in before.cssselect("del")] == ["Decides"]
        assert "was not taken: it cannot be read" in asking.words(page.cssselect(".provenance")[0])
    assert not (await asking.page(site, "/S/RES/9101(2999)/op/2")).cssselect(".before")
    data = (await asking.get(site, "/S/RES/9101(2999)/op/1.json")).json()
    assert [(each["path"], each["was"]) for each in data["changes"]] == [("op/1", f"1. {WORDS[0]}")]
    coverage = asking.words((await asking.page(site, "/coverage")).cssselect("main")[0])
    assert "S/RES/9101 (2999), paragraph 1: The UN’s file changed on 2 May 2999; this was" in coverage
    told_as_data = (await asking.get(site, "/coverage.json")).json()
    assert (told_as_data["changed"], len(told_as_data["not_taken"])) == (1, 1)
    site.executor.shutdown(wait=False)


def test_a_change_of_the_vote_is_said_by_its_fact() -> None:
    change = Change(9101, "", "votes_for", "15", "14", "2999-05-02T08:00:00Z", "votes", "v.csv", "")
    assert changes.say(change) == "The source’s file changed on 2 May 2999; votes in favour was"


# -- the last check of a build ---------------------------------------------------------------------------------


def both(folder: Path) -> RawStore:
    store = refreshed(folder, paper())
    store.put("unxml", "2029/English/S_RES_9102-1E.xml", paper(number=9102), url="", number=9102)
    return store


def test_a_database_with_fewer_resolutions_does_not_take_the_place(tmp_path: Path) -> None:
    store = both(tmp_path)
    build(store, tmp_path / "unsc.db")
    before = (tmp_path / "unsc.db").read_bytes()
    (store.root / "unxml" / "2029/English/S_RES_9102-1E.xml").unlink()
    said = run(tmp_path, "build", code=1)
    assert r"1 resolution not there any more: S/RES/9102 (2999)" in said
    assert "unsc build --accept" in said
    assert (tmp_path / "unsc.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "unsc.db"]
    run(tmp_path, "build", "--accept")
    run(tmp_path, "build")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE clauses SET text = text || ' and more' WHERE id = 91010001", r"with fewer words: S/RES/9101 .*9 char"),
        ("INSERT INTO clauses SELECT 91010099, resolution, part, 'op/99', label, level, parent, position, kind,"
         " heading, verb, text, marks, unit, unit_start, unit_end FROM clauses WHERE id = 91010001",
         r"with fewer clauses: S/RES/9101 \(2999\) \(6 in place of 7\)"),
        ("INSERT INTO resolutions SELECT 9109, 'S/RES/9109 (2999)', year, adopted, title, agenda, meeting, draft,"
         " adoption, votes_for, votes_against, abstentions, chapter_vii, text_quality, opening FROM resolutions",
         r"1 resolution not there any more: S/RES/9109"),
    ],
)  # fmt: skip
def test_whatever_the_database_in_place_has_more_of_is_named(tmp_path: Path, sql: str, said: str) -> None:
    store = refreshed(tmp_path, paper())
    build(store, tmp_path / "unsc.db")
    conn = sqlite3.connect(tmp_path / "unsc.db")
    conn.execute(sql)
    conn.execute("PRAGMA user_version = 5")  # an older schema is compared too
    conn.commit()
    conn.close()
    with pytest.raises(WorseDatabase, match=said):
        build(store, tmp_path / "unsc.db")


def test_more_problems_and_a_lesser_source_are_named(tmp_path: Path) -> None:
    store = refreshed(tmp_path, paper())
    build(store, tmp_path / "unsc.db")
    store.put("unxml", "2029/English/S_RES_9101-2E.xml", paper(), url="", number=9101)
    with pytest.raises(WorseDatabase, match=r"with more problems: S/RES/9101 \(2999\) \(2 in place of 1\)"):
        build(store, tmp_path / "unsc.db")
    words = "\n".join(f"{i}. {text}" for i, text in enumerate(WORDS, 1))
    typed = RawStore(tmp_path / "typed")
    typed.put("zenodo", "S_RES_9101_2999_EN.txt", f"Resolution 9101 (2999)\n\n{words}\n".encode(), url="", number=9101)
    with pytest.raises(
        WorseDatabase, match=r"from a lesser source: S/RES/9101 \(2999\) \(text-layer in place of xml\)"
    ):
        build(typed, tmp_path / "unsc.db")


@pytest.mark.parametrize("there", [b"", b"no database at all " * 99])
def test_a_database_that_cannot_be_read_holds_nothing_up(tmp_path: Path, there: bytes) -> None:
    (tmp_path / "unsc.db").write_bytes(there)
    assert build(refreshed(tmp_path, paper()), tmp_path / "unsc.db").resolutions == 1
