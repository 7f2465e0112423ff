"""Imports go one way, and each layer knows only what it needs: held over the source itself.

A module (or package) stands on a line below all that it may import. One that is new has to be given its line here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scraper

PACKAGE = Path(scraper.__file__).parent

LAYERS = (
    "__version__ models errors dates wording",
    "apart",
    "pinpoint pdf resources terminal sources problems titles",
    "upstream parse cite",
    "query lifecycle",
    "database",
    "quotation trace",
    "build search check",
    "render explain",
    "tools",
    "site",
    "edition publish",
    "cli",
    "__main__",
)
"""From the ground up. What stands on one line knows nothing of the others on it."""

HEIGHT = {name: height for height, line in enumerate(LAYERS) for name in line.split()}

NETWORK = {"requests", "urllib3", "httpx", "aiohttp", "socket", "http.client", "urllib.request", "ssl"}
"""What reaches other machines: in `upstream` alone."""

LISTENS = {"site.server": {"socket"}, "site.connections": {"socket"}}
"""The site is served from a port of this machine: it has to be seen whether that is free, and who holds it open."""

LIBRARIES = {
    "lxml": {"parse", "upstream", "check"},
    "protego": {"upstream"},
    "msgspec": {"upstream", "site"},
    "pypdfium2": {"pdf"},
    "datasette": {"site", "publish"},
    "python_multipart": {"site"},
    "click": {"cli"},
    "icalendar": {"render"},
    "mcp": {"tools"},
}
"""Where a library may be imported, so that the rest can live without it."""

STRANGERS = {
    "parse": {"upstream", "database", "query", "search", "build", "site"},
    "cite": {"upstream", "database", "query", "search", "build", "site"},
    "query": {"upstream", "database", "search", "build", "site"},
    "database": {"upstream", "parse", "cite", "build"},
    "build": {"search", "render", "site"},
    "render": {"upstream", "parse", "build", "site"},
    "site": {"upstream", "parse", "build"},
}
"""Who must never know whom, whatever the order of the layers."""


ONLY = {
    "build": ("database", {"ids", "rows", "schema", "verify", "write"}),
    "cli": ("site", {"connections", "server"}),
}
"""The modules of another package that one may import: a build writes a database and asks no reader of one."""

SERVES = {"cli.serve"}
"""The only modules of the command line that may import the site."""


def _modules() -> dict[str, Path]:
    """Every source file by its dotted name inside the package; the package's own file is `__version__`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__") or "__version__"] = path
    return found


MODULES = _modules()


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every import in a file, those inside functions and for type checkers included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} is a relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _own(path: Path) -> Iterator[tuple[int, str]]:
    """Imports from this package, by the name of the module or package at its top."""
    for line, name in _imports(path):
        first, _, rest = name.partition(".")
        if first == PACKAGE.name:
            yield line, rest.split(".")[0]


def _top(module: str) -> str:
    return module.split(".")[0]


def test_the_source_is_found() -> None:
    assert {"models", "database.schema", "parse.akn", "upstream.raw", "cite.find", "site"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place(module: str) -> None:
    assert _top(module) in HEIGHT, f"say in LAYERS where {_top(module)} stands"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    own = _top(module)
    for line, name in _own(MODULES[module]):
        if name != own:
            assert name in HEIGHT, f"line {line}: say in LAYERS where {name} stands"
            assert HEIGHT[name] < HEIGHT[own], f"line {line} of {module} imports {name}, which does not stand below it"


@pytest.mark.parametrize(("module", "strangers"), STRANGERS.items())
def test_some_know_nothing_of_each_other_even_by_others(module: str, strangers: set[str]) -> None:
    """Not through a third module either: whoever imports `parse` does not load the network with it."""
    assert not _reached(module) & strangers


@pytest.mark.parametrize(("module", "other", "allowed"), [(own, *taken) for own, taken in ONLY.items()])
def test_some_take_of_another_only_what_they_need(module: str, other: str, allowed: set[str]) -> None:
    taken = set()
    for name, path in MODULES.items():
        if _top(name) == module:
            taken |= set(_modules_taken(path, other))
    assert taken
    assert taken <= allowed


def _modules_taken(path: Path, other: str) -> Iterator[str]:
    """The modules of another package that a file imports, or imports from."""
    for _, name in _imports(path):
        parts = name.split(".")
        if parts[:2] == [PACKAGE.name, other]:
            yield next(iter(parts[2:]), "")


def test_the_command_line_imports_the_site_only_to_serve() -> None:
    assert {name for name, path in MODULES.items() if _top(name) == "cli" and [*_modules_taken(path, "site")]} == SERVES


def _reached(start: str) -> set[str]:
    """All of the package that is loaded with a module or package."""
    reached, waiting = set(), {start}
    while waiting:
        here = waiting.pop()
        reached.add(here)
        paths = (path for module, path in MODULES.items() if _top(module) == here)
        waiting |= {name for path in paths for _, name in _own(path)} - reached
    return reached - {start}


@pytest.mark.parametrize("module", MODULES)
def test_the_network_lives_in_upstream_alone(module: str) -> None:
    forbidden = set() if _top(module) == "upstream" else NETWORK - LISTENS.get(module, set())
    for line, name in _imports(MODULES[module]):
        assert not any(f"{name}.".startswith(f"{each}.") for each in forbidden), f"line {line} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_libraries_stay_where_they_belong(module: str) -> None:
    for line, name in _imports(MODULES[module]):
        allowed = LIBRARIES.get(name.split(".")[0])
        assert allowed is None or _top(module) in allowed, f"line {line} imports {name}"


def test_this_test_can_fail(tmp_path: Path) -> None:
    source = tmp_path / "sample.py"
    source.write_text("def late():\n    from scraper.upstream import RawStore\n    import requests\n")
    assert list(_own(source)) == [(2, "upstream")]
    assert list(_modules_taken(source, "upstream")) == ["RawStore"]
    assert [name for _, name in _imports(source)] == ["scraper.upstream.RawStore", "requests"]
