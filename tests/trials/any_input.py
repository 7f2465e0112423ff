"""Whatever is typed is answered: no error, told back in words, within the time that a search may take.

    python tests/trials/any_input.py DATABASE [--count 20000] [--seed 1]

Draws inputs of eight kinds: words of the texts, operators and filters put together by chance, references, quotations
with words changed, other scripts, lone signs, long runs, and damaged forms of all of these. Prints for each kind how
many there were, the errors, those not told back, those over the limit, the median and the longest time.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from scraper.database.opening import open_database
from scraper.search import search
from scraper.search.limits import SECONDS

GRACE = 0.5
"""What the parts of a search that no clock is asked in may take beyond its limit, in seconds."""

SIGNS = "\"“”«»()[]{}*~-:;,.!?/\\|&^%$#@=+<>_`'’´\u0000\u00a0\u200b\u202e\ufeff\n\t"
FILTERS = ("year:2015", "year:..1960", "year:x", "in:pp", "in:all", "ch7:yes", "ch7:maybe", "verb:decides", "topic:oil",
           "title:libya", "res:1..50", "quality:typed", "-year:1999", "-in:op", "foo:bar", "exact:of")  # fmt: skip
JOINTS = ("AND", "OR", "NOT", "NEAR", "NEAR(", ")", "(", "~3", "~", "-", "or", "and not")
SCRIPTS = ("安全理事会", "Совет Безопасности", "مجلس الأمن", "Δήλωση", "naïve café", "ﬁnal", "Ⅶ", "🕊️", "e\u0301" * 30)


def kinds(chance: Random, texts: Sequence[str]) -> dict[str, Callable[[], str]]:
    """For each kind of input what draws one."""

    def words(many: int) -> list[str]:
        row = re.findall(r"\S+", chance.choice(texts))
        start = chance.randrange(max(1, len(row) - many))
        return row[start : start + many] or ["peace"]

    def joined() -> str:
        def piece() -> str:
            return chance.choice([*words(2), chance.choice(FILTERS), chance.choice(JOINTS)])

        return " ".join(piece() for _ in range(chance.randint(1, 9)))

    def reference() -> str:
        number, year, letter = chance.randrange(3000), chance.randrange(1940, 2030), chance.choice("abcxyz")
        one, other = chance.randrange(50), chance.randrange(50)
        forms = (
            f"S/RES/{number}",
            f"{number} para {one} ({letter})",
            f"resolution {number} ({year})",
            f"paras. {one}-{other} of {number}",
            f"SCR {number}/{letter}",
        )
        return chance.choice(forms)

    def quotation() -> str:
        row = words(chance.randint(4, 40))
        row[chance.randrange(len(row))] = chance.choice(["not", "[…]", "...", "all", "ſtate"])
        return chance.choice(['"{}"', "“{}”", "'{}'", "«{}»"]).format(" ".join(row))

    plain: dict[str, Callable[[], str]] = {
        "words": lambda: " ".join(words(chance.randint(1, 8))),
        "operators": joined,
        "references": reference,
        "quotations": quotation,
        "scripts": lambda: " ".join(chance.sample([*SCRIPTS, *words(2)], chance.randint(1, 4))),
        "signs": lambda: "".join(chance.choices(SIGNS, k=chance.randint(1, 60))),
        "long": lambda: (chance.choice([*words(1), "(", "-", '"a ', "a* ", "e\u0301"]) + " ") * chance.randint(50, 900),
    }
    return plain | {"damaged": lambda: _damage(chance, plain[chance.choice([*plain])]())}


def _damage(chance: Random, text: str) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        cut = chance.randrange(3)
        text = text[:at] + chance.choice([*SIGNS, "a", ""]) + text[at + cut :]
    return unicodedata.normalize(chance.choice(["NFC", "NFD", "NFKC"]), text)


def main() -> int:
    """Run the command; 1 where an input was not answered as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = Random(asked.seed)
    times: defaultdict[str, list[float]] = defaultdict(list)
    faults: defaultdict[str, list[str]] = defaultdict(list)
    with closing(open_database(asked.database)) as conn:
        texts = [row[0] for row in conn.execute("SELECT text FROM units WHERE length(text) > 80 ORDER BY id")]
        draw = kinds(chance, texts)
        for _ in range(asked.count):
            kind = chance.choice([*draw])
            typed = draw[kind]()
            start = time.process_time()
            try:
                read_as = search(conn, typed).read_as
            except Exception as error:
                faults["error"].append(f"{kind}: {error!r} for {typed[:80]!r}")
                continue
            times[kind].append(time.process_time() - start)
            if re.search(r"\w", typed) and not read_as:
                faults["not told back"].append(f"{kind}: {typed[:80]!r}")
            if times[kind][-1] > SECONDS + GRACE:
                faults["over the limit"].append(f"{kind}: {times[kind][-1]:.1f} s for {typed[:80]!r}")
    for kind, took in times.items():
        median, longest = statistics.median(took) * 1000, max(took) * 1000
        print(f"{kind:11} {len(took):6} answered, median {median:6.1f} ms of CPU, longest {longest:7.1f} ms")
    for fault in ("error", "not told back", "over the limit"):
        print(f"{fault}: {len(faults[fault])}", *faults[fault][:10], sep="\n  ")
    return int(any(faults.values()))


if __name__ == "__main__":
    raise SystemExit(main())
