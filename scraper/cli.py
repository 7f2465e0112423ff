"""The command `unsc`: reads the command line, calls the program, prints. No logic of the field in here."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import click

from scraper import __version__
from scraper import search as searching
from scraper.build.chain import Built, build
from scraper.build.plan import has_texts
from scraper.cite import styles
from scraper.cite.find import read_reference, read_references
from scraper.database import coverage, documents, opening, resolutions, write
from scraper.database.coverage import Coverage, ProblemKind
from scraper.errors import STOPPED, DatabaseError, UnscError
from scraper.models import DocumentSymbol, Pinpoint
from scraper.pinpoint import address, document_address, read_document, say_path
from scraper.render import changes, citations, document_page, plain
from scraper.render.data import cited_json, coverage_json, found_json
from scraper.resources import resource
from scraper.site.connections import is_own_machine, say_reach
from scraper.site.server import check_port, open_door, run
from scraper.terminal import Line, ReaderGone, Styled, echo, echo_json, harmless
from scraper.upstream import (
    Fetcher,
    RawStore,
    Report,
    Selection,
    Silent,
    fetch,
    first_few,
    import_paths,
    read_selection,
    why_nobody_answers,
)

SITE = "http://127.0.0.1:8001"

NO_TEXTS = (
    "There are no texts yet, so the site shows invented documents. The next start asks the hosts again;"
    " texts from disk come with: unsc import PATH, then unsc build"
)
"""Said where `unsc serve` has nothing real to serve."""

Command = TypeVar("Command", bound=Callable[..., Any])


# -- what all commands share ---------------------------------------------------------------------------------------


class Endings(click.Group):
    """Turns whatever ends a command early into a sentence and an exit code, in one place."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code: 130 after Ctrl+C, as shells have it."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False}) or 0
        except click.ClickException as error:
            echo(usage_of(error), err=True)
            code = error.exit_code
        except UnscError as error:
            echo(f"Error: {error}", err=True)
            code = error.exit_code
        except click.Abort:
            echo(STOPPED, err=True)
            code = 130
        except ReaderGone:
            code = 0
        sys.exit(code)


def usage_of(error: click.ClickException) -> str:
    """What click says of a mistake on the command line, and which help to ask for."""
    with io.StringIO() as said:
        error.show(said)
        return said.getvalue().rstrip()


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
            self.bar = click.progressbar(length=total, label=harmless(what), file=sys.stderr, show_pos=True)
            self.bar.__enter__()
        else:
            echo(f"{what}{f' ({total})' if total else ''} ...", err=True)

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
        echo(sentence, err=True)


def database_of(data: Path) -> Path:
    """Where the database of a data folder stands."""
    return data / "unsc.db"


def specimens_of(data: Path) -> Path:
    """Where the invented documents of a data folder are, apart from everything real."""
    return data / "specimens"


@contextmanager
def opened(data: Path) -> Iterator[Any]:
    """The database of a data folder, for reading; it is said where its documents are invented."""
    if not database_of(data).exists() and database_of(specimens_of(data)).exists():
        raise DatabaseError(
            f"There is no database in {data}, only the invented documents in {specimens_of(data)}."
            f" Bring the texts with: unsc fetch all, then unsc build; or try this with: --data {specimens_of(data)}"
        )
    with opening.damage_told(database_of(data)), closing(opening.open_database(database_of(data))) as conn:
        if coverage.is_specimens(conn):
            echo(coverage.INVENTED, err=True)
        yield conn


@click.group(cls=Endings, context_settings={"help_option_names": ["-h", "--help"]})
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
        echo(f"Not taken, {reason}: {first_few(names)}", err=True)
    for sentence in (*report.sentences, *report.failed):
        echo(sentence, err=True)
    if report.missing:
        numbers = ", ".join(map(str, report.missing))
        echo(f"No source has {numbers}.", err=True)
    echo(f"{report.fetched} documents new, {report.already} already there.", err=True)
    if report.fetched and asked is not None:
        echo("Next: unsc build", err=True)


@main.command("build")
@click.option(
    "--accept", is_flag=True, help="Take what gives reason for doubt: texts that lost much, a worse database."
)
@with_data
def build_command(accept: bool, data: Path) -> None:
    """Build the database from what was fetched, whole; the old one stays until the new one is in its place."""
    print_built(build_from(data, accept=accept), database_of(data))


def build_from(data: Path, *, specimens: bool = False, accept: bool = False) -> Built:
    """Build a data folder's database. Raises DatabaseError where nothing was fetched, WorseDatabase as `build` does."""
    store = RawStore(data / "raw")
    if not has_texts(store):
        raise DatabaseError(f"There is nothing to build from in {data}. Fetch first, with: unsc fetch all")
    return build(store, database_of(data), specimens=specimens, accept=accept, progress=Bar())


MOST_TOLD = 10
"""So many versions that were not taken are named after a build; unsc status has all."""


