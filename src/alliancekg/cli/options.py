"""Options that many commands share, and the graph that they name."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from alliancekg.api import KnowledgeGraph

#: Options that grow when they are given again, and options of which the last one counts.
_LISTS = ("graph", "modes", "sources")
_SINGLE = ("store", "endpoint", "as_of", "known_by", "possible", "timeout", "max_rows")
#: Options that cut the graph before the rules run.
_CUTS = {"--as-of": "as_of", "--known-by": "known_by", "--modes": "modes", "--source": "sources"}
#: The options that name a graph, each with what stands for none.
_NAMING: dict[str, Any] = {"graph": (), "store": None, "endpoint": None}
_TIMEOUT = 60.0
_LONGEST = 86_400.0  # a day: longer is a slip of the pen

#: Modes that can be added to what the default graph holds (``alliancekg.store.merge`` refuses any other).
HEDGED_MODES = ("expected", "possible", "proposed", "advised", "judged", "attributed")


class Settings(NamedTuple):
    """What was asked for before any command: a graph, modes, days, bounds of a query.

    The graph is ``graph`` (files and folders), ``store`` (a directory), what the server at ``endpoint``
    holds, or the one that ships when all lack. ``as_of`` and ``known_by`` are dates as written, ``possible``
    says what counts that is only possible.
    """

    graph: tuple[Path, ...] = ()
    store: Path | None = None
    endpoint: str | None = None
    modes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: str | None = None
    known_by: str | None = None
    possible: str | None = None
    timeout: float | None = None
    max_rows: int | None = None

    def merged(self, **later: Any) -> Settings:  # noqa: ANN401 - option values
        """Return these settings with those given after the command.

        Lists grow, single values are replaced.
        """
        values: dict[str, Any] = {name: (*getattr(self, name), *later[name]) for name in _LISTS}
        values |= {name: later[name] for name in _SINGLE if later[name] is not None}
        return self._replace(**values)

    def load(self) -> KnowledgeGraph:
        """Load the graph that the settings name, or connect to the server that holds it."""
        from alliancekg.api import load

        if self.possible and not self.as_of:
            message = "--possible says what counts on a day: give --as-of as well."
            raise click.UsageError(message)
        if sum(map(bool, (self.graph, self.store, self.endpoint))) > 1:
            message = "name files (--graph), a store (--store) or a server (--endpoint), not two of them."
            raise click.UsageError(message)
        if self.endpoint:
            return self._connected(self.endpoint)
        narrowed: dict[str, Any] = {"sources": self.sources, "known_by": self.known_by or ""}
        kg = load(*self.graph, modes=self.modes, store=self.store, cached=True, **narrowed)
        return kg.as_of(self.as_of, self.possible or "include") if self.as_of else kg

    def _connected(self, url: str) -> KnowledgeGraph:
        """Connect to a server; what would cut its graph is refused."""
        from alliancekg.api import connect
        from alliancekg.cli.output import say
        from alliancekg.errors import ViewError

        for switch, name in _CUTS.items():
            if getattr(self, name):
                raise ViewError(switch)
        return connect(url, timeout=self.seconds, notice=say)

    def files(self, command: str) -> tuple[Path, ...]:
        """Return the files and folders, for a command that reads these itself: no store or server will do."""
        if self.store or self.endpoint:
            other = "store" if self.store else "server"
            message = f"`{command}` reads files, not a {other}: name them, or use --graph."
            raise click.UsageError(message)
        return self.graph

    @property
    def seconds(self) -> float:
        """Return the bound of a query in seconds."""
        return _TIMEOUT if self.timeout is None else self.timeout


def _modes(_: click.Context, __: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Let ``--modes expected,judged`` mean what ``--modes expected --modes judged`` does.

    An unknown name is refused.
    """
    names = tuple(name.strip() for text in value for name in text.split(",") if name.strip())
    for name in names:
        if name not in (*HEDGED_MODES, "reported", "announced"):
            message = f"{name!r} is no assertion mode. Choose from {', '.join(HEDGED_MODES)}."
            raise click.BadParameter(message)
    return names


