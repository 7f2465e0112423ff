"""The raw store: bytes as received, never half of them, whatever happens in between."""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scraper.errors import WrongContent
from scraper.upstream import raw
from scraper.upstream.raw import RawStore, StoreError

URL = "https://one.example/a.xml"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def contents(store: RawStore) -> dict[str, bytes]:
    return {document.name: document.read() for document in store.documents()}


def test_what_is_put_comes_back_with_where_it_is_from(store: RawStore) -> None:
    assert store.put("unxml", "Pre-2020/2999/S_RES_9001 (2999).xml", b"<a/>", url=URL, number=9001)
    [document] = store.documents()
    assert document.read() == b"<a/>"
    assert (document.upstream, document.name) == ("unxml", "Pre-2020/2999/S_RES_9001 (2999).xml")
    assert (document.url, document.number, document.size) == (URL, 9001, 4)
    assert document.sha256 == hashlib.sha256(b"<a/>").hexdigest()
    assert document.git == subprocess_git_sha(b"<a/>")
    assert document.retrieved.endswith("Z")


def subprocess_git_sha(data: bytes) -> str:
    return hashlib.sha1(f"blob {len(data)}".encode() + b"\0" + data).hexdigest()


def test_an_empty_store_has_nothing(store: RawStore) -> None:
    assert list(store.documents()) == []
    assert store.find("unxml", "a.xml") is None
    assert store.note("tree") == {}


def test_the_same_bytes_are_not_written_twice(store: RawStore) -> None:
    store.put("gold", "a.txt", b"one", url=URL, retrieved="2999-01-01T00:00:00Z")
    assert not store.put("gold", "a.txt", b"one", url=URL)
    assert store.put("gold", "a.txt", b"two", url=URL)
    assert contents(store) == {"a.txt": b"two"}


def test_documents_come_in_the_same_order_everywhere(store: RawStore) -> None:
    for upstream, name in [("zenodo", "b"), ("gold", "x/2"), ("zenodo", "a"), ("gold", "x/10"), ("gold", "X")]:
        store.put(upstream, name, b"words", url=URL)
    listed = [(document.upstream, document.name) for document in store.documents()]
    assert listed == [("gold", "X"), ("gold", "x/10"), ("gold", "x/2"), ("zenodo", "a"), ("zenodo", "b")]
    assert [document.name for document in store.documents("zenodo")] == ["a", "b"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.with_name(path.name + ".source.json").unlink(),
        lambda path: path.with_name(path.name + ".source.json").write_bytes(b'{"url": "half'),
        lambda path: path.with_name(path.name + ".source.json").write_bytes(b'{"size": 3}'),
        lambda path: path.write_bytes(b"on"),
        lambda path: path.unlink(),
    ],
    ids=["no sidecar", "half a sidecar", "poor sidecar", "half the bytes", "no bytes"],
)
def test_what_is_not_whole_does_not_exist(store: RawStore, spoil: Callable[[Path], None]) -> None:
    store.put("gold", "a.txt", b"one", url=URL)
    spoil(store.root / "gold" / "a.txt")
    assert list(store.documents()) == []
    assert store.find("gold", "a.txt") is None


def test_bytes_that_changed_on_disk_are_noticed(store: RawStore) -> None:
    store.put("gold", "a.txt", b"one", url=URL)
    store.put("gold", "b.txt", b"two", url=URL)
    (store.root / "gold" / "a.txt").write_bytes(b"eno")
    with pytest.raises(WrongContent, match="not what was received any more"):
        next(store.documents()).read()
    assert store.repair() == ["gold/a.txt"]
    assert contents(store) == {"b.txt": b"two"}


class Killed(BaseException):
    """Stands for a kill: nothing in the program may catch it."""


