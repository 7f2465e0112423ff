"""What search engines and language models read before the pages: robots.txt, sitemaps (sitemaps.org, 0.9), llms.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

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


def _sitemap(outer: str, inner: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{inner}><loc>{escape(each)}</loc></{inner}>\n" for each in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{SPACE}">\n{lines}</{outer}>\n'
