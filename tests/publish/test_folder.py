"""The folder of a public instance: whole, filled in, and never over what a person changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import UnscError
from scraper.publish.folder import write_folder


def test_the_folder_is_filled_in_and_what_is_there_stays(tmp_path: Path) -> None:
    names = {path.name for path in write_folder(tmp_path, "https://unsc.example.org", "mail@example.org")}
    assert {
        "Dockerfile",
        "compose.yaml",
        "unsc.service",
        "unsc-refresh.timer",
        "nginx.conf",
        "fly.toml",
        "README.md",
    } <= names
    assert not [path for path in tmp_path.iterdir() if "@NAME@" in path.read_text() or "@ADDRESS@" in path.read_text()]
    assert "server_name unsc.example.org;" in (tmp_path / "nginx.conf").read_text()
    (tmp_path / "unsc.env").write_text("mine")
    assert write_folder(tmp_path, "https://other.example.org", "") == []
    assert (tmp_path / "unsc.env").read_text() == "mine"


@pytest.mark.parametrize(("address", "contact"), [("unsc.example.org", ""), ("https://a b", ""), ("https://a", "x\ny")])
def test_what_would_change_other_settings_is_refused(tmp_path: Path, address: str, contact: str) -> None:
    with pytest.raises(UnscError):
        write_folder(tmp_path / "new", address, contact)
    assert not (tmp_path / "new").exists()
