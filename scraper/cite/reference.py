"""A reference typed alone: whatever a person writes for one resolution, or for a place in it.

Strict where running text is lenient: every word must be understood, so that `2249 op 5` is a place and `2249 oil`
is not. The words may come in any order; what they say must agree.

Decided where a spelling could mean two things:

* `2249 (5)` is paragraph 5: a year has four digits. `2249 (2015)`, `2249/2015` and `2249, 2015` are a year.
* `2249/5`, `2249, 5` and `2249 5` are paragraph 5; but `242 338` is two resolutions, since three digits after a
  blank or comma are a paragraph only where a date or an address is written too.
* `2015` alone is resolution 2015, not the year.
* A label keeps its case, as labels are printed: `op/B/1` and `op/2/b` are different places.
* `section B, para. 1` is `op/B/1`. Annexes are counted: `annex`, `annex I` and `annex A` are `annex-1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from scraper.cite.label_lists import LETTER_AND_NUMBER, NUMBER, SEPARATOR, SUB, read_labels, write_out
from scraper.cite.languages import to_english
from scraper.cite.resolution_mentions import fits
from scraper.cite.typed import Typed
from scraper.dates import MONTHS
from scraper.errors import BadReference
from scraper.models import Pinpoint
from scraper.pinpoint.paths import STEP, article, attachment
from scraper.pinpoint.symbols import TYPED, TYPED_OTHER

UNDERSTOOD = (
    "Write for example 2249, S/RES/2249 (2015), 2249 op 5, 2249 para. 5 (a), 2249 pp 9 or 2161 annex 1 para. 3."
)

LONGEST = 1_000
"""So many characters a reference may have: addresses of libraries, with all their parameters, are no longer."""


@dataclass(frozen=True, slots=True)
class TypedReference:
    """What was typed, where it may name several places: `paths` is empty for the whole resolution."""

    number: int
    year: int | None = None
    paths: tuple[str, ...] = ()


_FLAGS = re.VERBOSE | re.IGNORECASE | re.ASCII
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]{{0,9}}\.?"
_YEAR = r"(?:19|20)\d\d(?!\d)"

_ADDRESS = re.compile(
    rf"""
    (?: /?(?:[a-z]{{2}}/)? {TYPED}   # /S/RES/2249, /en/S/RES/2249, S_RES_2249, S-RES-2249
      | /?resolutions?/                        # /resolution/2249
      | /?                                     # /2249, 2249
    )
    (?P<number>\d{{1,4}}) (?!\d)
    (?: [ _-]?\(?(?P<year>\d{{4}})\)? )?       # (2015), _(2015), -2015
    (?P<path> (?:/{STEP})* )             # /op/5/a, /annex-1/3, /op/3/-1
    /?
    """,
    _FLAGS,
)
"""An address of the site or of a United Nations host, without the host."""

_SUFFIX = re.compile(r"\.(?:csl\.json|json|txt|md|ris|bib|html|pdf)\Z", re.IGNORECASE | re.ASCII)

_AKN = re.compile(
    r"/?akn/un/statement/deliberation/unsc/\d{4}-\d\d-\d\d/(?P<number>\d{1,4})-(?P<year>\d{4})"
    r"(?:/!main(?:~(?P<labels>[\w+-]+))?)?/?",
    re.IGNORECASE,
)
"""/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5"""

_WIKIPEDIA = re.compile(
    r"\{\{UN[ _]document\b[^{}]*\bdocid\s?=\s?(?P<address>S-RES-[^|}\s]+)[^{}]*\}\}",
    re.IGNORECASE | re.ASCII,
)

_DATE = re.compile(
    rf"""
    (?<![\d/])(?P<open>\()?(?:   # a year of two digits only in brackets of its own: 2.1.11 is a paragraph
           \d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH},?\ (?P<dmy>{_YEAR})     # 20 November 2015, 21st of October 2022
         | {_MONTH}\ (?:\d{{1,2}}(?:st|nd|rd|th)?,?\ )?(?P<mdy>{_YEAR})         # Nov. 20, 2015; November 2015
         | (?P<iso>{_YEAR})(?P<iso_mark>[-./])\d\d(?P=iso_mark)\d\d(?!\d)                            # 2015-11-20
         | \d{{1,2}}(?P<mark>[-./])\d{{1,2}}(?P=mark)(?P<numeric>{_YEAR}|\d\d(?=\))(?(open)|(?!)))  # (20-11-15)
    )\)?
    """,
    _FLAGS,
)

_TAIL = re.compile(
    r"""
      ,?\ \d{1,3}\ (?:I\.?L\.?M\.?|A\.?J\.?I\.?L\.?|U\.?N\.?T\.?S\.?|Int'l\ Leg\.\ Mat\.)\ \d{1,4}
      (?:\ \(\d{4}\))?                                                   # 30 ILM 858 (1991)
    | ,?\ (?:U\.?N\.?\ )?S\.?C\.?O\.?R\.?(?![a-z])                      # UN SCOR
    | ,?\ \d{1,4}(?:st|nd|rd|th)\ (?:sess(?:ion)?|mtg|meeting|plen|yr|year)s?(?![a-z])\.?     # 59th sess, 4956th mtg
    | \ ?[(\[](?:n|nn|note|fn|footnote|supra\ n(?:ote)?)\.?\ ?\d{1,3}[)\]]                # (n 12)
    """,
    _FLAGS,
)
"""What guides to citing put behind a reference: law reports, the Council's official records, notes before."""

_SPACED_SYMBOL = re.compile(r"(?<![a-z])S\s?([/_-])\s?RES\s?[/_ -]\s?(?=\d)", _FLAGS)
"""`S / RES / 1325`"""

_URL = re.compile(r"(?:https?://|(?:www\.)?(?:docs\.un|undocs|documents\.un)\.org/)\S+", re.IGNORECASE)

_OTHER = re.compile(
    rf"""
      {TYPED_OTHER}
    | \b (?: General\ Assembly | UNGA | G\.?A\.?\ Res | Article\ \d )
    """,
    _FLAGS,
)

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)

