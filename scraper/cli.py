"""The command `unsc`: reads the command line, calls the program, prints. No logic of the field in here."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from scraper import __version__, db, lookup
from scraper import search as searching
from scraper.build import Built, build, has_texts
from scraper.cite import formats
from scraper.cite.grammar import read_reference, read_references
from scraper.errors import DatabaseError, UnscError
from scraper.lookup import Coverage, ProblemKind
from scraper.models import Pinpoint
from scraper.pinpoint import address, say_path
from scraper.resources import resource
from scraper.serve import check_port, run
from scraper.site import citing, forms
from scraper.upstream import Fetcher, RawStore, Report, Selection, Silent, fetch, import_paths, read_selection

SITE = "http://127.0.0.1:8001"

Command = TypeVar("Command", bound=Callable[..., Any])


# -- what all commands share ---------------------------------------------------------------------------------------


class Errors(click.Group):
    """Turns the program's errors into a sentence and an exit code, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours is printed without a traceback."""
        try:
            return super().invoke(ctx)
        except UnscError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stdout = None  # the reader has gone, as `head` does; nothing is wrong
            ctx.exit(0)


def with_data(command: Command) -> Command:
    """The option every command has: where the raw store and the database are."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="UNSC_DATA",
        default=None,
        help="Folder of the raw store and the database. [default: data]",
        callback=lambda ctx, _param, value: value or (ctx.obj or {}).get("data") or Path("data"),
    )(command)


def with_mirror(command: Command) -> Command:
    """The option of commands that go to the network."""
    return click.option(
        "--mirror", envvar="UNSC_MIRROR", default="", metavar="URL", help="Ask URL/HOST/PATH for https://HOST/PATH."
    )(command)


def with_json(command: Command) -> Command:
    """The option of commands that answer."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(command)


class Bar:
    """Progress: a bar on a terminal, plain lines elsewhere, always on standard error."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self.bar: Any = None
        self.what = ""

    def start(self, what: str, total: int | None) -> None:
        """Something begins."""
        self.done()
        self.what = what
        if sys.stderr.isatty() and total:
            self.bar = click.progressbar(length=total, label=what, file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        else:
            click.echo(f"{what}{f' ({total})' if total else ''} ...", err=True)

    def advance(self, steps: int = 1) -> None:
        """So many steps more are done."""
        if self.bar is not None:
            self.bar.update(steps)

    def done(self) -> None:
        """What was begun has ended."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None

    def say(self, sentence: str) -> None:
        """Something worth knowing at once."""
        click.echo(sentence, err=True)


def database_of(data: Path) -> Path:
    """Where the database of a data folder stands."""
    return data / "unsc.db"


@contextmanager
def opened(data: Path) -> Iterator[Any]:
    """The database of a data folder, for reading."""
    conn = db.open_database(database_of(data))
    try:
        yield conn
    finally:
        conn.close()


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group(cls=Errors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="unsc")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), hidden=True)
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """Search, cite and publish the operative clauses of UN Security Council resolutions."""
    ctx.obj = {"data": data}


# -- getting the texts ---------------------------------------------------------------------------------------------


@main.command("fetch")
@click.argument("what", nargs=-1)
@with_mirror
@with_data
@click.pass_context
def fetch_command(ctx: click.Context, what: tuple[str, ...], mirror: str, data: Path) -> None:
    """Fetch texts: all, new, numbers (2170 2199), ranges (2100-2199), dates (2015-01-01..2015-12-31)."""
    selection = read_selection(what)
    report = fetch(RawStore(data / "raw"), selection, Fetcher(mirror), Bar())
    print_report(report, selection)
    ctx.exit(report.exit_code)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@with_data
@click.pass_context
def import_command(ctx: click.Context, paths: tuple[Path, ...], data: Path) -> None:
    """The same from files on disk: a checkout, zip or tar of an upstream repository, or single files."""
    report = import_paths(RawStore(data / "raw"), paths, Bar())
    print_report(report, None)
    ctx.exit(report.exit_code)


