"""The one form that is sent to the site: a text, or a file, of a document that is to be checked.

It is kept in memory within a bound, never on disk, and forgotten with the request.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from scraper.site.failures import Refused

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

MOST_POSTED = 1_000_000
"""So many bytes a form with a text may have: 200,000 characters, the longest of which take six when they are quoted."""

LONGEST_TEXT = 200_000
"""So many characters of a pasted text are checked at once."""

MOST_UPLOADED = 5_000_000
"""So many bytes a file may have."""

LONGEST_FILE = 400_000
"""So many characters of a file are checked at once: a hundred pages have some 300,000."""

FIELDS = 20
TOO_LONG = f"This text is too long: {LONGEST_TEXT:,} characters are checked at once."
TOO_LARGE = f"This file is too large: {MOST_UPLOADED // 1_000_000} MB are read at most."


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form has: its fields, and the file that was chosen, if one was."""

    fields: dict[str, str]
    name: str = ""
    data: bytes = b""


async def read_form(content_type: bytes, receive: Receive) -> Posted:
    """The form that a request sends. Raises Refused where it is none, or too much."""
    kind, _, rest = content_type.partition(b";")
    match kind.strip().lower():
        case b"application/x-www-form-urlencoded":
            return _read_fields(await _body(receive, MOST_POSTED, TOO_LONG))
        case b"multipart/form-data":
            most = MOST_UPLOADED + MOST_POSTED
            return _read_parts(rest, await _body(receive, most, TOO_LARGE))
        case _:
            raise Refused(415, "Send the text as a form, in the field “text”, or a file in the field “file”.")


async def _body(receive: Receive, most: int, refusal: str) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise Refused(413, refusal)
    return bytes(body)


def _read_fields(body: bytes) -> Posted:
    try:
        fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=FIELDS)
    except ValueError as error:
        raise Refused(400, "This form has more fields than the page has.") from error
    return _bounded(Posted({name: values[0] for name, values in fields.items()}))


def _read_parts(options: bytes, body: bytes) -> Posted:
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import File, FormParser, parse_options_header

    fields: dict[str, str] = {}
    files: list[File] = []
    boundary = parse_options_header(b"multipart/form-data;" + options)[1].get(b"boundary", b"")

    def keep(field: Any) -> None:
        if len(fields) >= FIELDS:
            raise Refused(400, "This form has more fields than the page has.")
        name = (field.field_name or b"").decode("utf-8", "replace")
        fields.setdefault(name, (field.value or b"").decode("utf-8", "replace"))

    try:
        in_memory = {"MAX_MEMORY_FILE_SIZE": MOST_UPLOADED + MOST_POSTED}
        parser = FormParser("multipart/form-data", keep, files.append, boundary=boundary, config=in_memory)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise Refused(400, "This form is damaged.") from error
    chosen = next((one for one in files if one.field_name == b"file" and one.size), None)
    if chosen is None:
        return _bounded(Posted(fields))
    if chosen.size > MOST_UPLOADED:
        raise Refused(413, TOO_LARGE)
    chosen.file_object.seek(0)
    name = (chosen.file_name or b"").decode("utf-8", "replace")[-100:]
    return _bounded(Posted(fields, name, chosen.file_object.read()))


def _bounded(posted: Posted) -> Posted:
    if len(posted.fields.get("text", "")) > LONGEST_TEXT:
        raise Refused(413, TOO_LONG)
    return posted