@pytest.mark.parametrize("before", [None, b"old"], ids=["new", "replaced"])
@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_step_either_document_is_whole(
    store: RawStore, monkeypatch: pytest.MonkeyPatch, before: bytes | None, step: int
) -> None:
    if before:
        store.put("gold", "a.txt", before, url=URL)
    with dying_at(step, monkeypatch, "replace", "fsync"):
        try:
            store.put("gold", "a.txt", b"new", url=URL)
        except Killed:
            pass
        else:
            assert step >= 6, "the test kills at no step"
    assert contents(store) in ([{}, {"a.txt": b"new"}] if before is None else [{"a.txt": b"old"}, {"a.txt": b"new"}])
    seen = contents(store)
    assert store.repair() == []
    assert contents(store) == seen
    assert not list((store.root / "gold").glob("*.incoming")) + list((store.root / "gold").glob("*.next"))
    store.put("gold", "a.txt", b"new", url=URL)
    assert contents(store) == {"a.txt": b"new"}
    assert sorted(path.name for path in (store.root / "gold").iterdir()) == ["a.txt", "a.txt.source.json"]


@contextmanager
def dying_at(step: int, monkeypatch: pytest.MonkeyPatch, *calls: str) -> Iterator[None]:
    """Within the block, writing a file and these calls of `os` are counted as steps; after so many comes the kill."""
    steps = [0]

    def dying(do: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object) -> object:
            steps[0] += 1
            if steps[0] > step:
                raise Killed
            return do(*args)

        return act

    with monkeypatch.context() as patch:
        for name in calls:
            patch.setattr(raw.os, name, dying(getattr(os, name)))
        patch.setattr(raw, "_write", half_dying(raw._write, steps, step))
        yield


