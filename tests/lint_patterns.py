"""Whether any pattern of the program takes much longer for a text a little longer.

    python tests/lint_patterns.py

Looks at every regular expression of the package as it is compiled, by two means. `regexploit` reads the pattern and
tells where it can go through the same characters in many ways. Then the pattern itself is attacked: whatever it repeats
without end is repeated, after what must stand before it and before what cannot follow, at growing lengths. What is
slow and need not be mended stands in REVIEWED, with the reason. The exit code is 1 where anything else is found.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import regexploit.hook

regexploit.hook.install()  # before the package is imported, which compiles its patterns

from regexploit.ast.sre import SreOpParser  # noqa: E402
from regexploit.redos import find  # noqa: E402

warnings.simplefilter(
    "ignore", DeprecationWarning
)  # the standard parser of patterns, which regexploit uses, is to move
from re import _constants as constants  # type: ignore[attr-defined]  # noqa: E402
from re import _parser as parser  # type: ignore[attr-defined]  # noqa: E402

import scraper  # noqa: E402

PACKAGE = Path(scraper.__file__).parent

LONGEST, SECONDS = 20_000, 0.05
"""A text is made no longer than this, nor where reading it took as many seconds."""

SURE, STEEP = 0.002, 8.0
"""Seconds under which no measurement counts. A text four times as long may take so many times as long; sixteen times
is its square."""

FEW = 20
"""So few repetitions take no time in any pattern but one that doubles it with each."""

ENDLESS = 100
"""A repetition that may be so long counts as one without end."""

REVIEWED = {
    ("cite/joints.py", "ORPHAN"): "matched in seventy characters only",
    ("cite/mentions.py", "_AFTER_SINGULAR"): "matched at its head, never to an end, which is where it would be slow",
    ("cite/mentions.py", "_AFTER_PLURAL"): "likewise",
}
"""By file and name: why a pattern may be slow in one of the ways tried here."""


class Found(NamedTuple):
    """A pattern as compiled, where, by what name, and in which ways it is used."""

    pattern: str | bytes
    flags: int
    file: str
    line: int
    name: str
    ways: frozenset[str]

    @property
    def text(self) -> str:
        """The pattern; one of bytes letter by letter."""
        return self.pattern if isinstance(self.pattern, str) else self.pattern.decode("latin-1")


def main() -> None:
    patterns = collect()
    bad = [(found, why) for found in patterns if (found.file, found.name) not in REVIEWED for why in judge(found)]
    for found, why in bad:
        print(f"scraper/{found.file}:{found.line}: {found.name or ' '.join(found.text.split())[:60]}\n    {why}")
    print(f"{len(patterns)} patterns, {len(bad)} findings, {len(REVIEWED)} reviewed")
    sys.exit(bool(bad))


def judge(found: Found) -> Iterator[str]:
    """What is wrong with a pattern: at most one finding by each means."""
    for redos in find(_Reader().parse_sre(found.text, found.flags)):
        yield f"regexploit: {redos.example()}"
        break
    compiled = re.compile(found.pattern, found.flags)
    for attack in attacks(found.text, found.flags):
        if measure(compiled, found.ways, attack) and (sure := measure(compiled, found.ways, attack)):
            yield sure
            break


class _Reader(SreOpParser):  # type: ignore[misc]
    """Knows what Python 3.11 has new: what takes all it can and gives nothing back is read once."""

    def from_POSSESSIVE_REPEAT(self, data: Any) -> Any:  # noqa: N802
        return self.sequence_or_singleton(data[2])

    def from_ATOMIC_GROUP(self, data: Any) -> Any:  # noqa: N802
        return self.sequence_or_singleton(data)


# -- the patterns ----------------------------------------------------------------------------------------------------


def collect() -> list[Found]:
    """Every pattern of the package: those compiled at its import, and those written inside functions."""
    for module in pkgutil.walk_packages(scraper.__path__, "scraper."):
        importlib.import_module(module.name)
    compiled = list(regexploit.hook.get_and_clear_regexes())
    found = {(one.pattern, int(one.flags)): one for one in (*map(_compiled, compiled), *_written()) if one}
    return sorted(found.values(), key=lambda one: (one.file, one.line))


def _compiled(one: Any) -> Found | None:
    """Where a pattern was compiled; None for those of other packages."""
    frame = one.traceback[-1]
    if not Path(frame.filename).is_relative_to(PACKAGE):
        return None
    frame = next(f for f in reversed(one.traceback) if f.name == "<module>")  # the caller of `blanks`
    file = Path(frame.filename)
    name = _name_at(file, frame.lineno)
    return Found(one.pattern, int(one.flags), str(file.relative_to(PACKAGE)), frame.lineno, name, _ways_of(name))


@cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def _name_at(file: Path, line: int) -> str:
    """What is assigned on that line; "" for nothing."""
    for node in _trees()[file].body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or line):
            return next((target.id for target in node.targets if isinstance(target, ast.Name)), "")
    return ""


def _ways_of(name: str) -> frozenset[str]:
    """In which ways the pattern of that name is used; all there are where it has none, or is handed on."""
    return frozenset(_used().get(name) or _WAYS.values())


@cache
def _used() -> dict[str, set[str]]:
    """In which ways each name is used in the package, that of a pattern or not."""
    used: dict[str, set[str]] = {}
    for one in chain.from_iterable(map(ast.walk, _trees().values())):
        if isinstance(one, ast.Attribute) and one.attr in _WAYS and isinstance(one.value, ast.Name):
            used.setdefault(one.value.id, set()).add(_WAYS[one.attr])
    return used


_WAYS = dict.fromkeys(("search", "findall", "finditer", "split", "sub", "subn"), "search") | {
    "fullmatch": "fullmatch",
    "match": "match",
}


def _written() -> Iterator[Found]:
    """The patterns given to `re.sub` and its like as they are written; what is only known at run time counts as x."""
    for path, tree in _trees().items():
        file = str(path.relative_to(PACKAGE))
        module = vars(importlib.import_module(".".join(("scraper", *Path(file).with_suffix("").parts))))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                pattern, verbose = _value(node.args[0], module), "re.X" in ast.unparse(node)
                if isinstance(pattern, str | bytes):
                    way = ast.unparse(node.func).removeprefix("re.")
                    if way in _WAYS:
                        ways = frozenset({_WAYS[way]})
                        yield Found(pattern, int(re.X if verbose else 0), file, node.lineno, "", ways)


def _value(node: ast.expr, module: dict[str, Any]) -> object:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(_value(part, module)) for part in node.values)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.FormattedValue):
        return module.get(node.value.id, "x") if isinstance(node.value, ast.Name) else "x"
    return None


# -- attacking them --------------------------------------------------------------------------------------------------


class Attack(NamedTuple):
    """What stands before, what is repeated, what stands after."""

    before: str
    unit: str
    after: str


def attacks(pattern: str, flags: int) -> list[Attack]:
    """Texts that make the pattern repeat what it repeats without end."""
    found = dict.fromkeys(_repeated(parser.parse(pattern, flags), ""))
    return [
        Attack(before, unit, after)
        for head, unit in found
        for before, unit in ((head, unit), ("", unit), ("", head + unit))
        for after in ("", "\0", "!\n")
        if unit
    ]


def _repeated(ops: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """What stands before an endless repetition, and what it repeats, for each there is."""
    for op, data in ops:
        if op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            if int(data[1]) >= ENDLESS:
                yield from ((before, unit) for unit in _samples(data[2]))
            yield from _repeated(data[2], before)
        for inner in _inside(op, data):
            yield from _repeated(inner, before)
        before += next(_samples([(op, data)]))


def _inside(op: Any, data: Any) -> list[Any]:
    if op is constants.SUBPATTERN:
        return [data[3]]
    if op is constants.BRANCH:
        return list(data[1])
    if op in (constants.ASSERT, constants.ASSERT_NOT):
        return [data[1]]
    return [data] if op is constants.ATOMIC_GROUP else []


_MOST = 6


def _samples(ops: Iterable[Any]) -> Iterator[str]:
    """A few texts that fit: never none."""
    texts = [""]
    for op, data in ops:
        texts = [text + more for text in texts for more in _pieces(op, data)][:_MOST]
    yield from dict.fromkeys(texts)


_OF_CATEGORY = {
    constants.CATEGORY_SPACE: " ", constants.CATEGORY_DIGIT: "1", constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_SPACE: "a", constants.CATEGORY_NOT_DIGIT: "a", constants.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _pieces(op: Any, data: Any) -> list[str]:
    """Texts that fit one piece of a pattern."""
    if op is constants.LITERAL:
        return [chr(data)]
    if op is constants.NOT_LITERAL or op is constants.ANY:
        return [c for c in "a <" if op is constants.ANY or ord(c) != data]
    if op is constants.IN:
        return _of_set(data)
    if op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        return [max(1, data[0]) * text for text in _samples(data[2])] if data[0] else ["", *_samples(data[2])]
    if op in (constants.ASSERT, constants.ASSERT_NOT):
        return [""]
    return [text for inner in _inside(op, data) for text in _samples(inner)] or [""]


def _of_set(items: list[Any]) -> list[str]:
    if items[0][0] is constants.NEGATE:
        refused = set(_of_set(items[1:])) if len(items) > 1 else set()
        return [c for c in "a <1-(" if c not in refused][:3] or ["é"]
    found: list[str] = []
    for op, data in items:
        if op is constants.CATEGORY:
            found.append(_OF_CATEGORY[data])
        else:
            found.append(chr(data[0] if op is constants.RANGE else data))
    return found[:4]


TRIES = 4
"""A pattern that is slow is slow each time; a busy machine slows down one measurement."""


def measure(pattern: re.Pattern[Any], ways: Iterable[str], attack: Attack) -> str:
    """How the time grows where it grows too much, each time it is measured: the measurements in words; else ""."""
    said = ""
    for _ in range(TRIES):
        said = _measure_once(pattern, ways, attack)
        if not said:
            break
    return said


def _measure_once(pattern: re.Pattern[Any], ways: Iterable[str], attack: Attack) -> str:
    for name in sorted(ways):
        points = list(_points(getattr(pattern, name), attack, isinstance(pattern.pattern, bytes)))
        steep = any(after > SURE and after / max(before, 1e-6) > STEEP for (_, before), (_, after) in pairwise(points))
        if steep or (points and points[-1][0] <= FEW * len(attack.unit) and points[-1][1] > SURE):
            said = ", ".join(f"{took * 1000:.1f} ms for {length:,}" for length, took in points[-3:])
            return f"{name} of {attack.before[-20:]!r}, {attack.unit!r} again and again, {attack.after!r}: {said}"
    return ""


def _points(way: Any, attack: Attack, as_bytes: bool) -> Iterator[tuple[int, float]]:
    """Lengths and seconds: a few repetitions more at first, for what doubles with each; then four times as many."""
    for times in (*range(4, FEW, 2), *(FEW * 4**power for power in range(1, 7))):
        text = attack.before + attack.unit * times + attack.after
        if len(text) > LONGEST:
            return
        subject = text.encode("utf-8") if as_bytes else text
        took = _clock(way, subject)
        yield len(text), min(took, _clock(way, subject)) if took > SURE else took
        if took > (SURE if times < FEW else SECONDS) or (16 * len(text) > LONGEST and 20 * took < SURE):
            return  # too slow already; or so quick that even the square of the last step would not count


def _clock(way: Any, subject: str | bytes) -> float:
    start = time.process_time()
    way(subject)
    return time.process_time() - start


if __name__ == "__main__":
    main()
