"""Labels glued to the words behind them, and what looks like a label and is none."""

from __future__ import annotations

import re

from scraper.pinpoint.labels import read_label

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
