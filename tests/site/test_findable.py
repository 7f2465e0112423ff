"""robots.txt, sitemaps and llms.txt: well formed, and every address in them answers."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import invented
from datasette.app import Datasette

from scraper.site.server import make_site


def addresses(text: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(text).iter() if one.tag.endswith("}loc")]


async def test_from_robots_to_every_paragraph(tmp_path: Path) -> None:
    site: Datasette = make_site(invented.make_database(tmp_path / "unsc.db"))
    await site.invoke_startup()
    robots = (await site.client.get("/robots.txt")).text
    index = re.search(r"^Sitemap: http://localhost(/.+)$", robots, re.MULTILINE)
    assert index
    places = []
    for sitemap in addresses((await site.client.get(index[1])).text):
        places += addresses((await site.client.get(sitemap.removeprefix("http://localhost"))).text)
    assert "http://localhost/S/RES/9001(2998)/op/2" in places
    assert len(places) == len(set(places))
    for place in places:
        page = await site.client.get(place.removeprefix("http://localhost"))
        assert page.status_code == 200
        assert f'<link rel="canonical" href="{place}">' in page.text
    assert (await site.client.get("/sitemap-1901.xml")).status_code == 404
    assert "http://localhost/coverage" in (await site.client.get("/llms.txt")).text
