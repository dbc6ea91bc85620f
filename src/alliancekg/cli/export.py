"""The command ``export``: the dataset for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

#: As in ``alliancekg.store.write.FORMATS``, repeated so that --help need not import an engine.
FORMATS = ("trig", "nq", "jsonld")


@click.command("export")
@graph_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the output; by default what the ending of FILE says.",
)
@output_option
def export_command(settings: Settings, form: str | None, output_: Path | None) -> None:
    """Write the dataset for another tool: every named graph as it was read.

    One graph for each passage and source, the registry and the conflict notes; neither the merge nor what
    rules derive nor the ontology. --source narrows it.

    \b
    alliancekg export -o alliancekg.nq
    alliancekg export -f jsonld -o alliancekg.json
    """
    if output_ is None or str(output_) == "-":
        if form is None:
            message = f"Say where (-o FILE), or in which form (-f {'|'.join(FORMATS)})."
            raise click.UsageError(message)
        kg = settings.load()
        output.emit(kg.export_bytes(form), None)
        output.say(f"{kg.coverage()}")
    else:
        kg = settings.load()
        quads = kg.export(output_, form or "")
        output.say(f"wrote {output_}: {output.counted(quads, 'quad')}; {kg.coverage()}")
