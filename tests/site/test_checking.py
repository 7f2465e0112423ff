"""The page that checks a document: what may be sent to it, what it says, and that nothing is kept."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def database(specimens_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    linked = tmp_path_factory.mktemp("checking") / "unsc.db"
    linked.symlink_to(specimens_db)
    return linked


async def send(site: Datasette, text: str, path: str = "/check", **fields: str):  # type: ignore[no-untyped-def]
    return await site.client.post(path, content=urlencode({"text": text, **fields}), headers=FORM)


async def test_a_text_that_is_sent_is_shown_with_its_findings_in_place(site: Datasette) -> None:
    answer = await send(site, "Resolution 9001 (1950) says: “the tides <script>alert(1)</script> are high today”.")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert 'id="found-1"' in answer.text
    assert "#found-1-told" in answer.text
    assert "<script>alert" not in answer.text
    assert "Year does not fit" in answer.text


async def test_the_form_is_there_without_a_text_and_without_a_script(site: Datasette) -> None:
    answer = await site.client.get("/check")
    assert answer.status_code == 200
    assert 'method="post"' in answer.text
    assert "Nothing is stored" in answer.text


async def test_json_has_the_shape_of_the_command(site: Datasette) -> None:
    answer = await send(site, "They recall resolution 9999 (2015).", "/check.json")
    told = answer.json()
    assert {"file", "citations", "quotations", "totals"} <= set(told)
    assert told["citations"][0]["status"] == "no such resolution"


def part(name: str, data: bytes, filename: str = "") -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    return b"--b\r\n" + f'content-disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"


MULTIPART = {"content-type": "multipart/form-data; boundary=b"}


async def test_a_file_is_read_checked_and_kept_nowhere(
    site: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    page = b"<html><p>They recall resolution 9999 (2015).</p><script>alert(1)</script></html>"
    body = part("text", b"") + part("style", b"un") + part("file", page + b" " * 1_500_000, "a.html") + b"--b--\r\n"
    answer = await site.client.post("/check.json", content=body, headers=MULTIPART)
    told = answer.json()
    assert (told["file"], told["citations"][0]["status"]) == ("a.html", "no such resolution")
    assert answer.headers["cache-control"] == "no-store"
    assert list(tmp_path.iterdir()) == []


async def test_lines_that_a_browser_ends_in_its_way_are_lines(site: Datasette) -> None:
    text = "Resolution 9999 (2015) is good.\r\n\r\nIt is “new”."
    body = part("text", text.encode()) + b"--b--\r\n"
    told = (await site.client.post("/check.json", content=body, headers=MULTIPART)).json()
    start = told["quotations"][0]["start"]
    assert text.replace("\r\n", "\n")[start : start + 3] == "new"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (part("file", b"\0\1\2" * 9, "a.docx") + b"--b--", 422),
        (part("file", b"PK\x03\x04 cut", "a.docx") + b"--b--", 422),
        (part("file", b"a" * 400_001, "a.txt") + b"--b--", 413),
        (part("file", b"a" * 5_000_001, "a.txt") + b"--b--", 413),
        (part("file", b"a" * 6_100_000, "a.txt") + b"--b--", 413),
        (b"".join(part(f"f{i}", b"1") for i in range(30)) + b"--b--", 400),
        (b"no form at all", 400),
    ],
)
async def test_a_file_that_is_too_much_or_none_is_refused(site: Datasette, content: bytes, status: int) -> None:
    assert (await site.client.post("/check", content=content, headers=MULTIPART)).status_code == status


@pytest.mark.parametrize(
    ("path", "content", "headers", "status"),
    [
        ("/check", "text=" + "a" * 1_000_001, FORM, 413),
        ("/check", "text=" + "a" * 200_001, FORM, 413),
        ("/check", '{"text": "a"}', {"content-type": "application/json"}, 415),
        ("/check", "&".join(f"f{i}=1" for i in range(30)), FORM, 400),
        ("/check", "text=a&style=mla", FORM, 400),
        ("/check.json", "", FORM, 400),
        ("/search", "text=a", FORM, 405),
        ("/unsc", "text=a", FORM, 405),
    ],
)
async def test_what_is_too_much_or_no_form_is_refused(
    site: Datasette, path: str, content: str, headers: dict[str, str], status: int
) -> None:
    assert (await site.client.post(path, content=content, headers=headers)).status_code == status
