"""Whether the answers of a whole database have the shapes that /openapi.json tells.

python tests/trials/shapes.py data/unsc.db [HOW_MANY]
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from shaped import differing

from scraper.database import browse, documents, opening, threads
from scraper.pinpoint import document_address
from scraper.render import links, shapes, timeline
from scraper.search import Answer
from scraper.site.server import make_site


async def main(database: Path, many: int) -> int:
    """Ask a sample of every kind; print how many were asked and what differs."""
    conn = opening.open_database(database)
    places = [place for year, _ in browse.years(conn) for place in browse.places_of_year(conn, year)]
    whole, parts = [p for p in places if not p.path], [p for p in places if p.path]
    chance = random.Random(1)
    words = [row[0] for row in conn.execute("SELECT text FROM clauses ORDER BY random() LIMIT 400")]
    typed = [" ".join(text.split()[:4]) for text in words]
    kinds = {
        shapes.ShownResolution: [links.write(p, "json") for p in whole],
        shapes.ShownParagraph: [links.write(p, "json") for p in parts],
        shapes.Timeline: [timeline.write(p.number, "json") for p in whole],
        shapes.ShownDocument: [links.quoted(document_address(s)) + ".json" for s in documents.list_symbols(conn)],
        shapes.MandateShape: [f"/force/{slug}.json" for slug, _, _ in threads.list_threads(conn)],
        shapes.Mandates: [f"/force.json?on={year}-06-15" for year in range(1946, 2027)],
        shapes.WordingHistory: [links.write(p) + "/trace.json" for p in parts],
        Answer: [links.with_query("/search.json", q=one) for one in typed],
        shapes.ShownCoverage: ["/coverage.json"],
    }
    site, wrong, asked = make_site(database), 0, Counter[str]()
    await site.invoke_startup()
    for shape, addresses in kinds.items():
        for address in chance.sample(addresses, min(many, len(addresses))):
            answer = await site.client.get(address)
            said = differing(answer.text, shape) if answer.status_code == 200 else f"status {answer.status_code}"
            asked[shape.__name__] += 1
            if said:
                wrong += 1
                print(address, said[:300])
    print(dict(asked), f"differing: {wrong}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)))
