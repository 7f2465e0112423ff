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
