"""Files that travel with the program: in a checkout at its top level, in an installation inside the package."""

from __future__ import annotations

from pathlib import Path

from scraper.errors import UnscError

_PACKAGE = Path(__file__).parent

_PLACES = {
    "metadata.json": ("metadata.json",),
    "overrides": ("data", "overrides"),
    "mandates.toml": ("data", "mandates.toml"),
    "specimens": ("tests", "specimens"),
}


def resource(name: str) -> Path:
    """The path of one of the files or folders named above. Raises UnscError where the installation is broken."""
    for path in (_PACKAGE / "_data" / name, _PACKAGE.parent.joinpath(*_PLACES[name])):
        if path.exists():
            return path
    raise UnscError(f"{name} is missing from this installation of unsc. Install it anew.")
