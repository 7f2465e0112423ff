"""The figures of the house: sizes, complexity, docstrings, hints, names, what stands twice. Exits 1 beyond a bound.

    python tests/house.py [--all]

The bounds keep functions short enough to be read at a glance and modules short enough to be held in mind. `--all` also
lists the longest of what is within them.
"""

from __future__ import annotations

import argparse
import ast
import io
import keyword
import re
import statistics
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from radon.complexity import cc_visit  # type: ignore[import-untyped]

PACKAGE = Path(__file__).parent.parent / "scraper"

MEDIAN, LONGEST, MODULE, COMPLEXITY, SHARED = 8, 40, 450, 20, 8
"""Lines of the median function, of the longest, of a module; complexity of a function; lines that two places share."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Figures:
    """What was counted, and every bound that is broken, a line each."""

    functions: list[tuple[int, str]] = field(default_factory=list)
    modules: list[tuple[int, str]] = field(default_factory=list)
    complexity: list[tuple[int, str]] = field(default_factory=list)
    public: int = 0
    broken: list[str] = field(default_factory=list)


def measure(package: Path = PACKAGE) -> Figures:
    """Count everything below a package."""
    figures = Figures()
    classes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(package.parent).as_posix()
        tree = ast.parse(text)
        figures.modules.append((text.count("\n"), name))
        figures.complexity += [(block.complexity, f"{name}: {block.name}") for block in cc_visit(text)]
        for owner, function in _functions(tree):
            figures.functions.append((_length(function), f"{name}: {owner}{function.name}"))
        for node in tree.body:
            if isinstance(node, Function):
                _check_public(figures, name, "", node)
            elif isinstance(node, ast.ClassDef):
                classes[node.name].append(name)
                _check_class(figures, name, node)
    figures.broken += _beyond(figures)
    figures.broken += [
        f"class {name} stands in {', '.join(where)}" for name, where in classes.items() if len(where) > 1
    ]
    figures.broken += find_alike(package)
    return figures


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Every function of a module, with the class it is a method of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Function):
                    yield f"{node.name}.", inner
        elif isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in node.body:
                if isinstance(inner, Function):
                    yield "", inner


def _length(function: Function) -> int:
    """Its lines of code from the signature to the end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _check_class(figures: Figures, module: str, node: ast.ClassDef) -> None:
    if node.name.startswith("_"):
        return
    figures.public += 1
    if not ast.get_docstring(node):
        figures.broken.append(f"{module}: {node.name} has no docstring")
    for method in node.body:
        if isinstance(method, Function):
            _check_public(figures, module, f"{node.name}.", method)


def _check_public(figures: Figures, module: str, owner: str, function: Function) -> None:
    if function.name.startswith("_"):
        return
    figures.public += 1
    named = f"{module}: {owner}{function.name}"
    if not ast.get_docstring(function):
        figures.broken.append(f"{named} has no docstring")
    own = function.args
    arguments = [*own.posonlyargs, *own.args, *own.kwonlyargs, *filter(None, (own.vararg, own.kwarg))]
    bare = [a.arg for a in arguments if a.annotation is None and a.arg not in ("self", "cls")]
    if bare or function.returns is None:
        figures.broken.append(f"{named} lacks hints")


def _beyond(figures: Figures) -> Iterator[str]:
    median = statistics.median(length for length, _ in figures.functions)
    if median > MEDIAN:
        yield f"the median function has {median} lines"
    yield from (f"{name} has {length} lines" for length, name in figures.functions if length > LONGEST)
    yield from (f"{name} has {length} lines" for length, name in figures.modules if length > MODULE)
    yield from (f"{name} has a complexity of {much}" for much, name in figures.complexity if much > COMPLEXITY)


def find_alike(package: Path = PACKAGE) -> Iterator[str]:
    """Each run of more than SHARED lines within functions that stands in two places, whatever its names are.

    Data are left out: entries of dictionaries, and all that stands outside of functions.
    """
    seen: dict[tuple[str, ...], tuple[str, int, int]] = {}
    told: set[tuple[str, str]] = set()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        lines = list(_shapes(path.read_text(encoding="utf-8")))
        for at in range(len(lines) - SHARED):
            run = tuple(shape for _, shape in lines[at : at + SHARED + 1])
            other, line, before = seen.setdefault(run, (name, lines[at][0], at))
            apart = other != name or at > before + SHARED
            if apart and (other, name) not in told:
                told.add((other, name))
                yield f"{SHARED + 1} lines and more are alike: {other}:{line} and {name}:{lines[at][0]}"


_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def _shapes(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a module's functions that do something, with their numbers; every name, text and number is one."""
    inside, silent = set(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            inside |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    shapes: dict[int, str] = defaultdict(str)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line = token.start[0]
        if line in inside and line not in silent and token.type not in _LAYOUT:
            shapes[line] += _shape(token)
    entry = re.compile(r"s:")
    yield from ((line, shape) for line, shape in shapes.items() if re.search(r"\w", shape) and not entry.match(shape))


def _shape(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return f" {token.string} " if keyword.iskeyword(token.string) else "n"
    return {tokenize.STRING: "s", tokenize.NUMBER: "0"}.get(token.type, token.string)


def main() -> int:
    """Print the figures and what is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="the longest and most complex too")
    asked = parser.parse_args()
    figures = measure()
    lengths = [length for length, _ in figures.functions]
    print(f"{len(figures.modules)} modules, the longest of {max(figures.modules)[0]} lines (bound {MODULE})")
    print(f"{len(lengths)} functions, median {statistics.median(lengths)} lines (bound {MEDIAN}),", end=" ")
    print(f"the longest of {max(lengths)} (bound {LONGEST})")
    print(f"greatest complexity {max(figures.complexity)[0]} (bound {COMPLEXITY})")
    lacking = sum("lacks hints" in line or "no docstring" in line for line in figures.broken)
    print(f"{figures.public} public functions and classes, {lacking} without docstring or hints")
    print(f"no run of more than {SHARED} lines stands twice, whatever its names, unless named below")
    for listed in (figures.functions, figures.modules, figures.complexity) if asked.all else ():
        for much, name in sorted(listed, reverse=True)[:12]:
            print(f"  {much:5}  {name}")
    print(f"{len(figures.broken)} beyond a bound")
    for line in figures.broken:
        print(f"  {line}")
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())