_LETTER = r"(?:[a-z]|[ivx]{2,5})(?![a-z\d])(?:\.(?!\w))?"
_BARE = rf"(?:\ {LETTER_AND_NUMBER}|(?:(?<=\d)|[\ ./]){_LETTER})"  # the a of 5a, 5.a, 5 a, 5 a.; the b.3 of 6 b.3
_LIST = rf"{NUMBER}(?:\s?{SUB}|{_BARE}|{SEPARATOR}{NUMBER}|{SEPARATOR}{SUB}|{SEPARATOR}{_LETTER}(?!\.?\w))*"
_SUBS = rf"{SUB}(?:\s?{SUB}|{SEPARATOR}{SUB})*"
_PARA = r"(?:(?:sub-?\ ?)?par(?:agraph|a)?s?(?![a-z])\.?|clauses?(?![a-z])|(?<![¶§])[¶§]{1,3})"

_LIST_RE = re.compile(_LIST, _FLAGS)
_YEAR_NEXT = re.compile(r"\s?\(\d{4}\)", _FLAGS)

_WORD = re.compile(
    rf"""
    (?P<symbol> {TYPED}(?P<symbol_number>\d{{1,4}}) (?!\d) )
  | (?P<path> /(?:op|pp|annex(?:-\d+)?)(?:/{STEP})+ )                   # /op/5/a
  | (?P<ordinal> (?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{"|".join(_ORDINALS)}))
                 \ (?P<nth_part>preambular|operative) \ {_PARA} )             # ninth preambular paragraph
  | (?P<part> (?:sect(?:ion)?\.?|part)\ (?P<letter>[A-Z]|[IVX]+)(?![a-z]) )      # section B, sect. II
  | (?P<lettered> (?<=\d)\ (?P<lettered_part>[A-D])(?=\ ?\(\d{{4}}\)) )           # 161 A (1961)
  | (?P<article> art(?:icle)?\.?\ (?P<article_number>\d{{1,3}}(?:\ (?:bis|ter|quater|quinquies|sexies))?)(?!\w) )
  | (?P<attachment> attachment(?![a-z])(?:\ (?P<attachment_number>\d{{1,2}})(?!\d))? )
  | (?P<annex> annex(?:es)?(?![a-z])
        (?:[ -]?(?P<annex_number>\d{{1,2}}(?!\d)|[ivx]+(?![a-z])|[a-h](?![a-z])))? )   # annex 1, annex II, annex
  | (?P<pp> (?: p\.?p\.?s? | pmbl\.? | preamb(?:le|ular)?\.? ) (?:,?\ ?{_PARA})? ,?\ ? (?P<pp_list>{_LIST}) )
  | (?P<op> (?: o\.?p\.?s? | oper(?:ative)?\.? ) (?:,?\ ?{_PARA})? ,?\ ? (?P<op_list>{_LIST}) )
  | (?P<para> {_PARA}\ ?(?P<para_list>{_LIST}) )                              # paras. 1, 2 and 21
  | (?P<sub> (?:{_PARA}\ ?)? (?!\(\d)(?P<sub_list>{_SUBS}) )                   # sub-paragraph (a)
  | (?P<slash> (?<=[\d)])/(?P<slash_path>{NUMBER}(?:/{STEP})*) )        # /5, /5/a
  | (?P<bracketed> [(\[]\s?(?P<year>\d{{4}})\s?[)\]] )                         # (2015), [2015]
  | (?P<paren> \(\d{{1,3}}\)(?:\s?{SUB})* )                                   # (5) (a)
  | (?P<number> \d{{1,4}}(?!\d) )
  | (?P<council> United\ Nations(?![a-z]) | (?:(?:UN\ )?Security(?:\ Council)?|Council)(?:'s)?(?![a-z])
        | U\.?N\.?S\.?C\.?R?\.?(?![a-z]) | S\.?C\.?R?\.?(?![a-z]) | U\.?N\.?(?![a-z])
        | (?:of|the|to|in|its|at|document|doc|no|nr|and|adopted|unanimously|by|on|dated|see|under|reference|ref
          |thereof|et\ seq)(?![a-z])\.? | (?<=\d)'s(?![a-z]) | [\s,.;:/()"'#-] )
  | (?P<resolution> res(?:olution)?s?(?![a-z])\.? )
    """,
    _FLAGS,
)


