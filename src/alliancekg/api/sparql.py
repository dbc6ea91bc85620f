"""Ask in SPARQL, and hand the store to rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.answers import CitedResult
from alliancekg.api.base import Held
from alliancekg.errors import QueryError
from alliancekg.store import query

if TYPE_CHECKING:
    import rdflib

    from alliancekg.answers import SelectResult


class Sparql(Held):
    """The questions people write themselves."""

    def query(self, text: str, *, timeout: float | None = None, max_rows: int | None = None) -> SelectResult:
        """Run a SPARQL query over the default graph and the named graphs; our prefixes need no declaration.

        ``timeout`` is in seconds. A CONSTRUCT or DESCRIBE gives rows of subject, predicate and object. With
        ``possible="only"`` the rows are those that come out only when what is possible counts.

        Raises:
            QueryError: When the query has a mistake, or asks for the network.
            QueryTimeoutError: When it does not end in time.
        """
        limits = query.Limits(timeout, max_rows)
        if self._graph.possible != "only":
            return query.select(self._graph.engine, text, limits)
        return query.without(
            query.select(self._graph.engine, text, limits),
            query.select(self._certain, text, query.Limits(timeout)),
        )

    def cited(self, text: str, *, timeout: float | None = None, max_rows: int | None = None) -> CitedResult:
        """Run a SPARQL query as ``query`` does and return its rows with the passages behind each.

        Cited are the passages of the statements that the patterns of the query matched, for a row that counts
        all of them; a pattern within ``GRAPH ?passage`` cites that passage alone. What stands in a FILTER or
        a MINUS is no statement of a row. Where nothing can be traced, the row says so.

        Raises:
            QueryError: When the query has a mistake, or asks for the network.
            QueryTimeoutError: When it, or the search for its sources, does not end in time.

        Example:
            >>> import alliancekg
            >>> found = alliancekg.load().cited("SELECT ?body { ?body akg:bodyOf akd:state_japan }")
            >>> all(behind.sources for behind in found.backing)
            True
        """
        from alliancekg.store.tracing import backing

        found = self.query(text, timeout=timeout, max_rows=max_rows)
        behind = backing(self._graph, text, found, query.Limits(timeout))
        notices = []
        for name, close in self.unknown_names(text):
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            notices.append(f"nothing in this graph is called {name}.{hint}")
        if found.columns == ("ask",) and str(found.rows[0][0]) == "false":
            notices.append("false: not found in what is reported or announced; that is no denial.")
        return CitedResult(
            found.columns, found.rows, behind, self.coverage(), found.truncated, tuple(notices)
        )

    def unknown_names(self, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the CURIEs of a query that nothing here bears, each with close ones."""
        return self._graph.names.unknown(query.names_in(text))

    def query_bytes(
        self, text: str, form: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> bytes:
        """Run a SPARQL query and return a W3C serialisation of its result.

        ``form`` is json, csv, tsv or xml for rows; ttl, trig, nt, nq or jsonld for triples.

        Raises:
            QueryError: When the query has a mistake, or its result has no such format.
            QueryTimeoutError: When it does not end in time.
        """
        if self._graph.possible == "only":
            raise QueryError("what is only possible is told in rows: ask for a table or jsonl")
        return query.serialize(self._graph.engine, text, form, query.Limits(timeout, max_rows))

    @property
    def dataset(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store, without a copy; of a server's graph, over a copy.

        Read it: what is written to it reaches ``query`` alone, for labels, evidence and what rules derive
        were read when the graph was loaded.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._graph.at_hand), default_union=False)