def _number(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """Refuse what passes every range: nan."""
    if value is not None and value != value:  # noqa: PLR0124 - only nan differs from itself
        message = "nan is no time."
        raise click.BadParameter(message)
    return value


def day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no date at once: it is a slip of the pen, not a fault of the graph."""
    from alliancekg.dates import period
    from alliancekg.errors import DateError

    if value is not None:
        try:
            period(value)
        except DateError as error:
            message = f"{value!r}: {error.reason}. Write 2023, 2023-08, 2023-08-15, or two with a / between."
            raise click.BadParameter(message) from error
    return value


class _Path(click.Path):
    """A path, as pathlib has it. Pathlib is imported when a path is typed: ``--help`` does without."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path."""
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


class _GraphPath(_Path):
    """A path that is not the empty text, which would mean the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path."""
        if str(value) == "":
            self.fail("the empty text is no path.", param, ctx)
        return super().convert(value, param, ctx)


_GRAPH_OPTIONS: Sequence[Callable[[Any], Any]] = (
    click.option(
        "--graph",
        metavar="PATH",
        multiple=True,
        type=_GraphPath(),
        envvar="ALLIANCEKG_GRAPH",
        help="RDF file or folder to load in place of the shipped graph; repeatable.",
    ),
    click.option(
        "--store",
        metavar="DIR",
        type=_GraphPath(),
        help="Store to ask in place of files; `alliancekg build` makes one.",
    ),
    click.option(
        "--endpoint",
        metavar="URL",
        envvar="ALLIANCEKG_ENDPOINT",
        help="SPARQL server to ask in place of files, which holds what `build` wrote.",
    ),
    click.option(
        "--modes",
        metavar="MODE",
        multiple=True,
        callback=_modes,
        help=f"Let passages of this mode count as well: {', '.join(HEDGED_MODES)}; repeatable.",
    ),
    click.option(
        "--source",
        "sources",
        metavar="SLUG",
        multiple=True,
        help="Only what this source says; repeatable.",
    ),
    click.option(
        "--as-of", metavar="DATE", callback=day, help="What held on that day, or throughout that period."
    ),
    click.option(
        "--possible",
        type=click.Choice(["include", "exclude", "only"]),
        help="Whether what is only possible on that day counts [include].",
    ),
    click.option(
        "--known-by", metavar="DATE", callback=day, help="Only what sources had published by that day."
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True, max=_LONGEST),
        callback=_number,
        help="Longest time a query may take [60].",
    ),
    click.option("--max-rows", metavar="N", type=click.IntRange(min=0), help="Most rows a query may give."),
)
_ENVIRONMENT = click.core.ParameterSource.ENVIRONMENT
_NAMES = (*_LISTS, *_SINGLE)


def graph_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a graph; the command gets ``settings``, merged with those of the group."""

    @click.pass_context
    @functools.wraps(command)
    def wrapped(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's values
        given = {name: kwargs.pop(name) for name in _NAMES}
        earlier = ctx.obj if isinstance(ctx.obj, Settings) else Settings()
        earlier, given = _named(ctx, earlier, given)
        return ctx.invoke(command, *args, settings=earlier.merged(**given), **kwargs)

    for option in reversed(_GRAPH_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _named(ctx: click.Context, earlier: Settings, given: dict[str, Any]) -> tuple[Settings, dict[str, Any]]:
    """Return the settings of the group and of the command, of which one or none names a graph twice.

    An environment variable fills the option of the group and of the command: it counts once, and not where
    anything is typed.
    """
    above: list[click.Context] = []
    while (parent := (above[-1] if above else ctx).parent) is not None:
        above.append(parent)
    typed = click.core.ParameterSource.COMMANDLINE
    if any(one.get_parameter_source(name) is typed for one in (ctx, *above) for name in _NAMING):
        for name, empty in _NAMING.items():
            if ctx.get_parameter_source(name) is _ENVIRONMENT:
                given[name] = empty
            if any(one.get_parameter_source(name) is _ENVIRONMENT for one in above):
                earlier = earlier._replace(**{name: empty})
    elif ctx.get_parameter_source("graph") is _ENVIRONMENT and earlier.graph:
        given["graph"] = ()
    return earlier, given


def format_option(*choices: str) -> Callable[[Any], Any]:
    """Add ``-f`` with ``choices``; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="Form of the output.",
    )


def recipe(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse what is neither a recipe that ships nor a file of the user's own."""
    from alliancekg.recipes import is_file, names

    if value is not None and not is_file(value) and value not in names():
        message = f"{value!r} is no projection. Choose from {', '.join(names())}, or name a .toml file."
        raise click.BadParameter(message)
    return value


def view_option(default: str) -> Callable[[Any], Any]:
    """Add ``--view``, the projection that a command measures."""
    return click.option(
        "--view",
        metavar="RECIPE",
        callback=recipe,
        default=default,
        show_default=True,
        help="The projection: a recipe of `project --list`, or a .toml file.",
    )


output_option = click.option(
    "-o",
    "--output",
    "output_",
    metavar="FILE",
    type=_Path(),
    help="Write there instead of to stdout.",
)
