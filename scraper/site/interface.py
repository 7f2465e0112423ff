"""What programs can ask of this site: one table, from which `/openapi.json` and its page are made.

The shapes of the answers are the types of `render.shapes` and of the search, so that the description is of the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from datasette import Response

from scraper import __version__
from scraper.cite.styles import STYLES
from scraper.render import shapes
from scraper.search import Answer
from scraper.site import responses

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Json = dict[str, Any]

TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Field:
    """What an address or a form holds: its name, what it means, what it may look like, an example."""

    name: str
    about: str
    shape: Json
    example: str
    place: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, what it answers, and in which shape.

    shape   the type of the answer where that is JSON
    kind    its media type
    form    whether the fields are sent as a form, by POST
    """

    path: str
    about: str
    fields: tuple[Field, ...] = ()
    shape: Any = None
    kind: str = "application/json"
    form: bool = False

    @property
    def example(self) -> str:
        """An address as it can be asked."""
        path, query = self.path, []
        for one in self.fields:
            if one.place == "path":
                path = path.replace(f"{{{one.name}}}", one.example)
            elif one.example and not self.form:
                query.append(f"{one.name}={one.example}")
        return path + ("?" + "&".join(query) if query else "")


_WORDS: Json = {"type": "string"}
_TWO_WORDS = r"[^\W_][\W_]*[^\w'`][\W_]*[^\W_]"
_DAY: Json = {"type": "string", "description": "A day, as YYYY-MM-DD; anything else counts as not given."}


def _path(name: str, about: str, pattern: str, example: str) -> Field:
    return Field(name, about, {"type": "string", "pattern": pattern}, example, "path", required=True)


_SYMBOL = _path("symbol", "Number and year of the resolution.", r"^[1-9][0-9]{0,3}\((19|20)[0-9]{2}\)$", "2249(2015)")
_PLACE = _path(
    "path", "Where the clause stands: op/5/a is sub-paragraph (a) of operative paragraph 5.",
    r"^(op|pp|annex-[1-9])/[1-9][0-9]?(/[a-z])?$", "op/5",
)  # fmt: skip
_QUERY = Field("q", "What is looked for; the page of help has the language.", _WORDS, "asset+freeze")
_STYLE = Field("style", "The citation alone, in this style.", {"type": "string", "enum": sorted(STYLES)}, "oscola")
_SEARCH = (
    _QUERY,
    Field("page", "From 1; what is no number counts as 1.", _WORDS, "1"),
    Field("order", "relevance (the default), newest or oldest.", _WORDS, "newest"),
)
_TRACED = Field(
    "q", "Two words or more.", {"type": "string", "pattern": _TWO_WORDS}, "threat+to+international+peace", required=True
)
_CHECKED = (
    Field("text", "The document, plain text or Markdown.", {"type": "string", "minLength": 1, "pattern": r"\S"},
          "Resolution 2249 (2015)", "form", required=True),
    Field("style", "In which the places found are cited.", {"type": "string", "enum": sorted(STYLES)}, "un", "form"),
)  # fmt: skip

