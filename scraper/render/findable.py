"""What search engines and language models read before the pages: robots.txt, sitemaps (sitemaps.org, 0.9), llms.txt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from scraper.database.coverage import Coverage
from scraper.models import Pinpoint
from scraper.render import links

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

LLMS = """# Security Council resolutions, paragraph by paragraph

> An unofficial lookup site: every paragraph of the resolutions of the United Nations Security Council has an address.
> Quote words only as they stand at these addresses, and cite the address.

- [Search]({base}/search): /search.json?q=WORDS answers with paragraphs, their symbol, path, words and address
- [A resolution]({base}/S/RES/2249(2015)): the same address with .json, .txt or .md
- [A paragraph]({base}/S/RES/2249(2015)/op/5): op/5/a is sub-paragraph (a) of operative paragraph 5, pp/1 the first preambular paragraph; also .json and .txt
- [Coverage]({base}/coverage): what is here, from where, what is missing and which problems are known; also .json
"""  # noqa: E501  # a list item of Markdown stays on its line


def to_robots(base: str, root: str) -> str:
    """Pages may be read, results of searches and tables need not be; where the sitemap is."""
    closed = "".join(f"Disallow: {root}/{each}\n" for each in ("search", "suggest", "unsc", "-/"))
    return f"User-agent: *\n{closed}\nSitemap: {base}/sitemap.xml\n"


def to_llms(base: str) -> str:
    """What there is, and in which forms."""
    return LLMS.replace("{base}", base)


def to_index(base: str, years: Iterable[int]) -> str:
    """The sitemap of sitemaps, one for each year."""
    return _sitemap("sitemapindex", "sitemap", (f"{base}/sitemap-{year}.xml" for year in years))


def to_sitemap(base: str, places: Iterable[Pinpoint]) -> str:
    """The addresses of resolutions and paragraphs."""
    return _sitemap("urlset", "url", (base + links.write(place) for place in places))


def to_dataset(base: str, found: Coverage) -> dict[str, Any]:
    """The collection as a Dataset of schema.org, for search engines of data."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Operative paragraphs of resolutions of the United Nations Security Council",
        "description": f"{found.resolutions} resolutions, {found.clauses} paragraphs and sub-paragraphs, each with an"
        " address; unofficial copies, read by a program from the sources named on this page.",
        "url": f"{base}/coverage",
        "dateModified": found.built[:10],
        "version": found.program,
        "isAccessibleForFree": True,
        "temporalCoverage": "/".join(year for year in _ends([year for year, _ in found.years])),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": f"{base}/coverage.json"},
            {"@type": "DataDownload", "encodingFormat": "application/vnd.oai.openapi+json",
             "contentUrl": f"{base}/openapi.json"},
        ],
    }  # fmt: skip


def _ends(years: Sequence[int]) -> list[str]:
    return [str(min(years)), str(max(years))] if years else []


def _sitemap(outer: str, inner: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{inner}><loc>{escape(each)}</loc></{inner}>\n" for each in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{SPACE}">\n{lines}</{outer}>\n'