def print_built(built: Built, path: Path) -> None:
    """How many resolutions are in it, and which files gave none."""
    for name, why in built.refused:
        echo(f"Left out: {name}: {why.partition(': ')[2]}", err=True)
    for said in built.kept[:MOST_TOLD]:
        echo(f"Doubtful: {said}.", err=True)
    if (more := len(built.kept) - MOST_TOLD) > 0:
        echo(f"Doubtful: {more:,} more; unsc status names them.", err=True)
    if built.kept:
        echo("It stays in the store. What can be read and is right is taken with: unsc build --accept", err=True)
    if built.changes:
        echo(f"Changed at the sources: {built.changes:,} paragraphs or facts; unsc status lists them.", err=True)
    size = path.stat().st_size / 1e6
    echo(f"{built.resolutions} resolutions in {path} ({size:.0f} MB).", err=True)


# -- asking --------------------------------------------------------------------------------------------------------


@main.command("status")
@with_json
@with_data
def status_command(as_json: bool, data: Path) -> None:
    """What is here, from where, what is missing, and the known problems."""
    with opened(data) as conn:
        held = coverage.read_coverage(conn, examples=10_000)
    if as_json:
        echo_json(coverage_json(held))
    else:
        echo(*status_lines(held))


def status_lines(held: Coverage) -> Iterator[str]:
    """The account in words, a bar for each year."""
    yield f"{held.resolutions} resolutions, {held.clauses} clauses; built {held.built}."
    if held.first and held.newest:
        yield f"From {held.first} to {held.newest}, adopted {held.newest_adopted}."
    for upstream, gives, count in held.upstreams:
        yield f"  {gives} of {count} from {upstream}"
    yield ""
    most = max((count for _, count in held.years), default=1)
    for year, count in held.years:
        yield f"  {year}  {count:3}  {'█' * round(40 * count / most)}"
    yield ""
    yield f"Missing: {len(held.absent)}"
    reasons = dict.fromkeys(one.reason for one in held.absent)
    for reason in reasons:
        yield f"  {reason}:"
        yield f"    {', '.join(say_runs([one.number for one in held.absent if one.reason == reason]))}"
    yield ""
    yield f"Changed at the sources: {held.changed}"
    for symbol, change in held.changes:
        where = " ".join(filter(None, [str(symbol.number), change.path]))
        yield f"  {where}: {changes.say(change)}{': ' + change.was if change.was else ''}"
    yield ""
    yield f"Problems: {sum(kind.count for kind in held.problems)}"
    for kind in held.problems:
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


class WithWords(click.Command):
    """A command whose words may begin with a hyphen: `-travel` is a word to leave out, and no row of short options.

    What begins with two is an option, and one that is unknown is an error: `--limit 5` is not to be looked for. After
    `--` all are words.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part the options from the words before click reads either."""
        options: list[str] = []
        words: list[str] = []
        left = list(args)
        while left:
            word = left.pop(0)
            if word == "--":
                words += left
                break
            if word == "-h" or (word.startswith("--") and len(word) > 2):
                options += [word, *self._value_of(ctx, word, left)]
            else:
                words.append(word)
        return super().parse_args(ctx, [*options, "--", *words])

    def _value_of(self, ctx: click.Context, word: str, left: list[str]) -> list[str]:
        """The value that follows an option, taken from what is left. Raises click.UsageError for an unknown one."""
        name, sign, _ = word.partition("=")
        known = {one: param for param in self.get_params(ctx) for one in (*param.opts, *param.secondary_opts)}
        if name not in known or isinstance(known[name], click.Argument):
            raise click.NoSuchOption(name, possibilities=sorted(set(get_close_matches(name, known))), ctx=ctx)
        if sign or getattr(known[name], "is_flag", False):
            return []
        if not left:
            raise click.BadOptionUsage(name, f"Option {name} needs a value.", ctx=ctx)
        return [left.pop(0)]


@main.command("search", cls=WithWords)
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
        echo_json(searching.to_json(answer))
    else:
        echo(*answer_lines(answer))


def answer_lines(answer: searching.Answer) -> Iterator[Line]:
    """An answer in words: how the query was read, then the clauses, the matches in capitals' stead underlined."""
    yield answer.read_as
    for ignored in answer.ignored:
        yield f"Ignored: {ignored.typed} ({ignored.why})"
    yield from answer.notes
    if answer.place:
        yield f"Goes to: {answer.place.symbol} {answer.place.path}".rstrip()
    so_far = "" if answer.complete else " so far"
    yield f"{answer.total} clauses in {answer.resolutions} resolutions{so_far}; page {answer.page} of {answer.pages}"
    for result in answer.results:
        yield ""
        where = f"{result.symbol}, {say_path(result.path)}"
        yield Styled(where, "bold"), f"  {result.adopted or ''}  {result.url}"
        yield "  ", *underline(result.snippet, result.snippet_matches)
    if answer.did_you_mean:
        yield f"Did you mean: {', '.join(answer.did_you_mean)}?"


