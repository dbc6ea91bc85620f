"""Write the reference page of the ontology: ``python -m alliancekg.check.reference [FOLDER] [-o FILE]``.

The page says only what the files in ``ontology/`` say, sorted and without a clock: same files, same bytes.
A test compares it with ``docs/ontology.md``.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.terms import AKG, AKV, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FILES = ("alliancekg.ttl", "vocab.ttl", "alignments.ttl", "shapes.ttl")
_CLASS_MARKS = (("N", "akg:shownAsNode"), ("E", "akg:edgeSource"), ("W", "akg:toldWithin"))
_CONCEPT_MARKS = ("akg:lifePhase", "akg:lifeRank", "akg:takesPart", "akg:usualResult")
_SCHEMES = """
SELECT ?property ?scheme WHERE {
  ?constraint sh:path ?property ; sh:node/sh:property/sh:hasValue ?scheme .
  ?scheme a skos:ConceptScheme .
}"""


def reference(folder: Path) -> str:
    """Return the reference page, in Markdown, of the ontology in ``folder``.

    Classes stand as a tree, everything else in tables sorted by name. Meaning, labels, examples and
    alignments are those of the files; the first comment line of a rule or check is its title.
    """
    page = _Page(folder)
    return "\n".join([*page.head(), *page.classes(), *page.rest()]) + "\n"


class _Page:
    """The files of an ontology folder, read once, and the sections made of them."""

    def __init__(self, folder: Path) -> None:
        from rdflib import Graph

        self._folder = folder
        graph: Graph = Graph(bind_namespaces="none")
        for name in _FILES:
            graph.parse(data=(folder / name).read_text(encoding="utf-8"), format="turtle")
        prefixes = PREFIXES | {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
        self._prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._values: dict[tuple[str, str], list[str]] = {}
        for row in graph:
            subject, predicate, value = (str(term) for term in row)
            self._values.setdefault((subject, self._curie(predicate)), []).append(value)
        self._users: dict[str, list[str]] = {}
        for pair in graph.query(_SCHEMES, initNs=prefixes):
            user, scheme = (str(term) for term in pair)  # type: ignore[union-attr]
            self._users.setdefault(scheme, []).append(user)

    # --- sections

    def head(self) -> Iterator[str]:
        """Yield what the ontology is, and how to change this page."""
        fields = ("title", "description", "modified", "creator", "license")
        title, description, modified, creator, terms = (
            self._one(ONTOLOGY, f"dcterms:{field}") for field in fields
        )
        version = self._one(ONTOLOGY, "owl:versionInfo")
        yield from (f"# {title}", "", description, "")
        yield f"Version {version} of {modified}, by {creator}, <{terms}>."
        yield f"Terms are `akg:` <{AKG}>, concepts `akv:` <{AKV}>."
        yield "⊑ names a parent outside `akg:`, ≈ a close match; neither is imported."
        yield ""
        yield "This page is generated. Edit the files in [`ontology/`](../ontology/README.md), then run"
        yield "`python -m alliancekg.check.reference -o docs/ontology.md`."

    def classes(self) -> Iterator[str]:
        """Yield the classes as a tree of list items."""
        note = "N: drawn as a node. E: drawn as an edge. W: told within what it is attached to."
        yield from ("", "## Classes", "", f"{note} Subclasses inherit all three.", "")
        for root in self._own("owl:Class"):
            if not any(parent.startswith(AKG) for parent in self._all(root, "rdfs:subClassOf")):
                yield from self._branch(root, "")
        apart = {one for one in self._own("owl:Class") if self._all(one, "owl:disjointWith")}
        apart |= {other for one in apart for other in self._all(one, "owl:disjointWith")}
        yield from ("", f"No thing is of two of: {', '.join(self._link(one) for one in sorted(apart))}.")

    def rest(self) -> Iterator[str]:
        """Yield properties, annotations, concept schemes, rules and checks."""
        yield from self._properties("Object properties", "owl:ObjectProperty")
        yield from self._properties("Data properties", "owl:DatatypeProperty")
        names = ("Annotation", "Reads", "Meaning", "Example", "Source")
        yield from ("", "## Annotation properties", "")
        yield from _table(names, map(self._annotation, self._own("owl:AnnotationProperty")))
        yield from ("", "## Concept schemes")
        for scheme in sorted({one for one, field in self._values if field == "skos:hasTopConcept"}):
            yield from self._scheme(scheme)
        yield from self._queries("Rules", "rules", "Run in file order; each writes one derived graph.")
        yield from self._queries("Checks", "checks", "Each must return no rows.")

    def _branch(self, iri: str, indent: str) -> Iterator[str]:
        marks = "".join(mark for mark, field in _CLASS_MARKS if self._all(iri, field))
        name = f"{self._anchor(iri)}**{iri.removeprefix(AKG)}**" + (f" {marks}" if marks else "")
        meaning, example = self._one(iri, "skos:definition"), self._example(iri)
        yield f"{indent}- {name}: {meaning} Example: {example}. {self._aligned(iri)}".rstrip()
        for child in self._own("owl:Class"):
            if iri in self._all(child, "rdfs:subClassOf"):
                yield from self._branch(child, indent + "  ")

    def _properties(self, heading: str, kind: str) -> Iterator[str]:
        names = ("Property", "Reads", "Domain", "Range", "Traits", "Meaning", "Example", "Aligned")
        note = "`shapes.ttl` says where a property without a domain may stand."
        yield from ("", f"## {heading}", "", note, "", *_table(names, map(self._property, self._own(kind))))

    def _property(self, iri: str) -> tuple[str, ...]:
        kinds = self._all(iri, "rdf:type")
        traits = [name for name in ("Transitive", "Symmetric") if f"{PREFIXES['owl']}{name}Property" in kinds]
        traits += ["edge"] if self._all(iri, "akg:shownAsEdge") else []
        derived = self._one(iri, "akg:derivedBy")
        ends = [", ".join(map(self._link, self._all(iri, field))) for field in ("rdfs:domain", "rdfs:range")]
        meaning = self._one(iri, "skos:definition") + (f" **Derived: {derived}.**" if derived else "")
        name, example = f"{self._anchor(iri)}`{iri.removeprefix(AKG)}`", self._example(iri)
        return (
            name,
            self._reads(iri),
            *ends,
            ", ".join(traits).lower(),
            meaning,
            example,
            self._aligned(iri),
        )

    def _annotation(self, iri: str) -> tuple[str, ...]:
        name, meaning = f"{self._anchor(iri)}`{iri.removeprefix(AKG)}`", self._one(iri, "skos:definition")
        return name, self._reads(iri), meaning, self._example(iri), self._aligned(iri)

    def _scheme(self, scheme: str) -> Iterator[str]:
        users = ", ".join(map(self._link, sorted(set(self._users.get(scheme, ())))))
        yield from ("", f"### {self._anchor(scheme)}`{self._curie(scheme)}`", "")
        yield self._one(scheme, "skos:definition") + (f" Values of {users}." if users else "")
        names = ("Concept", "Label", "Meaning", "Says", "Example", "Source")
        yield from ("", *_table(names, map(self._concept, self._all(scheme, "skos:hasTopConcept"))))

    def _concept(self, iri: str) -> tuple[str, ...]:
        says = [
            f"{self._one(PREFIXES['akg'] + field.removeprefix('akg:'), 'rdfs:label')} {self._short(value)}"
            for field in _CONCEPT_MARKS
            for value in self._all(iri, field)
        ]
        label, meaning = self._one(iri, "skos:prefLabel"), self._one(iri, "skos:definition")
        return (
            f"`{self._curie(iri)}`",
            label,
            meaning,
            "; ".join(says),
            self._example(iri),
            self._aligned(iri),
        )

    def _queries(self, heading: str, name: str, note: str) -> Iterator[str]:
        rows = []
        for path in sorted((self._folder / name).glob("*.rq")):
            title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
            rows.append((f"[`{path.stem}`](../ontology/{name}/{path.name})", title))
        yield from ("", f"## {heading}", "", note, "", *_table((heading.removesuffix("s"), "Says"), rows))

    # --- what the files say

    def _own(self, kind: str) -> list[str]:
        """Return our terms of a kind, sorted."""
        iri = PREFIXES["owl"] + kind.removeprefix("owl:")
        found = (
            term for (term, field), kinds in self._values.items() if field == "rdf:type" and iri in kinds
        )
        return sorted(term for term in found if term.startswith(AKG))

    def _all(self, iri: str, field: str) -> list[str]:
        return sorted(self._values.get((iri, field), ()))

    def _one(self, iri: str, field: str) -> str:
        return next(iter(self._all(iri, field)), "")

    # --- how a cell is written

    def _curie(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            local = iri.removeprefix(namespace)
            if local != iri and local and not set("/#") & set(local):
                return f"{prefix}:{local}"
        return iri

    def _short(self, value: str) -> str:
        return f"`{self._curie(value)}`" if value.startswith("http") else value

    def _anchor(self, iri: str) -> str:
        return f'<a id="{_slug(self._curie(iri))}"></a>'

    def _link(self, iri: str) -> str:
        name = self._curie(iri)
        return f"[`{name.removeprefix('akg:')}`](#{_slug(name)})" if iri.startswith(AKG) else f"`{name}`"

    def _reads(self, iri: str) -> str:
        return " / ".join(filter(None, (self._one(iri, "rdfs:label"), self._one(iri, "akg:inverseLabel"))))

    def _example(self, iri: str) -> str:
        """Return statements and names as code, prose as it is."""
        text = self._one(iri, "skos:example")
        return f"`{text}`" if re.search(r"\bak[dgsv]:", text) else text

    def _aligned(self, iri: str) -> str:
        """Return parents outside ours, close matches, and sources that neither of them shows."""
        parents = [*self._all(iri, "rdfs:subClassOf"), *self._all(iri, "rdfs:subPropertyOf")]
        parts = [f"⊑ `{self._curie(one)}`" for one in parents if not one.startswith(AKG)]
        parts += [f"≈ `{self._curie(one)}`" for one in self._all(iri, "skos:closeMatch")]
        namespaces = {namespace for _, namespace in self._prefixes}
        shown = namespaces if parts else set()
        parts += [f"<{one}>" for one in self._all(iri, "dcterms:source") if one not in shown]
        return " ".join(parts)


def _slug(curie: str) -> str:
    return curie.replace(":", "-")


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table without the columns that are empty in every row; a bar in a cell is escaped."""
    body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    kept = [index for index in range(len(names)) if any(row[index] for row in body)]
    for row in (names, ["---"] * len(names), *body):
        yield f"| {' | '.join(row[index] for index in kept)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page to standard output, or to the file named by ``-o``."""
    parser = argparse.ArgumentParser("python -m alliancekg.check.reference", description="Write the page.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("ontology"), help="default: ontology")
    parser.add_argument("-o", "--output", type=Path, help="write this file instead of standard output")
    options = parser.parse_args(arguments)
    page = reference(options.folder)
    if options.output is None:
        sys.stdout.write(page)
    else:
        options.output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