def print_report(report: Report, asked: Selection | None) -> None:
    """What was fetched or imported, what was not, and why."""
    for reason, names in report.skipped_by_reason().items():
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        click.echo(f"Not taken, {reason}: {', '.join(names[:3])}{more}", err=True)
    for sentence in (*report.sentences, *report.failed):
        click.echo(sentence, err=True)
    if report.missing:
        numbers = ", ".join(map(str, report.missing))
        click.echo(f"No source has {numbers}.", err=True)
    click.echo(f"{report.fetched} documents new, {report.already} already there.", err=True)
    if report.fetched and asked is not None:
        click.echo("Next: unsc build", err=True)


@main.command("build")
@with_data
def build_command(data: Path) -> None:
    """Build the database from what was fetched, whole; the old one stays until the new one is in its place."""
    print_built(build_from(data), database_of(data))


def build_from(data: Path, *, specimens: bool = False) -> Built:
    """Build a data folder's database. Raises DatabaseError where nothing was fetched."""
    store = RawStore(data / "raw")
    if not has_texts(store):
        raise DatabaseError(f"There is nothing to build from in {data}. Fetch first, with: unsc fetch all")
    return build(store, database_of(data), specimens=specimens, progress=Bar())


def print_built(built: Built, path: Path) -> None:
    """How many resolutions are in it, and which files gave none."""
    for name, why in built.refused:
        click.echo(f"Left out: {name}: {why.partition(': ')[2]}", err=True)
    size = path.stat().st_size / 1e6
    click.echo(f"{built.resolutions} resolutions in {path} ({size:.0f} MB).", err=True)


# -- asking --------------------------------------------------------------------------------------------------------


@main.command("status")
@with_json
@with_data
def status_command(as_json: bool, data: Path) -> None:
    """What is here, from where, what is missing, and the known problems."""
    with opened(data) as conn:
        coverage = lookup.coverage(conn, examples=10_000)
    if as_json:
        print_json(coverage.to_json())
    else:
        click.echo("\n".join(status_lines(coverage)))


def status_lines(coverage: Coverage) -> Iterator[str]:
    """The account in words, a bar for each year."""
    yield f"{coverage.resolutions} resolutions, {coverage.clauses} clauses; built {coverage.built}."
    if coverage.first and coverage.newest:
        yield f"From {coverage.first} to {coverage.newest}, adopted {coverage.newest_adopted}."
    for upstream, gives, count in coverage.upstreams:
        yield f"  {gives} of {count} from {upstream}"
    yield ""
    most = max((count for _, count in coverage.years), default=1)
    for year, count in coverage.years:
        yield f"  {year}  {count:3}  {'█' * round(40 * count / most)}"
    yield ""
    yield f"Missing: {len(coverage.absent)}"
    reasons = dict.fromkeys(one.reason for one in coverage.absent)
    for reason in reasons:
        yield f"  {reason}:"
        yield f"    {', '.join(say_runs([one.number for one in coverage.absent if one.reason == reason]))}"
    yield ""
    yield f"Problems: {sum(kind.count for kind in coverage.problems)}"
    for kind in coverage.problems:
        yield from problem_lines(kind)


def say_runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers with runs drawn together: `1287-1289`."""
    run: list[int] = []
    for number in (*numbers, 0):
        if run and number != run[-1] + 1:
            yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
            run = []
        run.append(number)


def problem_lines(kind: ProblemKind) -> Iterator[str]:
    """Each problem of a kind, a line each."""
    yield f"  {kind.code}: {kind.count}"
    for symbol, problem in kind.examples:
        where = " ".join(filter(None, [str(symbol.number) if symbol else "", problem.path]))
        yield f"    {where + ': ' if where else ''}{problem.message}"


@main.command("search", context_settings={"ignore_unknown_options": True})  # -travel is a word to leave out
@click.argument("query", nargs=-1, required=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, 500), default=20, show_default=True, help="Results a page.")
@click.option("--order", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@with_json
@with_data
def search_command(query: tuple[str, ...], page: int, size: int, order: Any, as_json: bool, data: Path) -> None:
    """Search operative clauses; the README has the whole language."""
    with opened(data) as conn:
        answer = searching.search(conn, " ".join(query), page=page, size=size, order=order)
    if as_json:
        print_json(searching.to_json(answer))
    else:
        click.echo("\n".join(answer_lines(answer)))


def answer_lines(answer: searching.Answer) -> Iterator[str]:
    """An answer in words: how the query was read, then the clauses, the matches in capitals' stead underlined."""
    yield answer.read_as
    for ignored in answer.ignored:
        yield f"Ignored: {ignored.typed} ({ignored.why})"
    yield from answer.notes
    if answer.place:
        yield f"Goes to: {answer.place.symbol} {answer.place.path}".rstrip()
    yield f"{answer.total} clauses in {answer.resolutions} resolutions; page {answer.page} of {answer.pages}"
    for result in answer.results:
        yield ""
        where = f"{result.symbol}, {say_path(result.path)}"
        yield f"{click.style(where, bold=True)}  {result.adopted or ''}  {result.url}"
        yield f"  {underline(result.snippet, result.snippet_matches)}"
    if answer.did_you_mean:
        yield f"Did you mean: {', '.join(answer.did_you_mean)}?"


