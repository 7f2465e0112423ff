"""What all tests stand on: the specimens, and, where they are there, the real upstream files beside the repository.

The specimens belong to the repository, and the unit tests need nothing else. Tests over real files ask for
`upstream_files`, `corpus` or `corpus_db`, and are skipped, with the reason, in a clone that stands alone.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from asking import open_site
from datasette.app import Datasette
from examples import settings

from scraper.build.chain import build
from scraper.upstream import RawStore

settings.load_profile("same")  # unless --hypothesis-profile=deep asks for the other of examples.py

HERE = Path(__file__).parent
SPECIMENS = HERE / "specimens"
UPSTREAM = "shared/upstream/files"
"""Where the real files are, seen from a folder above the repository: beside it, or, for a worktree, further up."""

UNXML = "github/UNxml/SCresolutions"
ENGLISH = re.compile(r"(?:Pre-2020/\d{4}|20[2-9]\d/English)/[^/]+\.xml")
"""Where the repository of the UN's XML keeps its English files."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests over the real files carry the marker `corpus`, so that they can be left out: `-m "not corpus"`."""
    for item in items:
        if {"upstream_files", "corpus", "corpus_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.corpus)


@pytest.fixture(scope="session")
def specimens() -> Path:
    """The folder of documents written for the tests."""
    return SPECIMENS


@pytest.fixture(scope="session")
def upstream_files() -> Path:
    """The folder of real upstream files; the test is skipped where there is none."""
    for folder in HERE.parent.parents:
        if (folder / UPSTREAM).is_dir():
            return folder / UPSTREAM
    pytest.skip(f"no folder above {HERE.parent} has the real upstream files in {UPSTREAM}")


@pytest.fixture(scope="session")
def corpus(upstream_files: Path) -> Sequence[Path]:
    """Every real English file of the UN's XML, sorted; among them a few that are no resolutions."""
    root = upstream_files / UNXML
    return sorted(path for path in root.rglob("*.xml") if ENGLISH.fullmatch(path.relative_to(root).as_posix()))


@pytest.fixture(scope="session")
def specimens_db(specimens: Path, shared_folder: Path) -> Path:
    """A database of the specimens, as `unsc serve --specimens` would make it; to be read only."""
    documents = ((path.name, path) for path in sorted(specimens.glob("*.xml")))
    return _built_once(shared_folder, "specimens", documents, specimens=True)


@pytest.fixture(scope="session")
def corpus_db(corpus: Sequence[Path], upstream_files: Path, shared_folder: Path) -> Path:
    """A database of all real English files, made once a run however many workers there are; to be read only."""
    root = upstream_files / UNXML
    documents = ((path.relative_to(root).as_posix(), path) for path in corpus)
    return _built_once(shared_folder, "corpus", documents, specimens=False)


@pytest.fixture
async def site(database: Path) -> AsyncIterator[Datasette]:
    """The site over the database of the module that asks."""
    made = open_site(database)
    await made.invoke_startup()
    yield made
    made.executor.shutdown(wait=False)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A temporary folder of this run, the same one for every worker of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def _built_once(folder: Path, name: str, documents: Iterable[tuple[str, Path]], *, specimens: bool) -> Path:
    """The database `name` in `folder`; the first worker to ask builds it, the others wait for it."""
    target = folder / f"{name}.db"
    with _lock(folder / f"{name}.lock"):
        if not target.exists():
            store = RawStore(folder / f"{name}-raw")
            for document, path in documents:
                store.put("unxml", document, path.read_bytes(), url=_address(document), sync=False)
            build(store, target, specimens=specimens)
    return target


def _address(document: str) -> str:
    return f"https://raw.githubusercontent.com/UNxml/SCresolutions/main/{document}"


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
