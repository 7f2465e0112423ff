"""A repository on GitHub: its tree in one call, its files one by one, or all of it as a tarball.

Without a key GitHub's API lets 60 calls an hour through; one tree listing names every file with the SHA of its bytes,
so one call tells what is new. Files come from raw.githubusercontent.com, the tarball from codeload.github.com.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal
from urllib.parse import quote

import msgspec
from msgspec import Meta

from scraper.errors import HostStopped, NotFound, UnsafeArchive, UpstreamError, WrongContent
from scraper.upstream.archives import read_members
from scraper.upstream.checks import Check, both, check_blob, check_gzip_file, refuse_html
from scraper.upstream.fetch import Fetcher
from scraper.upstream.raw import RawStore
from scraper.upstream.report import FetchReport, Progress, first_few
from scraper.upstream.rows import LARGEST, HeaderText, Line, TableRows, decode, read_json, read_note, read_rows

ONE_BY_ONE = 150
"""More files than this come as the tarball: one request in place of many, though it brings all languages."""

KEPT_FOR = 24 * 3600
"""Seconds for which a download left by a killed run is still worth unpacking."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Files of one kind in a repository.

    upstream    the folder of the raw store they go to
    repository  OWNER/NAME
    what        in words, for people: `UN XML`
    wanted      which paths belong to it
    number      the resolution a file holds, from its path and its bytes (None where only the path is known)
    check       what is asked of the bytes, by path
    """

    upstream: str
    repository: str
    what: str
    wanted: Callable[[str], bool]
    number: Callable[[str, bytes | None], int | None]
    check: Callable[[str], Check]
    branch: str = "main"

    def raw_url(self, path: str) -> str:
        """Where one file is, blanks, parentheses and accents quoted."""
        return f"https://raw.githubusercontent.com/{self.repository}/{self.branch}/{quote(path, safe='/')}"

    @property
    def tree_url(self) -> str:
        """Where all paths are listed."""
        return f"https://api.github.com/repos/{self.repository}/git/trees/{self.branch}?recursive=1"

    @property
    def tarball_url(self) -> str:
        """Where everything is, packed."""
        return f"https://codeload.github.com/{self.repository}/tar.gz/refs/heads/{self.branch}"


@dataclass(slots=True)
class Run:
    """What one run of the program works with; `trees` remembers listings, so that no host is asked twice.

    `remarks` are what a person should know of the answers, a sentence each.
    """

    store: RawStore
    fetcher: Fetcher
    progress: Progress
    trees: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class _TreeEntry(msgspec.Struct):
    """A line of a tree listing."""

    path: Line
    sha: Annotated[str, Meta(pattern=r"\A[0-9a-f]{40}\Z")]
    type: Literal["blob", "tree", "commit"]


class _Tree(msgspec.Struct):
    """GitHub's answer; the entries are read one by one."""

    tree: list[msgspec.Raw]
    truncated: bool = False


class _LastTree(msgspec.Struct):
    """The listing of the last run."""

    etag: HeaderText = ""
    paths: dict[str, str] = {}


def list_tree(collection: Collection, run: Run) -> dict[str, str]:
    """The paths that belong to the collection, each with the SHA of its bytes.

    Asked for once a run, and with the ETag of the last time, so that a tree that has not changed costs nothing.
    Raises UpstreamError, as `Fetcher.get` does.
    """
    if collection.upstream not in run.trees:
        before = _last_tree(collection, run.store)
        headers = {"If-None-Match": before.etag} if before.etag and before.paths else {}
        headers["Accept"] = "application/vnd.github+json"
        answer = run.fetcher.get(collection.tree_url, check_tree, limit=LARGEST, headers=headers)
        if answer.status == 304:
            paths = before.paths
        else:
            entries = read_tree(answer.body)
            run.remarks += entries.sentences()
            paths = {e.path: e.sha for e in entries if e.type == "blob" and collection.wanted(e.path)}
        run.store.write_note(_note(collection), {"etag": answer.kept_headers().get("etag", ""), "paths": paths})
        run.trees[collection.upstream] = paths
    return run.trees[collection.upstream]


def known_paths(collection: Collection, store: RawStore) -> Mapping[str, str]:
    """The listing as the last run saw it, without asking; empty where none has."""
    return _last_tree(collection, store).paths


def fetch_collection(collection: Collection, run: Run) -> FetchReport:
    """Bring the collection up to date: everything by tarball at first, later what the tree shows to be new.

    A file that is gone upstream is kept. Raises UpstreamError where neither way leads anywhere.
    """
    have = {document.name: document.git for document in run.store.documents(collection.upstream)}
    report = FetchReport()
    if not have:
        report, blocked = _try_tarball(collection, run, None)
        if not blocked:
            return report
    paths = list_tree(collection, run)
    gone = sorted(name for name in have if collection.wanted(name) and name not in paths)
    return report + _fetch_paths(collection, run, paths, have) + report_gone(gone, collection.repository)


def report_gone(names: Sequence[str], source: str) -> FetchReport:
    """That a source has some documents no more: they are kept, but a person should know."""
    if not names:
        return FetchReport()
    return FetchReport(sentences=(f"Not in {source} any more, and kept here: {first_few(names)}.",))


def fetch_chosen(collection: Collection, run: Run, chosen: Callable[[str], bool]) -> FetchReport:
    """Fetch those files of the collection whose path is chosen. Raises UpstreamError where the tree cannot be had."""
    have = {document.name: document.git for document in run.store.documents(collection.upstream)}
    paths = {path: sha for path, sha in list_tree(collection, run).items() if chosen(path)}
    return _fetch_paths(collection, run, paths, have)


