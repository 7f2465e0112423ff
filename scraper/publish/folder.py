"""The folder from which a public instance is put up: container, systemd, proxies, settings and instructions."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from scraper.errors import UnscError

_ADDRESS = re.compile(r"https?://[a-z0-9.-]{1,253}(?::\d{1,5})?\Z", re.IGNORECASE)


def write_folder(folder: Path, address: str, contact: str) -> list[Path]:
    """Write the files for a site known by `address` (`https://unsc.example.org`), and return their paths.

    A file that is there stays. Raises UnscError where the address is none, the contact has more than one line, or the
    folder cannot be written.
    """
    if not _ADDRESS.match(address):
        raise UnscError(f"{address[:200]} is not the address of a site. Write it as in https://unsc.example.org")
    if not contact.isprintable():
        raise UnscError("The contact must be one line, as in mail@example.org")
    values = {"@NAME@": urlsplit(address).netloc, "@ADDRESS@": address, "@CONTACT@": contact}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(resources.files("scraper.publish").joinpath("files").iterdir(), key=lambda one: one.name):
            text = file.read_text(encoding="utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            if not (target := folder / file.name).exists():
                target.write_text(text, encoding="utf-8")
                written.append(target)
    except OSError as error:
        raise UnscError(f"{folder} cannot be written: {error.strerror}.") from error
    return written