def read_reference(text: str) -> Pinpoint:
    """What a person typed for one resolution or one place in it, such as `UNSCR 2249 (2015) op 5`.

    Nothing is looked up: the resolution and the paragraph need not exist. Raises BadReference, with a sentence that
    says what would be understood, for anything else, several places at once (`2249 paras. 5-7`) included.
    """
    reference = read_references(text)
    if len(reference.paths) > 1:
        first = ", ".join(reference.paths[:3])
        raise BadReference(f"“{_shown(text)}” names {len(reference.paths)} places ({first} ...). Give one at a time.")
    return Pinpoint(reference.number, reference.year, reference.paths[0] if reference.paths else "")


def read_references(text: str) -> TypedReference:
    """As `read_reference`, where one resolution's several places may be named: `2249 paras. 1, 2 and 21`."""
    if len(text) > LONGEST:
        raise BadReference(f"“{_shown(text[:LONGEST])}” is too long for a reference. {UNDERSTOOD}")
    folded = _fold(text)
    parsed = Typed()
    if not _read_address(folded, parsed):
        plain = _TAIL.sub(" ", to_english(_SPACED_SYMBOL.sub("S/RES/", folded)))
        _read_words(_take_addresses(_take_dates(plain, parsed), parsed), parsed, text)
    return _combine(parsed, text)


