"""The words of a reference in other languages, put into English: the six official languages of the Council, and German.

Only what is typed alone is translated so; running text is read in English.
"""

from __future__ import annotations

import re

_WORDS = (
    (r"r[ée]solutions?|resoluci(?:[óo]n|ones)|резолюци[яиюей]|resolutionen|القرار|قرار", "resolution"),
    (r"paragraphes?|p[áa]rrafos?|пункт(?:ы|а|е|ов)?|п\.|Ziffern?|Absatz|Abs\.|الفقرات|الفقرة|فقرة", "paragraph"),
    (r"alin[ée]as?|incisos?|apartados?|подпункт(?:ы|а|е)?|Buchstabe|الفقرة الفرعية", "sub-paragraph"),
    (r"annexes?|anexos?|приложени[еяию]|Anlagen?|Anhang|المرفق", "annex"),
    (r"(?:du |le |del |des |der |vom? )?(?:Conseil de s[ée]curit[ée]|Consejo de Seguridad|Совета? Безопасности)"
     r"(?: de(?:s| las) (?:Nations Unies|Naciones Unidas)| ООН)?", "Security Council"),
    (r"(?:(?:des|der|vom?) )?(?:UN-|VN-)?Sicherheitsrat(?:e?s)?(?: der Vereinten Nationen)?", "Security Council"),
    (r"مجلس الأمن", "Security Council"),
    (r"(?:de la|de l'|del|du|des|de|der|die|das|vom|von|dans|dem|la|el|le|les|los|las|من|في)(?!\w)", "of"),
    (r"n[°º]|№|núm\.", "no."),
)  # fmt: skip
"""What stands in other languages -> in English."""

_FOREIGN = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), english) for pattern, english in _WORDS)

_CHINESE = (
    (re.compile(r"(?:联合国)?(?:安全理事会|安理会)"), " Security Council "),
    (re.compile(r"第\s?(\d{1,4})\s?([(（]\d{4}[)）])?\s?号\s?决议"), r" resolution \1 \2 "),
    (re.compile(r"决议"), " resolution "),
    (re.compile(r"第\s?(\d{1,3})\s?段"), r" paragraph \1 "),
    (re.compile(r"的"), " of "),
)


def to_english(text: str) -> str:
    """The words for resolution, paragraph and the Council in English, wherever they stand in another language.

    >>> to_english("paragraphe 5 de la résolution 2249 (2015) du Conseil de sécurité")
    'paragraph 5 of resolution 2249 (2015) Security Council'
    >>> to_english("安全理事会第2249(2015)号决议第5段").split()
    ['Security', 'Council', 'resolution', '2249', '(2015)', 'paragraph', '5']
    """
    for pattern, english in _CHINESE:
        text = pattern.sub(english, text) if not text.isascii() else text
    for pattern, english in _FOREIGN:
        text = pattern.sub(english, text)
    return text
