"""Twelve kinds of worse: what a refresh does when its sources come back with less, or with something else.

    python tests/trials/worse_refresh.py FILES [--numbers 60] [--seed 1] [--all] [--only KIND]

FILES is the folder of real upstream files; `serve.py` beside it stands in for the hosts. A part of the files (or, with
`--all`, every one) is fetched and built. Then, for each kind, the sources are made worse, `fetch all`, `build` and
`status` are run as a person would, and it is looked up what is served and what was lost. Lost is: bytes that the store
had and has not, a resolution that is not there, words of a clause that stand neither in it nor in what it was.
Exit code 0 where nothing was lost and each kind was told.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from lxml import etree

from scraper.cli import main as unsc
from scraper.cli.texts import print_report
from scraper.upstream import Fetcher, RawStore, Selection, Silent, fetch
from scraper.upstream.throttle import NoThrottle, no_backoff

XML = "github/UNxml/SCresolutions"
GOLD = "github/SeanFobbe/cr-unsc/data/res_en_gold"
VOTES = "github/AtelierCartographie/bd-unsc/src/lib/data"
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
NUMBER = re.compile(r"(?:S_RES|SC)[_-](\d{4})(?!\d)")


# -- the sources, and what makes them worse --------------------------------------------------------------------


def take_part(files: Path, target: Path, numbers: int, seed: int, *, everything: bool) -> None:
    """Copy the real files, or those of some numbers: most of XML that is there in French too, some of each kind."""
    if everything:
        shutil.copytree(files, target)
        return
    chance = random.Random(seed)
    french = sorted((files / XML).glob("202[0-5]/French/*.xml"))
    recent = {NUMBER.match(path.name)[1] for path in chance.sample(french, numbers // 3)}  # type: ignore[index]
    early = {NUMBER.match(path.name)[1] for path in chance.sample(sorted((files / GOLD).glob("*.txt")), numbers // 3)}  # type: ignore[index]
    middle = {
        NUMBER.match(path.name)[1] for path in chance.sample(sorted((files / "zenodo").glob("*.txt")), numbers // 3)
    }  # type: ignore[index]
    chosen = recent | early | middle
    for path in sorted(files.rglob("*")):
        found = NUMBER.match(path.name)
        if path.is_file() and (found is None or found[1] in chosen):
            (target / path.relative_to(files)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / path.relative_to(files))
    for records in (target / XML / "data_extract").glob("*.json"):
        lines = records.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        kept = [line for line in lines if any(f"S/RES/{int(number)}(" in line.replace(" ", "") for number in chosen)]
        records.write_text("".join(kept), encoding="utf-8") if kept else records.unlink()
    keep_rows(target / "main.un.org/list.csv", lambda row: row["number"].zfill(4) in chosen)
    keep_rows(
        table_of(target), lambda row: row["Resolution number"].zfill(4) in chosen or row["Resolution number"] == "-"
    )


def table_of(files: Path) -> Path:
    return next((files / VOTES).glob("*votes*.csv"))


def keep_rows(path: Path, wanted: Callable[[dict[str, str]], bool]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames or []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(row for row in rows if wanted(row))


def texts(files: Path, count: int) -> list[Path]:
    """Some XML files that are there in French too, each with a numbered paragraph or more in its body."""
    english = sorted((files / XML).glob("202[0-5]/English/*.xml"))
    return [path for path in english if in_french(path) and len(paragraphs(read(path))) >= 6][:count]


def in_french(path: Path) -> Path | None:
    number = NUMBER.match(path.name)
    found = [french for french in (path.parents[1] / "French").glob("*.xml") if number and number[1] in french.name]
    return found[0] if found else None


def read(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes())


def paragraphs(root: etree._Element) -> list[etree._Element]:
    """The operative paragraphs with a number."""
    body = root.find(f".//{NAMESPACE}mainBody")
    found = body.iter(f"{NAMESPACE}paragraph") if body is not None else ()
    return [each for each in found if each.find(f"{NAMESPACE}num") is not None]


def change(path: Path, act: Callable[[etree._Element], object]) -> None:
    root = read(path)
    act(root)
    path.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def drop(elements: list[etree._Element]) -> None:
    for element in elements:
        element.getparent().remove(element)  # type: ignore[union-attr]


def cut_to_a_tenth(root: etree._Element) -> None:
    found = paragraphs(root)
    drop(found[max(1, len(found) // 10) :])


def change_a_verb(root: etree._Element) -> None:
    for element in paragraphs(root)[1].iter(f"{NAMESPACE}span"):
        element.text = "Regrets"
        return


def swap(root: etree._Element) -> None:
    """The words of paragraphs 2 and 3 under each other's number."""
    one, other = paragraphs(root)[1:3]
    texts = [[child for child in each if child.tag != f"{NAMESPACE}num"] for each in (one, other)]
    for each, words in zip((one, other), reversed(texts), strict=True):
        each.extend(words)


