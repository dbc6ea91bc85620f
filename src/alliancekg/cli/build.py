"""The command ``build``: a store that opens at once, or the dataset for another engine."""

from __future__ import annotations

from pathlib import Path

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, graph_options

#: As in ``alliancekg.store.write.DATASETS``, repeated so that --help need not import an engine.
DATASETS = (".nq", ".nq.gz")
#: How files end that hold RDF, or are compressed: nobody means a directory by such a name.
_FILES = (".gz", ".zip", ".trig", ".ttl", ".nt", ".jsonld", ".json", ".rdf", ".xml", ".owl")


@click.command("build")
@graph_options
@click.option(
    "-o",
    "--output",
    "output_",
    metavar="DIR|FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="Directory of the store, or a file that ends in .nq or .nq.gz.",
)
def build_command(settings: Settings, output_: Path) -> None:
    """Build a store to ask with --store, or write the merged dataset for another SPARQL engine.

    A directory gets a store of the whole graph, under --modes: it opens at once however large it is, and
    several may read it. It is built anew when files changed, and left alone when none did. What was there
    answers until the new store is whole.

    A file gets every named graph, the merged default graph and what the rules derive, as N-Quads; --source,
    --as-of and --known-by narrow it.

    \b
    alliancekg build -o kg.store
    alliancekg --as-of 2023-08-15 build -o view.nq
    """
    if output_.name.endswith(DATASETS):
        kg = settings.load()
        quads = kg.write_dataset(output_)
        output.say(f"wrote {output_}: {output.counted(quads, 'quad')}; {kg.coverage()}")
        return
    if output_.name.endswith(_FILES) or str(output_) == "-":
        message = f"{output_.name}: a file ends in {' or '.join(DATASETS)}; anything else is a directory."
        raise click.UsageError(message)
    for name, given in (
        ("--source", settings.sources),
        ("--as-of", settings.as_of),
        ("--known-by", settings.known_by),
        ("--possible", settings.possible),
    ):
        if given:
            message = f"a store holds the whole graph: give {name} when you ask it, with --store."
            raise click.UsageError(message)
    from alliancekg.api import build

    built = build(output_, *settings.files("build"), modes=settings.modes)
    done = "is up to date" if built.was_fresh else "built"
    output.say(f"{output_} {done}: {output.counted(built.quads, 'quad')}; ask it with --store {output_}")