def underline(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with its matches underlined on a terminal."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], click.style(text[start:end], underline=True)]
        at = end
    return "".join([*parts, text[at:]])


@main.command("show")
@click.argument("ref", nargs=-1, required=True)
@with_json
@with_data
def show_command(ref: tuple[str, ...], as_json: bool, data: Path) -> None:
    """Show a resolution or a clause: 2249, 2249/op/5, "S/RES/2249 (2015), para. 5"."""
    place = read_reference(" ".join(ref))
    with opened(data) as conn:
        found = lookup.find(conn, place)
    if as_json:
        print_json(found.to_json(SITE))
    else:
        click.echo(forms.as_text(found, SITE + address(found.pinpoint)), nl=False)


@main.command("cite")
@click.argument("ref", nargs=-1, required=True)
@click.option("--style", type=click.Choice([*formats.STYLES, "all"]), default="un", show_default=True)
@click.option("--quote", is_flag=True, help="The words too, in quotation marks.")
@with_json
@with_data
def cite_command(ref: tuple[str, ...], style: str, quote: bool, as_json: bool, data: Path) -> None:
    """Cite a resolution, a clause or several: 2249/op/5, "2249, paras. 1, 2 and 5-7"."""
    asked = read_references(" ".join(ref))
    places = [Pinpoint(asked.number, asked.year, path) for path in asked.paths or ("",)]
    with opened(data) as conn:
        found = [lookup.find(conn, place) for place in places]
    cited = citing.cited_together(found, SITE)
    written = formats.cite_all(cited) if style == "all" else formats.cite_as(cited, style)
    if quote:
        words = " ".join(place.full_text for place in found if isinstance(place, lookup.Place))
        written = {name: formats.quote(words, text) for name, text in written.items()}
    if as_json:
        print_json(written)
    else:
        width = max(map(len, written)) + 2 if style == "all" else 0
        click.echo("\n".join(f"{name if width else '':{width}}{text}" for name, text in written.items()))


# -- serving -------------------------------------------------------------------------------------------------------


@main.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--specimens", is_flag=True, help="Serve invented documents, to try the program without a network.")
@with_mirror
@with_data
def serve_command(port: int, host: str, specimens: bool, mirror: str, data: Path) -> None:
    """Run the site; the first time, fetch everything and build before."""
    check_port(host, port)
    if specimens:
        data = prepare_specimens(data / "specimens")
    elif not database_of(data).exists():
        prepare(data, mirror)
    with opened(data) as conn:
        count = conn.execute("SELECT count(*) FROM resolutions").fetchone()[0]
    click.echo(f"{count} resolutions at http://{host}:{port}  (stop with Ctrl+C)")
    run(database_of(data), host, port)


def prepare(data: Path, mirror: str) -> None:
    """Fetch everything and build. Raises UnscError where no source can be reached and nothing is there."""
    store = RawStore(data / "raw")
    report = fetch(store, Selection(everything=True), Fetcher(mirror), Bar())
    if not has_texts(store):
        reasons = " ".join(report.failed) or "No source had anything."
        raise UnscError(
            f"No source could be reached. {reasons}\nBring the texts from disk with: unsc import PATH"
            " ; or try the program on invented documents with: unsc serve --specimens"
        )
    print_report(report, None)
    print_built(build_from(data), database_of(data))


def prepare_specimens(folder: Path) -> Path:
    """Build the database of invented documents anew, in a folder of its own; return that folder."""
    import_paths(RawStore(folder / "raw"), sorted(resource("specimens").glob("*.xml")), Silent())
    build(RawStore(folder / "raw"), database_of(folder), specimens=True)
    return folder
