"""The end of the work: every clause gets its path, and is frozen."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.models import Clause, Problem
from scraper.parse.builder import Assembled, Builder, Node, has_citable_label
from scraper.parse.inferred import infer_labels, infer_numbers
from scraper.parse.verbs import leading_verbs
from scraper.pinpoint.paths import CONTINUATION, ITEM, RUN, is_annex, is_cited_by_name, path_segment


def finish(builder: Builder) -> Assembled:
    """Name and freeze what was put together."""
    for part, roots in builder.roots.items():
        _name_roots(builder, part, roots)
    problems = tuple(Problem(code, message, node.path if node else "") for code, message, node in builder.problems)
    return Assembled(tuple(map(_freeze, builder.nodes)), problems, tuple(builder.furniture))


def _name_roots(builder: Builder, part: str, roots: list[Node]) -> None:
    if part != "pp":
        infer_numbers(builder, part, roots)
    sections = _sections(roots)
    groups: dict[str, list[Node]] = {}
    for node in roots:
        groups.setdefault(_group(node), []).append(node)
    counted = {name for name, group in groups.items() if _counts(part, group)}
    numbered = {name for name, group in groups.items() if any(map(has_citable_label, group))}
    taken: set[str] = set()
    unlabelled: dict[str, int] = {}
    for node, section in zip(roots, sections, strict=True):
        prefix, group = "/".join(filter(None, [part, section])), _group(node)
        if not (segment := _own_step(node)):
            unlabelled[group] = unlabelled.get(group, 0) + 1
            segment = f"{'' if group in counted else ITEM}{unlabelled[group]}"
            if part == "op" and group in numbered and node.kind == "paragraph":
                builder.report("unnumbered", "an operative paragraph without a number among numbered ones", node)
        node.path = _free(f"{prefix}/{segment}", taken, builder, node)
        _name_children(builder, node, taken)


def _own_step(node: Node) -> str:
    """The step of its path that its label gives, the printed one or the one that was lost; "" where it has none."""
    return node.inferred or (path_segment(node.piece.label) if has_citable_label(node) else "")


def _group(node: Node) -> str:
    """What unlabelled paragraphs are counted in: their article or attachment, else the part."""
    return node.section if is_cited_by_name(node.section) else ""


def _counts(part: str, group: Sequence[Node]) -> bool:
    """Whether paragraphs without label are 1, 2, 3 ...: in the preamble, and where no paragraph has a number."""
    return part == "pp" or not any(has_citable_label(node) or node.kind != "paragraph" for node in group)


def _sections(roots: list[Node]) -> list[str]:
    """What leads the path of each top-level clause: its attachment; where numbering restarts, its part or article.

    Where a letter does not tell two rows of numbers apart, the second is `~2` (the annex of 1747 (2007)).
    """
    restarts = {name for name, group in _by_attachment(roots).items() if _restarts(group)}
    runs: dict[str, list[int]] = {}
    found = []
    for node in roots:
        if node.attachment not in restarts or not (has_citable_label(node) or is_cited_by_name(node.section)):
            found.append(node.attachment)
            continue
        known = runs.setdefault(node.section, [])
        if has_citable_label(node) and node.run not in known:
            known.append(node.run)
        run = known.index(node.run) + 1 if has_citable_label(node) else 1
        found.append("/".join(filter(None, [node.section, f"{RUN}{run}" if run > 1 else ""])))
    return found


def _by_attachment(roots: Sequence[Node]) -> dict[str, list[Node]]:
    groups: dict[str, list[Node]] = {}
    for node in roots:
        groups.setdefault(node.attachment, []).append(node)
    return groups


def _restarts(group: Sequence[Node]) -> bool:
    """Whether a label stands twice among these top-level clauses."""
    labels = [path_segment(node.piece.label) for node in group if has_citable_label(node)]
    return len(set(labels)) < len(labels)


def _free(path: str, taken: set[str], builder: Builder, node: Node) -> str:
    """The path, or, where it is taken, the same with a run number: numbers that restart without a letter."""
    if path not in taken:
        taken.add(path)
        return path
    head, _, last = path.rpartition("/")
    run = 2
    while (other := f"{head}/{RUN}{run}/{last}") in taken:
        run += 1
    taken.add(other)
    if node.part == "op":
        builder.report("label-repeated", f"the label {node.piece.label} stands twice here", node)
    return other


def _name_children(builder: Builder, node: Node, taken: set[str]) -> None:
    items = continuations = 0
    infer_labels(builder, node)
    _join_lone(node)
    for child in node.children:
        segment = _own_step(child)
        if not segment and child.kind == "continuation":
            continuations += 1
            segment = f"{CONTINUATION}{continuations}"
        elif not segment:
            items += 1
            segment = f"{ITEM}{items}"
        child.path = _free(f"{node.path}/{segment}", taken, builder, child)
        _name_children(builder, child, taken)


def _join_lone(node: Node) -> None:
    """A list has two items at least: one piece alone, without label or bullet, is the text of its paragraph going on.

    Text under a caption, `(b) Good offices`; what a paragraph quotes.
    """
    items = [child for child in node.children if child.kind == "item" and not _own_step(child)]
    if len(items) == 1 and not items[0].piece.label:
        items[0].kind = "continuation"


def _freeze(node: Node) -> Clause:
    level, above = 0, node.parent
    while above is not None:
        level, above = level + 1, above.parent
    return Clause(
        part=node.part,
        path=node.path,
        label=node.piece.printed or node.piece.label,
        level=level,
        parent=node.parent.path if node.parent else "",
        heading="\n".join(node.heading),
        verb=_leading_verbs(node),
        text=node.text,
        kind=node.kind,
        marks=node.marks,
    )


def _leading_verbs(node: Node) -> str:
    if node.kind == "row" or is_annex(node.part):
        return ""
    return leading_verbs(node.text, node.marks, paragraph=node.parent is None, preambular=node.part == "pp")