def _fetch_paths(collection: Collection, run: Run, paths: Mapping[str, str], have: Mapping[str, str]) -> FetchReport:
    todo = {path: sha for path, sha in sorted(paths.items()) if have.get(path) != sha}
    report = FetchReport(already=len(paths) - len(todo))
    if len(todo) > ONE_BY_ONE:
        brought, _ = _try_tarball(collection, run, set(todo))
        report += brought
        have = {document.name: document.git for document in run.store.documents(collection.upstream)}
        todo = {path: sha for path, sha in todo.items() if have.get(path) != sha}
    return report + _fetch_one_by_one(collection, run, todo)


def _fetch_one_by_one(collection: Collection, run: Run, todo: Mapping[str, str]) -> FetchReport:
    report = FetchReport()
    if not todo:
        return report
    run.progress.start(f"Fetching {collection.what}", len(todo))
    for path, sha in todo.items():
        try:
            report += _fetch_file(collection, run, path, sha)
        except HostStopped as error:
            report += FetchReport(failed=(str(error),))
            break
        except (UpstreamError, NotFound) as error:
            report += FetchReport(failed=(str(error),))
        run.progress.advance()
    run.progress.done()
    return report


def _fetch_file(collection: Collection, run: Run, path: str, sha: str) -> FetchReport:
    url = collection.raw_url(path)
    answer = run.fetcher.get(url, both(collection.check(path), check_blob(sha)))
    number = collection.number(path, answer.body)
    run.store.put(collection.upstream, path, answer.body, url=url, number=number, headers=answer.kept_headers())
    return FetchReport(fetched=1)


def _try_tarball(collection: Collection, run: Run, only: set[str] | None) -> tuple[FetchReport, bool]:
    """What the tarball brought, and whether its host is closed to us, so that another way must be taken."""
    try:
        return _fetch_tarball(collection, run, only), False
    except HostStopped as error:
        return FetchReport(sentences=(str(error),)), True


def _fetch_tarball(collection: Collection, run: Run, only: set[str] | None) -> FetchReport:
    """Download the tarball, keep what is wanted, throw it away; one left by a killed run is gone on with."""
    file = run.store.scratch(f"{collection.upstream}.tar.gz")
    if not is_fresh(file):
        run.progress.start(f"Downloading {collection.what}", None)
        run.fetcher.download(collection.tarball_url, file, check_gzip_file, progress=show_bytes(run.progress))
        run.progress.done()
    try:
        return _unpack(collection, run, file, only)
    except UnsafeArchive as error:
        raise WrongContent(f"{collection.tarball_url}: {error}") from error
    finally:
        file.unlink()


def _unpack(collection: Collection, run: Run, file: Path, only: set[str] | None) -> FetchReport:
    run.progress.start(f"Keeping {collection.what}", None)
    report = FetchReport()
    for member in read_members(file, lambda name: _chosen(collection, only, _inner(name))):
        report += _keep(collection, run, _inner(member.name), member.data, member.reason)
        run.progress.advance()
    run.progress.done()
    return report


def is_fresh(file: Path) -> bool:
    """Whether a download that an earlier run left is there, and of today."""
    try:
        return time.time() - file.stat().st_mtime < KEPT_FOR
    except FileNotFoundError:
        return False


def _keep(collection: Collection, run: Run, path: str, data: bytes | None, reason: str) -> FetchReport:
    try:
        if data is None:
            raise WrongContent(reason)
        collection.check(path)(data)
        number = collection.number(path, data)
        put = run.store.put(
            collection.upstream, path, data, url=collection.raw_url(path), number=number, sync=False
        )  # fmt: skip
    except WrongContent as error:
        return FetchReport(failed=(f"{path} in {collection.repository} is not kept: {error}.",))
    return FetchReport(fetched=1) if put else FetchReport(already=1)


def _chosen(collection: Collection, only: Iterable[str] | None, path: str) -> bool:
    return collection.wanted(path) and (only is None or path in only)


def _inner(name: str) -> str:
    """The path inside the repository: GitHub puts everything in one folder, `SCresolutions-main/`."""
    return "/".join(PurePosixPath(name).parts[1:])


def show_bytes(progress: Progress) -> Callable[[int, int | None], None]:
    """Show a download's bytes as steps."""
    shown = 0

    def show(done: int, total: int | None) -> None:
        nonlocal shown
        progress.advance(max(done - shown, 0))
        shown = done

    return show


def check_tree(data: bytes) -> None:
    """Raise WrongContent unless this is a whole listing of files."""
    refuse_html(data)
    read_tree(data)


def read_tree(data: bytes) -> TableRows[_TreeEntry]:
    """The entries of a listing of files. Raises WrongContent where it is none, or not complete."""
    listing = read_json(data, _Tree, "a listing of files")
    if listing.truncated:
        raise WrongContent("the listing of files is not complete")
    rows = ((f"entry {i}", entry) for i, entry in enumerate(listing.tree, 1))
    return read_rows("a listing of files", rows, lambda entry: decode(entry, _TreeEntry))


def _last_tree(collection: Collection, store: RawStore) -> _LastTree:
    return read_note(store.note(_note(collection)), _LastTree)


def _note(collection: Collection) -> str:
    return f"{collection.upstream}-tree"
