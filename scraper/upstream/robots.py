"""Who asks, and what robots.txt lets that program read (RFC 9309)."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, metadata

from protego import Protego

from scraper.errors import WrongContent

PROGRAM = "unsc-resolutions"
"""The name by which robots.txt may address this program."""

MOST_RULES = 200_000
"""Programs named in a robots.txt times its other lines: its reader gives each of the programs in a group each rule."""


def user_agent() -> str:
    """Who asks: program, version, and whom to write to.

    That is `UNSC_CONTACT` (the person who runs it), else the address or the author in the package's own metadata.
    """
    contact, version = os.environ.get("UNSC_CONTACT", "").strip(), "0"
    try:
        about = metadata(PROGRAM)
        version = about["Version"]
        pages, people = about.get_all("Project-URL") or [""], about.get_all("Author-email") or [""]
        contact = contact or pages[0].rpartition(",")[2].strip() or people[0]
    except PackageNotFoundError:
        pass
    tool = "lookup tool for Security Council resolutions"
    return f"{PROGRAM}/{version} ({tool}; contact: {contact or 'none set'})"


def read_rules(host: str, robots_txt: str) -> Protego:
    """The rules of a robots.txt. Raises WrongContent for one too large to be read: that is no licence."""
    lines = robots_txt.lower().splitlines()
    programs = sum("agent" in line for line in lines)
    if programs * (len(lines) - programs) > MOST_RULES:
        raise WrongContent(f"https://{host}/robots.txt has too many rules to be read; the host is left alone.")
    return Protego.parse(robots_txt)