_RECORDS = {
    "txt": TEXT, "md": "text/markdown", "ris": "application/x-research-info-systems", "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}  # fmt: skip


def _of_place(path: str, what: str, fields: tuple[Field, ...], shape: Any) -> list[Endpoint]:
    """A resolution or clause in every form."""
    found = [Endpoint(f"{path}.json", f"{what}, with all that is known of it.", fields, shape)]
    for suffix, kind in _RECORDS.items():
        more = (_STYLE,) if suffix == "txt" else ()
        said = {"txt": "as text", "md": "as Markdown"}.get(suffix, f"as a reference for libraries (.{suffix})")
        found.append(Endpoint(f"{path}.{suffix}", f"{what} {said}.", fields + more, None, kind))
    return found


ENDPOINTS = (
    Endpoint("/search.json", "Paragraphs that a query finds, 20 a page.", _SEARCH, Answer),
    Endpoint("/search.csv", "All that a query finds.", (_QUERY,), None, "text/csv"),
    Endpoint("/search.atom", "What a query finds, newest first, as a feed.", (_QUERY,), None, "application/atom+xml"),
    *_of_place("/S/RES/{symbol}", "A resolution", (_SYMBOL,), shapes.ShownResolution),
    *_of_place("/S/RES/{symbol}/{path}", "A paragraph or sub-paragraph", (_SYMBOL, _PLACE), shapes.ShownParagraph),
    Endpoint(
        "/S/PRST/{year}/{number}.json", "A presidential statement, as resolutions refer to it.",
        (
            _path("year", "Its year.", r"^(199|20[0-3])[0-9]$", "2015"),
            _path("number", "Its number.", r"^[1-9][0-9]?$", "22"),
        ),
        shapes.ShownDocument,
    ),
    Endpoint(
        "/timeline/{number}.json", "What later resolutions did with one, in order.",
        (_path("number", "The number of the resolution.", r"^[1-9][0-9]{0,3}$", "1267"),), shapes.Timeline,
    ),
    Endpoint("/trace.json", "Where words come from: first use, every reuse, other wordings.", (_TRACED,),
             shapes.WordingHistory),
    Endpoint("/S/RES/{symbol}/{path}/trace.json", "Where the words of a paragraph come from.", (_SYMBOL, _PLACE),
             shapes.WordingHistory),
    Endpoint("/check.json", "Citations and quotations of a document against the Council’s words; nothing is kept.",
             _CHECKED, shapes.CheckReport, form=True),
    Endpoint("/force.json", "Mandates and measures that stand on a day.",
             (Field("on", "The day.", _DAY, "2020-01-31"),), shapes.Mandates),
    Endpoint(
        "/force/{slug}.json", "The life of a mandate or measure.",
        (_path("slug", "Its name in addresses.", r"^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,3}$", "unifil"),),
        shapes.MandateShape,
    ),
    Endpoint(
        "/expiring.json", "Mandates and measures that run out between two days.",
        (Field("from", "The first day.", _DAY, "2020-01-31"), Field("to", "The last day.", _DAY, "2020-06-30")),
        shapes.Mandates,
    ),
    Endpoint("/coverage.json", "What is here, from where, what is missing.", (), shapes.ShownCoverage),
    Endpoint("/suggest", "Completions of what is typed, as browsers ask for them.", (_QUERY,),
             list[str | list[str]], "application/x-suggestions+json"),
)  # fmt: skip
"""Every address that answers programs. A path names a resolution by its symbol and a clause by its path."""

_REFERENCE = "#/components/schemas/{name}"
_FAILURES = {
    "400": "What was asked cannot be read.",
    "404": "Nothing is there; the nearest places are named.",
    "414": "The address is longer than 2,000 characters.",
    "503": "The database cannot be read at the moment.",
}


@cache
def _schemas() -> tuple[dict[Any, Json], dict[str, Any]]:
    """The schema of each type of an answer, and those that they refer to."""
    types = [*dict.fromkeys(one.shape for one in ENDPOINTS if one.shape), shapes.Failure]
    made, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    return dict(zip(types, made, strict=True)), components


def describe(base: str) -> Json:
    """The interface as OpenAPI 3.1, for a site whose addresses begin with `base`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Security Council resolutions, paragraph by paragraph",
            "version": shapes.VERSION,
            "summary": "An unofficial lookup service; not of the United Nations.",
            "description": f"unsc-resolutions {__version__}. Within a version keys are only added.",
        },
        "servers": [{"url": base}],
        "paths": {one.path: {"post" if one.form else "get": _operation(one)} for one in ENDPOINTS},
        "components": {"schemas": _schemas()[1]},
    }


def _operation(one: Endpoint) -> Json:
    shape = _schemas()[0][one.shape] if one.shape else {"type": "string"}
    made: Json = {
        "summary": one.about,
        "operationId": "_".join(part.strip("{}") for part in one.path.strip("/").replace(".", "/").split("/")),
        "responses": {
            "200": {"description": "The answer.", "content": {one.kind: {"schema": shape}}},
            **{status: _failure(one, said) for status, said in (_FAILURES | _more(one)).items()},
        },
    }
    if one.form:
        made["requestBody"] = {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": _form(one)}},
        }
    elif one.fields:
        made["parameters"] = [_parameter(field) for field in one.fields]
    return made


def _more(one: Endpoint) -> dict[str, str]:
    return {"413": "The text is too long.", "415": "It was not sent as a form."} if one.form else {}


def _failure(one: Endpoint, said: str) -> Json:
    told = one.path.endswith(".json")
    schema = _schemas()[0][shapes.Failure] if told else {"type": "string"}
    return {"description": said, "content": {"application/json" if told else TEXT: {"schema": schema}}}


def _parameter(one: Field) -> Json:
    needed = {"required": True} if one.required else {}
    return {"name": one.name, "in": one.place, "description": one.about, "schema": one.shape, **needed}


def _form(one: Endpoint) -> Json:
    return {
        "type": "object",
        "properties": {field.name: {**field.shape, "description": field.about} for field in one.fields},
        "required": [field.name for field in one.fields if field.required],
    }


async def show_openapi(datasette: Datasette, request: Request) -> Response:
    """The description for programs."""
    return responses.data(datasette, describe(responses.base_of(datasette, request)))


async def show_interface(datasette: Datasette, request: Request) -> Response:
    """The description for people."""
    base = responses.base_of(datasette, request)
    context = {"endpoints": ENDPOINTS, "base": base, "version": shapes.VERSION, "canonical": f"{base}/api"}
    return await responses.page(datasette, request, "api.html", context)
