"""The grammar of paragraph labels: what `5.`, `(a)`, `(ii)`, `a.`, `A.`, `I` and `1)` say about their place.

A label alone can be read in more than one way: `(i)` is the ninth letter or the first roman numeral, `C.` the third
letter or a hundred. All readings are returned; which one holds is decided by the list the label stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Ordinal(NamedTuple):
    """One reading of a label: its style (`(a)`, `1.`, `i.`) and which in the row it is, from 1."""

    style: str
    value: int


BULLETS = frozenset("-–—−•·*▪◦●○‣⁃§oØ")
"""What stands before a list item and numbers nothing; `o` and `Ø` are what some files make of a round bullet."""

_LABEL = re.compile(
    r"""
    [“"‘']? \s*                # “(a)  inside an amendment that is quoted
    (?P<open> [(\[] )?
    (?P<core>
        \d{1,3} (?: \.\d{1,2} )*   # 5   1.2   14.3.1
      | [A-Za-z]{1,2}              # a   B   aa
      | [ivxIVX]{1,7}              # iii   VIII   xxxviii
    )
    (?P<close> [)\]] )?
    (?P<stop> \. )?
    \s*
    """,
    re.VERBOSE,
)

_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")

_GLUED = re.compile(
    r"""
    \s* (?P<label>
        [“"‘']? \( (?: \d{1,2} | [a-z]{1,2} | [ivx]{1,5} ) \)   # (1) Facilitating ...    “(a) Broadening ...
      | [“"‘']? \d{1,3} (?: \. \s* | \s+ ) (?= [“"‘'(]? [A-Z] )  # 11 Condemns ...    7. Decides ...    7.Decides
      | (?: [a-z]{1,2} | [ivx]{1,5} ) [.)] (?= \s )             # a. Nitric acid    aa) To report ...    iii) ...
      | \d{1,2} \) (?= \s )                                    # 1) Patrols ...
    )
    \s* (?P<rest> \S .* )
    """,
    re.VERBOSE | re.DOTALL,
)

_BULLET = re.compile(
    r"""
    (?P<label>
        [–—−•·▪◦●○‣⁃]                       # • To continue ...    − Carmel Agius (Malta)
      | [-o] (?= \s+ [A-Z“"(] )              # o Soft body armour ...
    )
    \s+ (?P<rest> \S .* )
    """,
    re.VERBOSE | re.DOTALL,
)

_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")


def read_roman(text: str) -> int:
    """The value of a lower-case roman numeral from i to xxxix, or 0 where it is none.

    >>> [read_roman(t) for t in ("i", "iv", "ix", "xxiv", "iiii", "a")]
    [1, 4, 9, 24, 0, 0]
    """
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _read_letters(text: str) -> int:
    """`a` is 1, `z` 26, `aa` 27, `bb` 28: the Council doubles letters; 0 where they differ (`ab`) or are more."""
    if len(text) > 2 or len(set(text)) != 1:
        return 0
    return ord(text[0]) - ord("a") + 1 + 26 * (len(text) - 1)


@lru_cache(maxsize=4096)
def read_label(printed: str) -> tuple[Ordinal, ...]:
    """All readings of a printed label, numbers and letters before roman numerals; () where it is no label.

    | printed | readings |
    |---|---|
    | `5.` | (`1.`, 5) |
    | `(c)` | (`(a)`, 3) |
    | `(i)` | (`(a)`, 9), (`(i)`, 1) |
    | `(aa)` | (`(a)`, 27) |
    | `II` | (`I`, 2) |
    | `14.2.` | (`14.1.`, 2) |
    | `–`, `0` | none: a bullet; no row begins at 0 |

    >>> read_label("(i)")
    (Ordinal(style='(a)', value=9), Ordinal(style='(i)', value=1))
    """
    match = _LABEL.fullmatch(printed)
    if not match or printed in BULLETS:
        return ()
    core = match["core"]
    before = match["open"] or ""
    after = (match["close"] or (")" if before else "")) + (match["stop"] or "")  # `(b` is (b)
    if core[0].isdigit():
        prefix, _, last = core.rpartition(".")
        style = f"{before}{prefix + '.' if prefix else ''}1{after}"
        return (Ordinal(style, int(last)),) if int(last) else ()  # no row begins at 0
    lower, upper = core.lower(), core.isupper()
    if not upper and not core.islower():
        return ()
    found = []
    if value := _read_letters(lower):
        found.append(Ordinal(f"{before}{'A' if upper else 'a'}{after}", value))
    if value := read_roman(lower):
        found.append(Ordinal(f"{before}{'I' if upper else 'i'}{after}", value))
    return tuple(found)


@lru_cache(maxsize=4096)
def path_segment(printed: str) -> str:
    """The label's part of a path: `(a)` -> `a`, `5.` -> `5`, `“(ii)` -> `ii`; "" for bullets and no label.

    >>> [path_segment(t) for t in ("5.", "(a)", "“(ii)", "6.D.4", "–", "")]
    ['5', 'a', 'ii', '6.D.4', '', '']
    """
    return re.sub(r"[^A-Za-z0-9.]+", "", printed).strip(".")


def split_glued(text: str) -> tuple[str, str] | None:
    """Part a label from the words it is glued to, where the text may begin with one: `(label, rest)`, else None.

    Whether it is one, the list decides: `11 Condemns` is paragraph 11 only after paragraph 10 (2730 (2024)).

    >>> split_glued("(1) Facilitating the movement")
    ('(1)', 'Facilitating the movement')
    >>> split_glued("15 September 2006 is the date")  # a number before a capital; the list will refuse it
    ('15', 'September 2006 is the date')
    >>> split_glued("Decides") is None
    True
    """
    match = _GLUED.fullmatch(text)
    label = match["label"].rstrip() if match else ""
    return (label, match["rest"]) if match and read_label(label) else None


def split_bullet(text: str) -> tuple[str, str] | None:
    """Part a bullet from the words it is glued to: `(bullet, rest)`, else None.

    >>> split_bullet("• To continue, and deepen security sector reform,")
    ('•', 'To continue, and deepen security sector reform,')
    >>> split_bullet("o’clock") is None
    True
    """
    match = _BULLET.fullmatch(text)
    return (match["label"], match["rest"]) if match else None


def is_initials(label: str) -> bool:
    """Whether what the markup took for a label are a person's initials: `A.W.` Zakharchenko (2202 (2015))."""
    return bool(_INITIALS.fullmatch(label))
