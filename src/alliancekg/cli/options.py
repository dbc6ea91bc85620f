"""Options that many commands share, and the graph that they name."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alliancekg.api import KnowledgeGraph

#: Options that grow when they are given again, and options of which the last one counts.
_LISTS = ("graph", "modes", "sources")
_SINGLE = ("endpoint", "as_of", "known_by", "possible", "timeout", "max_rows")
#: Options that cut the graph before the rules run.
_CUTS = {"--as-of": "as_of", "--known-by": "known_by", "--modes": "modes", "--source": "sources"}
_TIMEOUT = 60.0
_LONGEST = 86_400.0  # a day: longer is a slip of the pen

#: Modes that can be added to what the default graph holds (``alliancekg.store.merge`` refuses any other).
HEDGED_MODES = ("expected", "possible", "proposed", "advised", "judged", "attributed")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for before any command: files (none: the shipped graph), modes, days, bounds of a query.

    ``endpoint`` is the address of a server in place of files. ``as_of`` and ``known_by`` are dates as
    written, ``possible`` says what counts that is only possible.
    """

    graph: tuple[Path, ...] = ()
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
        return replace(self, **values)

    def load(self) -> KnowledgeGraph:
        """Load the graph that the settings name, or connect to the server that holds it."""
        from alliancekg.api import load

        if self.possible and not self.as_of:
            message = "--possible says what counts on a day: give --as-of as well."
            raise click.UsageError(message)
        if self.endpoint:
            return self._connected(self.endpoint)
        kg = load(*self.graph, modes=self.modes, sources=self.sources, known_by=self.known_by or "")
        return kg.as_of(self.as_of, self.possible or "include") if self.as_of else kg

    def _connected(self, url: str) -> KnowledgeGraph:
        """Connect to a server; what would cut its graph is refused."""
        from alliancekg.api import connect
        from alliancekg.cli.output import say
        from alliancekg.errors import ViewError

        if self.graph:
            message = "--graph and --endpoint name two graphs: give one."
            raise click.UsageError(message)
        for switch, name in _CUTS.items():
            if getattr(self, name):
                raise ViewError(switch)
        return connect(url, timeout=self.seconds, notice=say)

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


class _GraphPath(click.Path):
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
        type=_GraphPath(path_type=Path),
        envvar="ALLIANCEKG_GRAPH",
        help="RDF file or folder to load in place of the shipped graph; repeatable.",
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
        # An environment variable fills the option of the group and of the command: it counts once.
        if ctx.get_parameter_source("graph") is _ENVIRONMENT:
            given["graph"] = () if earlier.graph else given["graph"]
        elif given["graph"] and ctx.parent and ctx.parent.get_parameter_source("graph") is _ENVIRONMENT:
            earlier = replace(earlier, graph=())  # what is typed wins over the environment
        settings = _chosen(ctx, earlier.merged(**given))
        return ctx.invoke(command, *args, settings=settings, **kwargs)

    for option in reversed(_GRAPH_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _chosen(ctx: click.Context, settings: Settings) -> Settings:
    """Return the settings with one graph where two are named: what is typed wins over the environment."""
    if not (settings.graph and settings.endpoint):
        return settings
    typed = click.core.ParameterSource.COMMANDLINE
    contexts = [one for one in (ctx, ctx.parent) if one]
    files, server = (
        any(one.get_parameter_source(name) is typed for one in contexts) for name in ("graph", "endpoint")
    )
    if server and not files:
        return replace(settings, graph=())
    return replace(settings, endpoint=None) if files and not server else settings


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
    type=click.Path(path_type=Path),
    help="Write there instead of to stdout.",
)
