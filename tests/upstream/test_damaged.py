"""Damaged answers of hosts: whatever is wrong in them, the program's own errors come of it, each with a sentence.

`tests/trials/damaged_answers.py` does the same for as long as one likes, over the real answers.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import papers
import pytest
from bounded import run_capped
from damage import CELLS, TOKENS, Answer, damaged, quietly, read_all

from scraper.upstream import votes
from scraper.upstream.cr_unsc import read_record
from scraper.upstream.github import read_tree

ROW = "{},S/RES/{}(2099),adopted,x,{},2099-05-03,T,T,2,0,1,0,15,0,Y,A,Y"
FILE = {"key": "X_EN_TXT_BEST.zip", "size": 5, "checksum": "md5:" + "0" * 32, "links": {"self": "https://zenodo.org/x"}}
FILES = {"a/S_RES_0940_1994_EN.txt": b"S/RES/940 (1994)\n", "a/Pre-2020/2015/S_RES_2901_x.xml": papers.xml(2901, 2099)}

ANSWERS = (
    Answer("tree", "json", papers.tree({f"Pre-2020/2015/{i}.xml": b"" for i in range(3)})),
    Answer("record", "json", json.dumps({"files": [FILE, FILE | {"key": "X_FR_TXT_BEST.zip"}]}).encode()),
    Answer("records", "lines", papers.records((2901, "3 May 2099"), (2902, "2099-06-03"), year=2099)),
    Answer("votes", "csv", papers.votes(*(ROW.format(n, n, n) for n in range(2901, 2905)))),
    Answer("list", "page", papers.listing(*(f"<tr><td>S/RES/{n} (2099)</td><td>2099-05-03</td><td>T</td></tr>"
                                            for n in range(2901, 2905)))),
    Answer("xml", "bytes", papers.xml(2901, 2099)),
    Answer("pdf", "bytes", papers.pdf("S/RES/2901 (2099)")),
    Answer("text", "bytes", b"Resolution 42 (1948)\nof 5 March 1948\n\nThe Security Council,\n"),
    Answer("tar", "bytes", papers.tarball(FILES)),
    Answer("zip", "bytes", papers.zipped(FILES)),
    Answer("sidecar", "json", json.dumps({"url": "", "sha256": "0" * 64, "retrieved": "", "number": 1, "size": 4,
                                          "git": "", "headers": {"etag": '"1"'}, "via": "fetch"}).encode()),
    Answer("note", "json", json.dumps({"etag": '"1"', "paths": {"a": "b"}, "names": ["a"], "7": "2099"}).encode()),
)  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_whole_answers_are_read(answer: Answer, tmp_path: Path) -> None:
    assert "" in {quietly(read) for _, read in read_all(answer, tmp_path)}


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_damaged_answers_end_in_sentences(answer: Answer, tmp_path: Path) -> None:
    for seed in range(3 if answer.name == "pdf" else 12):  # a PDF is read in a process of its own each time
        for _, read in read_all(damaged(answer, Random(f"{answer.name}/{seed}")), tmp_path):
            quietly(read)


def each_value(answer: bytes, token: str) -> list[bytes]:
    """The answer with the token in place of each of its values, one at a time."""
    return [json.dumps(place).replace('"HERE"', token).encode() for place in _places(json.loads(answer))]


def _places(value: object) -> list[object]:
    inner: list[object] = []
    if isinstance(value, dict):
        inner = [{**value, key: place} for key in value for place in _places(value[key])]
    elif isinstance(value, list):
        inner = [[*value[:i], place, *value[i + 1 :]] for i, one in enumerate(value) for place in _places(one)]
    return [*inner, "HERE"]


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:12])
def test_no_value_of_a_listing_upsets_it(token: str) -> None:
    for data in each_value(ANSWERS[0].data, token):
        quietly(lambda data=data: read_tree(data))
    for data in each_value(ANSWERS[1].data, token):
        quietly(lambda data=data: read_record(data))


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: ascii(cell[:12]))
def test_no_cell_of_a_table_upsets_it(cell: str) -> None:
    whole = ROW.format(2901, 2901, 2901).split(",")
    quoted = '"' + cell.encode("utf-8", "replace").decode().replace('"', '""') + '"'
    for at in range(len(whole)):
        damaged_row = ",".join([*whole[:at], quoted, *whole[at + 1 :]])
        rows = votes.read_votes(papers.votes(damaged_row, *(ROW.format(n, n, n) for n in (2902, 2903))))
        assert {row.number for row in rows} >= {2902, 2903}
        for row in rows:
            assert row.number is None or 1 <= row.number <= 9999
            assert 1946 <= date.fromisoformat(row.date).year <= 2999
            assert all(0 <= (count or 0) <= 15 for count in (row.votes_for, row.votes_against, row.vetoes))


HUGE = """
import sys
from damage import quietly
from scraper.upstream.cr_unsc import read_record
from scraper.upstream.github import check_tree
from scraper.upstream.listing import check_listing
from scraper.upstream.detect import detect
MB, XML = 1 << 20, b"<akomaNtoso><statement name='resolution'><docNumber>S/RES/1 (2000)</docNumber>"
quietly({
    "tree": lambda: check_tree(b'{"tree": [' + b"0," * (16 * MB) + b"0]}"),
    "record": lambda: read_record(b'{"files": [' + b"{}," * (10 * MB) + b"{}]}"),
    "page": lambda: check_listing(b"<html>" + b"<p>" * (10 * MB) + b"</html>"),
    "page by import": lambda: detect("a", b"<html>" + b"<p>" * (10 * MB)),
    "lines": lambda: detect("a", b"{}" + b"\\n{}" * (10 * MB)),
    "blank lines": lambda: detect("a", b"{}" + b"\\n" * (32 * MB)),
    "XML": lambda: detect("a", XML + b"<a/>" * (8 * MB) + b"</statement></akomaNtoso>"),
}[sys.argv[1]])
"""


@pytest.mark.parametrize(
    "what", ["tree", "record", "page", "page by import", "lines", "blank lines", "XML"]
)  # fmt: skip
def test_what_is_hostile_by_its_size_takes_little_memory(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty megabytes of what would be some gigabytes as values."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent / "support"))
    ran = run_capped(HUGE, what, megabytes=1024, seconds=20)
    assert ran.code == 0, ran.err
    assert ran.megabytes < 450
    assert ran.seconds < 6
