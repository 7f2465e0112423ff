"""A public instance: what it refuses, and the address by which it is known."""

from __future__ import annotations

import json
from pathlib import Path

import invented

from scraper.site.server import Public, make_site


async def test_a_public_instance_refuses_sql_and_the_file_and_knows_its_address(tmp_path: Path) -> None:
    public = Public(
        sql=False, downloads=False, address="https://unsc.example.org", prefix="law", contact="mail@example.org"
    )
    site = make_site(invented.make_database(tmp_path / "unsc.db"), public=public)
    await site.invoke_startup()
    assert (await site.client.get("/unsc.db")).status_code == 403
    assert (await site.client.get("/unsc.json?sql=select+1")).status_code == 403
    page = await site.client.get("/S/RES/9001(2998)/op/2")
    assert '<link rel="canonical" href="https://unsc.example.org/law/S/RES/9001(2998)/op/2">' in page.text
    coverage = (await site.client.get("/coverage")).text
    assert "Who runs this site: mail@example.org." in coverage
    assert '<link rel="canonical" href="https://unsc.example.org/law/coverage">' in coverage
    told = json.loads(coverage.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert told["@type"] == "Dataset"
    assert all(one["contentUrl"].startswith("https://unsc.example.org/law/") for one in told["distribution"])


async def test_one_machine_of_its_own_keeps_both(tmp_path: Path) -> None:
    site = make_site(invented.make_database(tmp_path / "unsc.db"))
    await site.invoke_startup()
    assert (await site.client.get("/unsc.db")).status_code == 200
    assert (await site.client.get("/unsc.json?sql=select+1")).status_code == 200
