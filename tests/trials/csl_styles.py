"""The CSL-JSON of a resolution and of a paragraph as a citation processor prints it, style by style.

    python tests/trials/csl_styles.py STYLE.csl ...

The styles are those of the Citation Style Language project. A citation of a paragraph has its locator. A processor
that does not take a style in is said to; what it prints is for reading, and is held to the number, the symbol and the
year of the resolution.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON

from scraper.cite import records
from scraper.cite.cited import Cited
from scraper.cite.records import Item
from scraper.models import Symbol

ITEM = Item(Cited(Symbol(2249, 2015), "2015-11-20"), about="[on threats to peace]")


def printed(style: Path) -> tuple[str, str]:
    """The citation of paragraph 5 and the entry of the bibliography, as plain text. Raises what the processor does."""
    (data,) = records.csl(ITEM)
    source = CiteProcJSON([data])
    bibliography = CitationStylesBibliography(CitationStylesStyle(str(style), validate=False), source, formatter.plain)
    citation = Citation([CitationItem(str(data["id"]), locator=Locator("paragraph", "5"))])
    bibliography.register(citation)
    cited = bibliography.cite(citation, lambda _: None)
    return str(cited), " ".join(str(entry) for entry in bibliography.bibliography())


def main() -> int:
    """Print both forms of each style; 1 where one lacks the number or the year, or no form has the symbol."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("styles", type=Path, nargs="+")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    wrong = 0
    for style in given.styles:
        try:
            note, entry = printed(style)
        except Exception as error:  # a processor fails in its own ways
            print(f"{style.stem}: not taken in ({type(error).__name__}: {error})")
            continue
        right = all(known in note + entry for known in ("2249", "S/RES/2249", "2015"))
        wrong += not right
        print(f"{style.stem}{'' if right else ': NOT RIGHT'}\n    note   {note}\n    entry  {entry}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
