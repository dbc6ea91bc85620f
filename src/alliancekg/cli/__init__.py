"""The command line: parse, call one public function, print. The only place that prints or exits.

Commands are imported when they are run, so ``--help`` stays fast. Exit status: 0 done, 1 ``check`` found
something, 2 wrong usage, 3 could not do it, with one line that says what, where and what now.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from alliancekg.cli.options import Settings, graph_options
from alliancekg.cli.summaries import SUMMARIES

_NARROWEST, _WIDEST = 50, 80  # of help, in columns, as click has it
_COMMANDS = {
    "bridges": "structure",
    "build": "build",
    "changes": "change",
    "check": "curate",
    "communities": "network",
    "conflicts": "curate",
    "depends": "rest",
    "diff": "diff",
    "dyad-years": "panels",
    "evidence": "tell",
    "explore": "draw",
    "export": "export",
    "format": "curate",
    "import": "imports",
    "info": "ask",
    "list": "ask",
    "matrix": "matrix",
    "needs": "rest",
    "new": "draft",
    "path": "network",
    "project": "draw",
    "query": "sparql",
    "questions": "questions",
    "rank": "network",
    "show": "tell",
    "sources": "reading",
    "state-years": "panels",
    "timeline": "change",
    "twins": "structure",
    "without": "rest",
}


class Failure(click.ClickException):
    """What we could not do, in one line."""

    exit_code = 3

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's signature
        """Print the line, without a prefix."""
        from alliancekg.cli.output import safe

        click.echo(safe(self.format_message()), file=file or sys.stderr)


class Commands(click.Group):
    """Our commands, imported when needed; the one place where library errors become messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, sorted."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command from its family."""
        if cmd_name not in _COMMANDS:
            return None
        family = import_module(f"alliancekg.cli.{_COMMANDS[cmd_name]}")
        command = getattr(family, f"{cmd_name.replace('-', '_')}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))  # as click has it
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, click.Command(name, help=SUMMARIES[name]).get_short_help_str(room)) for name in names]
            )

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - click's signature
        """Read the options before the command; what was typed in vain comes back in one plain line."""
        kwargs.setdefault("terminal_width", _width())
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            raise _plain(error) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a known error is one line on stderr and exit status 3."""
        from alliancekg.errors import AllianceKGError, QueryTimeoutError

        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _plain(error) from error
        except QueryTimeoutError as error:
            Failure(str(error)).show()
            _leave(Failure.exit_code)
        except AllianceKGError as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt:
            Failure("stopped; nothing was written.").show()
            _leave(Failure.exit_code)
        except RuntimeError as error:
            if not str(error).startswith("Corruption: "):
                raise
            told = f"the store is damaged ({' '.join(str(error).split())})"
            fix = "Build it with `alliancekg build -o`; remove it where it lies in the cache."
            raise Failure(f"{told}. {fix}") from error
        except BrokenPipeError:
            _close_stdout()
        except OSError as error:
            _close_stdout()
            raise Failure(f"cannot write to stdout: {error.strerror or error}. Use -o FILE.") from error
        return None


def _width() -> int:
    """Return how wide help is, as click finds it; but click asks shutil, which imports every compressor."""
    told = os.environ.get("COLUMNS", "")
    columns = int(told) if told.isdecimal() else 0
    if not columns:
        with suppress(AttributeError, ValueError, OSError):  # no stdout, a closed one, no terminal
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return max(min(columns or _WIDEST, _WIDEST) - 2, _NARROWEST)


def _plain(error: click.UsageError) -> click.UsageError:
    """Return the error with what it repeats of the command line made safe to print."""
    from alliancekg.cli.output import safe

    if type(error).show is not click.UsageError.show:  # no command at all: its message is the help
        return error
    return click.UsageError(safe(error.format_message()), error.ctx)


def _close_stdout() -> None:
    """Let nothing more be written: the interpreter would try again on its way out, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(status: int) -> None:
    """End the process at once: a query that runs on in its thread would keep an ordinary exit waiting."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alliancekg", message="alliancekg %(version)s")
@graph_options
@click.pass_context
def main(ctx: click.Context, settings: Settings) -> None:
    """Ask who is bound to whom, by what, since when, and who says so.

    Works on the graph that ships with alliancekg, or on your own RDF files (--graph). The options below may
    stand before or after the command.

    \b
    alliancekg show SOSA
    alliancekg query -e 'SELECT ?p { ?p a akg:Program }'
    """
    ctx.obj = settings
