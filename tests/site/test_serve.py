"""How a site is made for one database: what it says of where the texts are from."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import get
from invented import make_database

from scraper.database.coverage import INVENTED
from scraper.site.server import make_site

SOURCE = "documents of the United Nations, which must be acknowledged"


@pytest.mark.parametrize("specimens", [True, False])
async def test_invented_documents_are_of_nobody_and_real_ones_of_the_united_nations(
    tmp_path: Path, specimens: bool
) -> None:
    site = make_site(make_database(tmp_path / "unsc.db", specimens=specimens))
    await site.invoke_startup()
    for path in ("/unsc", "/unsc/clauses"):
        text = (await get(site, path)).text
        assert (SOURCE in text) != specimens
        assert (INVENTED in text) == specimens