def read_address(url: str) -> TypedReference | None:
    """The resolution or place a URL or IRI leads to, or None; for an address that stands in running text."""
    parsed = Typed()
    if not _read_address(url, parsed) and _read_url(url, parsed) == url:
        return None
    year = parsed.years[0] if parsed.years else None
    return TypedReference(parsed.numbers[0], year, tuple(parsed.paths[:1])) if parsed.numbers[0] else None


def _fold(text: str) -> str:
    """Hyphens, quotation marks and blanks to their plain forms; percent signs of a pasted address decoded."""
    plain = unquote(text) if re.search(r"%[0-9A-Fa-f]{2}", text) else text
    plain = re.sub("[‐‑‒–—−]", "-", plain)
    plain = re.sub("[‘’“”«»`]", "'", plain)
    return re.sub(r"\s+", " ", plain).strip(" \"'.,;")


def _shown(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _read_address(text: str, parsed: Typed) -> bool:
    """Read `text` if the whole of it is an address, without its host; whether it was."""
    address = _SUFFIX.sub("", text)
    if (match := _ADDRESS.fullmatch(address)) and (read := _read_path(match["path"], match["year"])):
        if not match["year"] and read[0] and not fits(int(match["number"]), int(read[0])):
            parsed.numbers += [int(match["number"]), int(read[0])]  # a committee: 1267/1989
        else:
            parsed.reference(match["number"], read[0], read[1])
        return True
    if match := _AKN.fullmatch(address):
        labels = [label.partition("_") for label in (match["labels"] or "").split("__")]
        labels = [label for label in labels if label[0] and label[0] != "list"]
        part = "pp" if labels and labels[0][0].startswith("p") and labels[0][0] != "para" else "op"
        parsed.reference(match["number"], match["year"], "/".join([part, *(x[2] for x in labels)]) if labels else "")
        return True
    if match := _WIKIPEDIA.fullmatch(text):
        return _read_address(match["address"], parsed)
    return False


def _read_path(path: str, year: str | None) -> tuple[str | None, str] | None:
    """The year and path of an address's tail: `/5/a` is `op/5/a`, `/2015` is the year. None if it is neither."""
    parts = path.strip("/").split("/") if path.strip("/") else []
    if parts and not year and re.fullmatch(_YEAR, parts[0]):
        year, parts = parts[0], parts[1:]
    if not parts:
        return year, ""
    head = parts[0].casefold()
    if head.isdigit() and len(head) <= 3:
        return year, "/".join(["op", *parts])
    head = {"para": "op", "paragraph": "op", "annex": "annex-1"}.get(head, head)
    known = len(parts) > 1 if head in {"op", "pp"} else re.fullmatch(r"annex-\d{1,2}", head)
    return (year, "/".join([head, *parts[1:]])) if known else None


def _take_dates(text: str, parsed: Typed) -> str:
    for match in _DATE.finditer(text) if not text.startswith("/akn") else ():
        year = match["dmy"] or match["mdy"] or match["iso"] or match["numeric"]
        parsed.years += [int(year)] if len(year) == 4 else []
        parsed.sure = True
    return _DATE.sub(" ", text)


def _take_addresses(text: str, parsed: Typed) -> str:
    return _URL.sub(lambda match: _read_url(_trimmed(match[0]), parsed), text)


def _trimmed(url: str) -> str:
    """A URL without the punctuation of the sentence it stands in."""
    url = url.rstrip(".,;")
    return url[:-1] if url.endswith(")") and url.count(")") > url.count("(") else url


def _read_url(url: str, parsed: Typed) -> str:
    """Read one URL: what is left to be read of it as words, which is nothing where it was understood."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:  # https://[ is no URL
        return url
    anchor = f"/{parts.fragment}" if parts.fragment.startswith(("op/", "pp/", "annex-")) else ""
    if _read_address(_SUFFIX.sub("", unquote(parts.path)) + anchor, parsed):
        parsed.sure = True
        return " "
    for candidate in [value for _, value in parse_qsl(parts.query)] + [parts.path.rpartition("/")[2]]:
        if _read_address(_SUFFIX.sub("", candidate), parsed):
            parsed.sure = True
            return " "
        if named := re.search(r"Security_Council_Resolution_(\d{1,4})(?!\d)", candidate, re.IGNORECASE):
            parsed.numbers.append(int(named[1]))
            return " "
    return url


def _read_words(text: str, parsed: Typed, typed: str) -> None:
    at = 0
    while at < len(text):
        match = _WORD.match(text, at)
        if not match or not match[0]:
            raise BadReference(_not_understood(typed, text[at:]))
        at = _read_word(match, text, parsed)


def _read_word(match: re.Match[str], text: str, parsed: Typed) -> int:
    """Take in one word; where the next begins."""
    kind = next(name for name in _KINDS if match[name] is not None)
    if kind == "number":
        return _read_number(match, text, parsed)
    if kind != "council":
        parsed.expecting = kind == "resolution"
    inner_first = parsed.is_inner_first(text[max(0, match.start() - 8) : match.start()])
    match kind:
        case "symbol":
            parsed.numbers.append(int(match["symbol_number"]))
        case "bracketed":
            parsed.years.append(int(match["year"]))
        case "path" | "slash" | "ordinal":
            _read_place(kind, match, parsed)
        case "annex":
            parsed.take_annex(match["annex_number"] or "", inner_first=inner_first)
        case "part" | "lettered" | "article" | "attachment":
            parsed.take_division(kind, _division(kind, match), inner_first=inner_first)
        case "pp" | "op" | "para":
            _read_list(match[f"{kind}_list"], "" if kind == "para" else kind, parsed)
        case "paren":
            _read_list(re.sub(r"\((\d+)\)", r"\1", match[0], count=1), "", parsed)
        case "sub":
            parsed.subs += [place.parts for place in read_labels(match["sub_list"], 0, len(match["sub_list"]))]
            parsed.lone = not match[0].startswith("(")
    return match.end()


_KINDS = ("symbol", "path", "ordinal", "part", "lettered", "article", "attachment", "annex", "pp", "op", "para", "sub",
          "slash", "bracketed", "paren", "number", "council", "resolution")  # fmt: skip


def _read_place(kind: str, match: re.Match[str], parsed: Typed) -> None:
    """A place written as a path, behind a slash, or counted: `/op/5/a`, `/5`, `ninth preambular paragraph`."""
    if kind == "path":
        parsed.paths.append((_read_path(match["path"], "") or ("", ""))[1])
    elif kind == "slash":
        parsed.paths.append("/".join([parsed.scope or "op", match["slash_path"]]))
        parsed.scoped = True
    else:
        nth = int(match["nth"]) if match["nth"] else _ORDINALS.index(match["word"].casefold()) + 1
        parsed.paths.append(f"{'pp' if match['nth_part'].casefold() == 'preambular' else 'op'}/{nth}")


def _division(kind: str, match: re.Match[str]) -> str:
    """The step of a lettered section, an Article, an attachment."""
    if kind == "article":
        return article(match["article_number"])
    if kind == "attachment":
        return attachment(match["attachment_number"] or "")
    return str(match["letter"] or match["lettered_part"]).upper()


def _read_list(labels: str, part: str, parsed: Typed) -> None:
    """Paragraphs of a list: `5`, `5a`, `1, 2 and 21`. Which annex they are of may still be to come: "" for part."""
    scope = parsed.scope if not part or (part == "op" and parsed.divisions and not parsed.scoped) else ""
    parsed.scoped |= bool(scope)
    bracketed = re.sub(
        rf"(?:{_BARE}|(?<=-){_LETTER})(?!\))", lambda bare: f" ({bare[0].strip(' ./')})", labels, flags=_FLAGS
    )
    parsed.paths += ["/".join([scope or part, *place.parts]) for place in read_labels(bracketed, 0, len(bracketed))]


def _read_number(match: re.Match[str], text: str, parsed: Typed) -> int:
    """A bare number is the resolution's, then its year, then a paragraph's: `2249, 2015, 5`."""
    digits, year_next = match[0], _YEAR_NEXT.match(text, match.end())
    first = not parsed.numbers or parsed.expecting
    parsed.expecting = False
    if first:
        parsed.numbers.append(int(digits))
    elif re.fullmatch(_YEAR, digits) and not year_next and set(parsed.years) <= {int(digits)}:
        parsed.years.append(int(digits))
    elif len(digits) <= (3 if parsed.sure else 2) and (labels := _LIST_RE.match(text, match.start())):
        _read_list(labels[0], "", parsed)
        return labels.end()
    else:
        parsed.numbers.append(int(digits))
    return match.end()


def _combine(parsed: Typed, typed: str) -> TypedReference:
    """One reference of all that was parsed. Raises BadReference where it does not agree."""
    numbers, years = sorted(set(parsed.numbers)), sorted(set(parsed.years))
    if not numbers:
        raise BadReference(_not_understood(typed, ""))
    if len(numbers) > 1:
        named = " and ".join(map(str, numbers[:3]))
        raise BadReference(f"“{_shown(typed)}” names several resolutions ({named}). Give one at a time.")
    if len(years) > 1:
        raise BadReference(f"“{_shown(typed)}” gives two years ({years[0]} and {years[1]}). Leave one out.")
    if numbers[0] == 0:
        raise BadReference(f"“{_shown(typed)}”: the first resolution has the number 1. {UNDERSTOOD}")
    return TypedReference(numbers[0], years[0] if years else None, _join(parsed, typed))


def _join(parsed: Typed, typed: str) -> tuple[str, ...]:
    """The paths, each once, with the annex, lettered part and sub-paragraph that were named apart from them."""
    paths = _within_scope(parsed)
    paths = list(dict.fromkeys(place for path in paths for place in write_out(path)))
    if parsed.subs and parsed.lone and not paths:
        return tuple("/".join(["op", *sub]) for sub in parsed.subs)
    if parsed.subs and len(paths) != 1:
        raise BadReference(f"“{_shown(typed)}”: of which paragraph? {UNDERSTOOD}")
    return tuple("/".join([path, *sub]) for path in paths for sub in parsed.subs or [()])


def _within_scope(parsed: Typed) -> list[str]:
    """The paths within the annex or division that was named behind them; it alone where none waits for it."""
    scope = "" if parsed.scoped else parsed.scope
    waiting = ("/", "op/") if scope.startswith("op/") else ("/",)
    within = [path.removeprefix("op") if path.startswith(waiting) else "" for path in parsed.paths]
    paths = [(scope or "op") + inner if inner else path for path, inner in zip(parsed.paths, within, strict=True)]
    return paths if not scope or any(within) else [*paths, scope]


def _not_understood(typed: str, rest: str) -> str:
    if not typed.strip():
        return f"Nothing was written. {UNDERSTOOD}"
    if _OTHER.search(typed):
        return f"“{_shown(typed)}” is not a resolution of the Security Council. {UNDERSTOOD}"
    if "digitallibrary.un.org" in typed.casefold():
        return f"“{_shown(typed)}” is a library record, whose number is not the resolution's. {UNDERSTOOD}"
    where = f" from “{_shown(rest)}” on" if rest.strip() and len(rest) < len(typed) else ""
    return f"“{_shown(typed)}” does not read as one resolution or a place in it{where}. {UNDERSTOOD}"
