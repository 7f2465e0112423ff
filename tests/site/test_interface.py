"""What programs are told of the site, and that it answers so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import invented
import pytest
from datasette.app import Datasette
from shaped import differing

from scraper.render import shapes
from scraper.site import interface, middleware
from scraper.site.server import make_site

HERE = {"symbol": "9001(2998)", "path": "op/2", "number": "9001", "slug": "nothing-followed", "year": "2998"}
"""What stands in the addresses of the invented documents."""


@pytest.fixture
async def site(tmp_path: Path) -> Datasette:
    made: Datasette = make_site(invented.make_database(tmp_path / "unsc.db"))
    await made.invoke_startup()
    return made


def test_a_shape_that_differs_is_seen() -> None:
    assert differing('{"ok": false, "status": 1, "error": "x"}', shapes.Failure) == ""
    assert differing('{"ok": false, "status": 1, "error": "x", "more": 1}', shapes.Failure) == ".more"
    assert "status" in differing('{"ok": false, "error": "x"}', shapes.Failure)
    assert "error" in differing('{"ok": false, "status": 1, "error": null}', shapes.Failure)


async def test_every_address_answers_in_its_shape(site: Datasette) -> None:
    found = set()
    for one in interface.ENDPOINTS:
        path = one.path
        for name, value in HERE.items():
            path = path.replace(f"{{{name}}}", value)
        if one.form:
            continue
        answer = await site.client.get(path + ("?q=lighthouse+at+nowhere" if one.path != "/coverage.json" else ""))
        assert answer.status_code in (200, 404), path
        found.add(answer.status_code)
        assert answer.headers["access-control-allow-origin"] == "*"
        if answer.status_code == 404:
            assert differing(answer.text, shapes.Failure) == "", path
        elif one.shape:
            assert answer.headers["api-version"] == shapes.VERSION
            assert answer.headers["content-type"].startswith(one.kind)
            assert differing(answer.text, one.shape) in ("", ".note"), path  # they are invented, and say so
    assert found == {200, 404}
    posted = await site.client.post("/check.json", data={"text": "Resolution 9001 (2998), para. 2: “lighthouse”"})
    assert differing(posted.text, shapes.CheckReport) in ("", ".note")


async def test_the_description_names_every_address_and_every_reference_in_it_leads_somewhere(site: Datasette) -> None:
    told = (await site.client.get("/openapi.json")).json()
    assert told["info"]["version"] == shapes.VERSION
    assert set(told["paths"]) == {one.path for one in interface.ENDPOINTS}
    names = told["components"]["schemas"]
    assert {name.rpartition("/")[2] for name in references(told)} <= set(names)
    page = (await site.client.get("/api")).text
    assert all(one.path in page for one in interface.ENDPOINTS)


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        here = {value["$ref"]} if "$ref" in value else set()
        return here.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


async def test_a_browser_that_asks_first_is_told_what_pages_elsewhere_may_do(site: Datasette) -> None:
    answer = await site.client.options("/check.json", headers={"origin": "https://example.org"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "POST" not in middleware.METHODS