def underline(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str | Styled]:
    """The text with its matches underlined on a terminal."""
    at = 0
    for start, end in spans:
        yield from (text[at:start], Styled(text[start:end], "underline"))
        at = end
    yield text[at:]


@main.command("show")
@click.argument("ref", nargs=-1, required=True)
@with_json
@with_data
def show_command(ref: tuple[str, ...], as_json: bool, data: Path) -> None:
    """Show a resolution or a clause: 2249, 2249/op/5, "S/RES/2249 (2015), para. 5"."""
    typed = " ".join(ref)
    if symbol := read_document(typed.strip("/")):
        show_document(symbol, as_json, data)
        return
    place = read_reference(typed)
    with opened(data) as conn:
        found = resolutions.find(conn, place)
    if as_json:
        echo_json(found_json(found, SITE))
    else:
        echo(plain.as_text(found, SITE + address(found.pinpoint)), nl=False)


def show_document(symbol: DocumentSymbol, as_json: bool, data: Path) -> None:
    """What is known of a document that is no resolution. Raises NothingThere where that is nothing."""
    with opened(data) as conn:
        found = documents.read_document(conn, symbol)
    if as_json:
        echo_json(cited_json(found, SITE))
    else:
        echo(document_page.as_text(found, SITE + document_address(found.symbol.text)), nl=False)


@main.command("cite")
@click.argument("ref", nargs=-1, required=True)
@click.option("--style", type=click.Choice([*styles.STYLES, "all"]), default="un", show_default=True)
@click.option("--quote", is_flag=True, help="The words too, in quotation marks.")
@with_json
@with_data
def cite_command(ref: tuple[str, ...], style: str, quote: bool, as_json: bool, data: Path) -> None:
    """Cite a resolution, a clause or several: 2249/op/5, "2249, paras. 1, 2 and 5-7"."""
    asked = read_references(" ".join(ref))
    places = [Pinpoint(asked.number, asked.year, path) for path in asked.paths or ("",)]
    with opened(data) as conn:
        found = [resolutions.find(conn, place) for place in places]
    cited = citations.cited_together(found, SITE)
    written = styles.cite_all(cited) if style == "all" else styles.cite_as(cited, style)
    if quote:
        words = " ".join(place.full_text for place in found if isinstance(place, resolutions.Place))
        written = {name: styles.quote(words, text) for name, text in written.items()}
    if as_json:
        echo_json(written)
    else:
        width = max(map(len, written)) + 2 if style == "all" else 0
        echo(*(f"{name if width else '':{width}}{text}" for name, text in written.items()))


# -- serving -------------------------------------------------------------------------------------------------------


@main.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--specimens", is_flag=True, help="Serve invented documents, to try the program without a network.")
@click.option(
    "--sql/--no-sql", default=None, help="Let visitors ask in SQL. [default: with a host of this machine alone]"
)
@with_mirror
@with_data
def serve_command(port: int, host: str, specimens: bool, sql: bool | None, mirror: str, data: Path) -> None:
    """Run the site; the first time, fetch everything and build before."""
    check_port(host, port)
    write.clear_leftovers(database_of(data))
    if specimens:
        data = prepare_specimens(specimens_of(data))
    elif not database_of(data).exists():
        data = prepare(data, mirror)
    with opened(data) as conn:
        count = conn.execute("SELECT count(*) FROM resolutions").fetchone()[0]
    sql = is_own_machine(host) if sql is None else sql
    door = open_door(database_of(data), sql=sql)
    echo(f"{count} resolutions at http://{host}:{port}  (stop with Ctrl+C)")
    if reach := say_reach(host, sql=sql):
        echo(reach, err=True)
    run(door, host, port)


def prepare(data: Path, mirror: str) -> Path:
    """Fetch everything and build, for a first start; return the folder to serve from.

    Whatever came is served, and what did not is told. Where no text came, that is the folder of invented documents, and
    the next start asks the hosts again.
    """
    store, fetcher, progress = RawStore(data / "raw"), Fetcher(mirror), Bar()
    if why := why_nobody_answers(fetcher, progress):
        report = Report(failed=(why,))
    else:
        report = fetch(store, Selection(everything=True), fetcher, progress)
    if not has_texts(store):
        echo(*report.failed, NO_TEXTS, err=True)
        return prepare_specimens(specimens_of(data))
    print_report(report, None)
    print_built(build_from(data), database_of(data))
    if report.failed:
        echo("Not everything came. Bring the rest later with: unsc fetch all, then unsc build", err=True)
    return data


def prepare_specimens(folder: Path) -> Path:
    """Build the database of invented documents anew, in a folder of its own; return that folder."""
    import_paths(RawStore(folder / "raw"), sorted(resource("specimens").glob("*.xml")), Silent())
    build(RawStore(folder / "raw"), database_of(folder), specimens=True, accept=True)
    return folder