def half_dying(write: Callable[..., None], steps: list[int], last: int) -> Callable[..., None]:
    def act(path: Path, data: bytes, sync: bool) -> None:
        steps[0] += 1
        if steps[0] > last:
            path.write_bytes(data[: len(data) // 2])
            raise Killed
        write(path, data, sync)

    return act


@pytest.mark.parametrize("failing", [0, 1], ids=["bytes", "sidecar"])
def test_a_full_disk_is_said_and_nothing_is_lost(
    store: RawStore, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    store.put("gold", "a.txt", b"old", url=URL)
    calls = [0]

    def full(path: Path, data: bytes, sync: bool) -> None:
        calls[0] += 1
        path.write_bytes(data[:2])
        if calls[0] > failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(raw, "_write", full)
        with pytest.raises(StoreError, match=r"The disk that holds .* is full. What came before is kept"):
            store.put("gold", "a.txt", b"new", url=URL)
    assert contents(store) == {"a.txt": b"old"}


def test_a_store_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be written"):
        RawStore(tmp_path / "raw").put("gold", "a.txt", b"one", url=URL)


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../a", "a/../b", "/etc/hostname", "a//b", "a/", "a\\b", "C:b", "a\0b", "a\nb", ".hidden",
        "a/.git/config", "a.xml.source.json", "a.source.next", "a.incoming", "x" * 201, "a ", "a.", "./a", "\udcff",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_store(store: RawStore, name: str) -> None:
    with pytest.raises(WrongContent):
        store.put("gold", name, b"one", url=URL)
    assert not store.root.exists() or list(store.root.rglob("*")) == []


def test_two_runs_at_once_are_refused(store: RawStore) -> None:
    script = textwrap.dedent(f"""
        from pathlib import Path
        from scraper.upstream.raw import RawStore
        with RawStore(Path({str(store.root)!r})).lock():
            print("held", flush=True)
            input()
    """)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script], text=True, **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=rf"\(process {other.pid}\) is at work"), store.lock():
            pass
        other.communicate("\n")
    with store.lock():
        pass


def test_a_lock_left_by_a_killed_run_does_not_hold(store: RawStore) -> None:
    store.root.mkdir()
    (store.root / ".lock").write_text("999999")
    with store.lock():
        pass


def test_notes_are_kept_and_a_broken_one_is_none(store: RawStore) -> None:
    store.write_note("tree", {"paths": {"a": "1"}})
    assert store.note("tree") == {"paths": {"a": "1"}}
    (store.root / ".notes" / "tree.json").write_text("{")
    assert store.note("tree") == {}
    assert list(store.documents()) == []


def keep_putting(root: Path, seed: int) -> None:
    store = RawStore(root)
    for i in range(10_000):
        store.put("gold", f"{i % 7}.txt", hashlib.sha256(f"{seed} {i}".encode()).digest() * (i % 50 + 1), url=URL)


@pytest.mark.parametrize("seed", range(4))
def test_killed_for_real_nothing_is_half_there(store: RawStore, seed: int) -> None:
    for delay in (0.01, 0.03, 0.05):
        process = multiprocessing.get_context("fork").Process(target=keep_putting, args=(store.root, seed))
        process.start()
        process.join(delay)
        process.kill()
        process.join()
        for document in store.documents():
            assert len(document.read()) % 32 == 0
    leftovers = [path for path in (store.root / "gold").glob("*.txt") if not store.find("gold", path.name)]
    sidecars = [json.loads(path.read_bytes()) for path in (store.root / "gold").glob("*.source.json")]
    assert len(leftovers) <= 1
    assert all(sidecar["size"] for sidecar in sidecars)


# -- versions --------------------------------------------------------------------------------------------------


def history(store: RawStore) -> list[list[bytes]]:
    return [[version.read() for version in versions] for versions in store.history("gold")]


def test_what_is_replaced_stays_as_a_version(store: RawStore) -> None:
    for data in (b"one", b"two", b"two", b"three"):
        store.put("gold", "x/a.txt", data, url=URL, retrieved="2999-01-01T00:00:00Z")
    store.put("gold", "x/b.txt", b"words", url=URL)
    assert history(store) == [[b"one", b"two", b"three"], [b"words"]]
    assert contents(store) == {"x/a.txt": b"three", "x/b.txt": b"words"}
    earlier = store.earlier("gold")["x/a.txt"]
    assert [(v.name, v.version, v.path.name) for v in earlier] == [
        ("x/a.txt", i, hashlib.sha256(data).hexdigest()) for i, data in enumerate((b"one", b"two"), 1)
    ]
    assert store.repair() == []
    assert history(store) == [[b"one", b"two", b"three"], [b"words"]]


def test_bytes_that_come_back_are_the_newest_version(store: RawStore) -> None:
    for data in (b"one", b"two", b"one"):
        store.put("gold", "a.txt", data, url=URL)
    assert history(store)[0][-2:] == [b"two", b"one"]
    store.put("gold", "a.txt", b"two", url=URL)
    assert history(store)[0][-2:] == [b"one", b"two"]


def test_a_store_from_before_versions_goes_on(store: RawStore) -> None:
    store.put("gold", "a.txt", b"one", url=URL)
    sidecar = store.root / "gold" / "a.txt.source.json"
    said = json.loads(sidecar.read_bytes())
    del said["version"]
    sidecar.write_text(json.dumps(said))
    store.put("gold", "a.txt", b"two", url=URL)
    assert history(store) == [[b"one", b"two"]]


def test_without_links_versions_are_copied(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw.os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links here")))
    for data in (b"one", b"two"):
        store.put("gold", "a.txt", data, url=URL)
    assert history(store) == [[b"one", b"two"]]


def test_the_count_goes_on_after_a_damaged_document(store: RawStore) -> None:
    for data in (b"one", b"two"):
        store.put("gold", "a.txt", data, url=URL)
    (store.root / "gold" / "a.txt").write_bytes(b"owt")
    assert store.repair() == ["gold/a.txt"]
    assert history(store) == [[b"one"]], "all there is until it is fetched again"
    store.put("gold", "a.txt", b"three", url=URL)
    assert history(store) == [[b"one", b"three"]]


@pytest.mark.parametrize("step", range(16))
def test_killed_at_any_step_no_version_is_lost(store: RawStore, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    for data in (b"one", b"two"):
        store.put("gold", "a.txt", data, url=URL)
    with dying_at(step, monkeypatch, "replace", "link"):
        try:
            store.put("gold", "a.txt", b"three", url=URL)
        except Killed:
            pass
        else:
            assert step >= 8, "the test kills at no step"
    assert history(store) in ([[b"one", b"two"]], [[b"one", b"two", b"three"]])
    store.repair()
    store.put("gold", "a.txt", b"three", url=URL)
    assert history(store) == [[b"one", b"two", b"three"]]
    left = [path.name for path in store.root.rglob("*") if path.name.endswith((".incoming", ".next"))]
    assert left == []


def test_what_is_accepted_is_remembered(store: RawStore) -> None:
    assert store.accepted() == frozenset()
    store.accept(["a" * 64])
    store.accept(["b" * 64])
    assert store.accepted() == {"a" * 64, "b" * 64}
    (store.root / ".accepted.json").write_text("{")
    assert store.accepted() == frozenset()