def reverse(root: etree._Element) -> None:
    found = paragraphs(root)
    parent = found[0].getparent()
    mine = [each for each in found if each.getparent() is parent]
    for each in reversed(mine):
        parent.append(each)  # type: ignore[union-attr]


def double(root: etree._Element) -> None:
    body = root.find(f".//{NAMESPACE}mainBody")
    assert body is not None
    for child in list(body):
        body.append(etree.fromstring(etree.tostring(child)))


def empty(root: etree._Element) -> None:
    for name in ("preamble", "mainBody"):
        for element in root.iter(f"{NAMESPACE}{name}"):
            for child in list(element):
                element.remove(child)


def each_text(act: Callable[[Path], object], count: int = 3) -> Callable[[Path], None]:
    def spoil(files: Path) -> None:
        for path in texts(files, count):
            act(path)

    return spoil


def break_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000] + b">")


def other_resolution(files: Path) -> None:
    one, other, third = texts(files, 3)
    shutil.copy(third, one)
    shutil.copy(third, other)


def half_the_list(files: Path) -> None:
    keep_rows(files / "main.un.org/list.csv", lambda row: int(row["number"]) % 2 == 0)


def half_the_tree(files: Path) -> None:
    for path in sorted((files / XML).rglob("English/*.xml"))[::2]:
        path.unlink()


def older_table(files: Path) -> None:
    keep_rows(table_of(files), lambda row: row["Date"] < "2000")


def fewer_texts(files: Path) -> None:
    for path in sorted((files / "zenodo").glob("*.txt"))[::2]:
        path.unlink()


