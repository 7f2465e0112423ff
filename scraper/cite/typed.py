"""What has been understood so far of a reference typed alone: numbers, years, paths, and what paragraphs stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.pinpoint.labels import annex_number


@dataclass(slots=True)
class Typed:
    """What has been understood so far.

    paths   a path that begins with a slash waits for the part it belongs to, which is the body if none is named
    called  the annex's designation, as it was written
    subs    sub-paragraphs that wait for their paragraph
    sure    whether a date or an address was written too, so that a bare number can only be a paragraph's
    scoped  whether a paragraph was given after the annex or the lettered part it is of
    """

    numbers: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    subs: list[tuple[str, ...]] = field(default_factory=list)
    annex: int = 0
    called: str = ""
    divisions: list[str] = field(default_factory=list)
    scoped: bool = False
    lone: bool = False
    sure: bool = False
    expecting: bool = False

    def reference(self, number: str, year: str | None, path: str) -> None:
        """A whole reference, as an address gives one."""
        self.numbers.append(int(number))
        self.years += [int(year)] if year else []
        self.paths += [path] if path else []

    @property
    def scope(self) -> str:
        """The annex or division that was named: `annex-1`, `op/B`, `annex-1/article-12`; "" where none was."""
        if not self.annex and not self.divisions:
            return ""
        return "/".join([f"annex-{self.annex}" if self.annex else "op", *self.divisions])

    def is_inner_first(self, before: str) -> bool:
        """Whether what is named behind these words is around what was named: `paragraph 7 of annex II of annex I`."""
        return (bool(self.paths) and not self.scoped) or before.endswith((" of ", " of the "))

    def take_annex(self, called: str, *, inner_first: bool) -> None:
        """An annex; a second one is within the first, or around it where the inner is named first."""
        if self.annex and not self.scoped and inner_first:
            self.divisions.insert(0, f"annex-{self.called.casefold()}")
        elif self.annex and not self.scoped and called:
            self.divisions.append(f"annex-{called.casefold()}")
            return
        self.annex, self.called, self.scoped = annex_number(called), called, False

    def take_division(self, kind: str, step: str, *, inner_first: bool) -> None:
        """A lettered section, an Article, an attachment; another of the same kind takes the place of the first."""
        kinds = [_kind_of(division) for division in self.divisions]
        self.divisions = self.divisions[: kinds.index(kind)] if kind in kinds else self.divisions
        self.divisions.insert(0 if inner_first else len(self.divisions), step)
        self.scoped = False


def _kind_of(division: str) -> str:
    return division.partition("-")[0] if division[0].islower() else "part"