def cut_gold(files: Path) -> None:
    for path in sorted((files / GOLD).glob("*.txt"))[:3]:
        words = path.read_text(encoding="utf-8")
        path.write_text(words[: len(words) // 2], encoding="utf-8")


KINDS: tuple[tuple[str, str, Callable[[Path], None]], ...] = (
    ("cut", "to a tenth of the paragraphs", each_text(lambda path: change(path, cut_to_a_tenth))),
    ("cut", "typed texts to half", cut_gold),
    ("emptied", "no bytes", each_text(lambda path: path.write_bytes(b""))),
    ("emptied", "no paragraphs", each_text(lambda path: change(path, empty))),
    ("other resolution", "another file's bytes", other_resolution),
    ("words changed", "a verb", each_text(lambda path: change(path, change_a_verb))),
    ("paragraphs lost", "the last", each_text(lambda path: change(path, lambda root: drop(paragraphs(root)[-1:])))),
    ("paragraphs lost", "the third", each_text(lambda path: change(path, lambda root: drop(paragraphs(root)[2:3])))),
    ("half the list gone", "the Council's list", half_the_list),
    ("half the list gone", "half of the XML files", half_the_tree),
    ("half the list gone", "half of the text layers", fewer_texts),
    ("one source gone", "the hand-corrected texts", lambda files: shutil.rmtree(files / "github/SeanFobbe")),
    ("one source gone", "the UN's XML", lambda files: shutil.rmtree(files / "github/UNxml")),
    ("malformed", "<x>", each_text(lambda path: path.write_bytes(b"<x>"))),
    ("malformed", "cut in mid-tag, ends in >", each_text(break_off)),
    ("other language", "French", each_text(lambda path: shutil.copy(in_french(path), path))),  # type: ignore[arg-type]
    ("doubled", "each paragraph twice", each_text(lambda path: change(path, double))),
    ("doubled", "the file twice", each_text(lambda path: shutil.copy(path, path.with_name(f"{path.stem}-2.xml")))),
    ("older", "the table of votes, without 2000 on", older_table),
    ("reordered", "two paragraphs under each other's number", each_text(lambda path: change(path, swap))),
    ("reordered", "all, numbers and all", each_text(lambda path: change(path, reverse))),
)  # fmt: skip


# -- one refresh -----------------------------------------------------------------------------------------------


@contextmanager
def hosts(serve: Path, files: Path) -> Iterator[str]:
    command = [sys.executable, str(serve), "--port", "0", "--files", str(files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@dataclass(frozen=True)
class Refreshed:
    """What the program said to a refresh: of each command, what it printed, and its exit code."""

    fetched: str
    built: str
    status: dict[str, object]
    codes: tuple[int, int]


def refresh(serve: Path, files: Path, data: Path) -> Refreshed:
    runner = CliRunner()
    with hosts(serve, files) as mirror:
        fetcher = Fetcher(mirror, throttle=NoThrottle(), backoff=no_backoff())
        report = fetch(RawStore(data / "raw"), Selection(everything=True), fetcher, Silent())
    with runner.isolation() as (_, said, *_more):
        print_report(report, None)
    fetched = said.getvalue().decode()
    built = runner.invoke(unsc, ["build", "--data", str(data)], catch_exceptions=False)
    status = runner.invoke(unsc, ["status", "--json", "--data", str(data)], catch_exceptions=False)
    return Refreshed(fetched, built.output, json.loads(status.stdout), (report.exit_code, built.exit_code))


# -- what was lost ---------------------------------------------------------------------------------------------


def words_of(database: Path) -> dict[tuple[int, str], str]:
    with closing(sqlite3.connect(database)) as conn:
        return {
            (number, path): text for number, path, text in conn.execute("SELECT resolution, path, text FROM clauses")
        }


def lost(before: Path, after: Path) -> list[str]:
    """Bytes and words that were there before and are nowhere now."""
    had = {document.sha256 for document in RawStore(before / "raw").documents()}
    store = RawStore(after / "raw")
    has = {document.sha256 for document in store.documents()}
    for upstream in store.upstreams():
        has |= {
            version.sha256 for versions in store.earlier(upstream).values() for version in versions if version.read()
        }
    gone = [f"bytes {digest[:8]}" for digest in had - has]
    served = words_of(after / "unsc.db")
    with closing(sqlite3.connect(after / "unsc.db")) as conn:
        was = {
            (number, path): words for number, path, words in conn.execute("SELECT resolution, path, was FROM changes")
        }
        numbers = {number for (number,) in conn.execute("SELECT number FROM resolutions")}
    for (number, path), text in words_of(before / "unsc.db").items():
        if number not in numbers:
            gone.append(f"resolution {number}")
        elif served.get((number, path)) != text and text not in was.get((number, path), ""):
            gone.append(f"{number}/{path}")
    return sorted(set(gone))


def differing(before: Path, after: Path) -> int:
    """How many clauses are served with other words than before, or not at all."""
    served = words_of(after / "unsc.db")
    return sum(1 for place, text in words_of(before / "unsc.db").items() if served.get(place) != text)


def sentences(said: str) -> list[str]:
    quiet = re.compile(
        r"Reading documents|Checking the database|\d+ resolutions in |\d+ documents new|Left out|Next:|$"
    )
    return [line for line in said.splitlines() if not quiet.match(line)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path)
    parser.add_argument("--numbers", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every file there is")
    parser.add_argument("--only", default="", metavar="KIND", help="one of the kinds: older")
    args = parser.parse_args()
    serve = args.files.parent / "serve.py"
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        good, data = Path(folder, "files"), Path(folder, "data")
        take_part(args.files, good, args.numbers, args.seed, everything=args.all)
        print(sentences(refresh(serve, good, data).built), flush=True)
        chosen = [each for each in KINDS if args.only in ("", each[0])]
        for kind, how, spoil in chosen:
            files, after = Path(folder, "worse"), Path(folder, "after")
            shutil.copytree(good, files)
            shutil.copytree(data, after)
            spoil(files)
            told = refresh(serve, files, after)
            gone = lost(data, after)
            news = sentences(told.fetched) + sentences(told.built)
            bad += bool(gone) or not news
            print(f"\n{kind}: {how}  exit codes {told.codes}; {differing(data, after)} clauses served otherwise;"
                  f" changes {told.status['changed']}, not taken {len(told.status['not_taken'])};"  # type: ignore[arg-type]
                  f" LOST {gone[:5] or 'nothing'}")  # fmt: skip
            print(*(f"    {line[:230]}" for line in news[:6]), sep="\n", flush=True)
            shutil.rmtree(files)
            shutil.rmtree(after)
    print(f"\n{len(chosen)} ways of {len({kind for kind, *_ in chosen})} kinds; {bad} with something lost or not told")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
