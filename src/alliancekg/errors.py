"""Everything alliancekg raises on purpose.

AllianceKGError
├── DataNotFoundError      no graph where we looked
├── InputError             a file cannot be read, or is of no format we know
├── ParseError             a file is not valid RDF
├── RecipeError            a recipe for a projection says what none can
├── DateError              a date is impossible, or written in no form we know
├── QueryError             the SPARQL text was refused
├── QueryTimeoutError      the query did not end in the time allowed
├── EndpointError          a SPARQL server gave no answer that we can use
├── ViewError              a graph on a server was to be cut
├── UnknownTermError       a name the loaded graph does not use
│   └── UnknownChoiceError a word that is none of a few, whatever the graph
├── AmbiguousTermError     a name that several things bear
├── TooLargeError          more things than one page can show
├── StoreError             a directory is no store that can be opened, or be written over
└── OutputError            a file cannot be written
"""

from collections.abc import Iterable


class AllianceKGError(Exception):
    """Base class: catch this to catch everything alliancekg raises on purpose."""


class DataNotFoundError(AllianceKGError, FileNotFoundError):
    """No graph was found in any of the ``places`` that were looked at."""

    def __init__(self, *places: object) -> None:
        self.places = places
        looked = " or ".join(str(place) for place in places)
        super().__init__(
            f"no graph/ and ontology/ folders in {looked}. Reinstall alliancekg, or name files with --graph."
        )


class InputError(AllianceKGError, ValueError):
    """The file or folder ``path`` cannot be used, for the ``reason`` given; ``fix`` says what to do."""

    def __init__(self, path: object, reason: str, fix: str) -> None:
        self.path = path
        self.reason = reason
        self.fix = fix
        super().__init__(f"{path}: {reason}. {fix}")


class ParseError(AllianceKGError, ValueError):
    """The file ``path`` is not valid RDF at ``line`` and ``column`` (both from 1; None where unknown)."""

    def __init__(self, path: object, line: int | None, column: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.reason = reason
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {reason}. Mend the file there and run the command again.")


class RecipeError(AllianceKGError, ValueError):
    """The recipe at ``path`` is wrong at ``line`` (from 1), for the ``reason`` given; ``fix`` mends it."""

    def __init__(self, path: object, line: int, reason: str, fix: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        self.fix = fix
        super().__init__(f"{path}:{line}: {reason}. {fix}")


class DateError(AllianceKGError, ValueError):
    """``value`` is no date we know; ``where`` names the file or thing that holds it, if any."""

    def __init__(self, value: str, reason: str, where: str = "") -> None:
        self.value = value
        self.reason = reason
        self.where = where
        super().__init__(f"{where + ': ' if where else ''}{value!r} is not a date: {reason}.")


class QueryError(AllianceKGError, ValueError):
    """The SPARQL engine, or we, refused the query for the ``reason`` given."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the query was refused: {reason}")


class QueryTimeoutError(AllianceKGError, TimeoutError):
    """The query was still running after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"the query did not end within {seconds:g} s. Narrow it, add LIMIT, or raise --timeout."
        )


class EndpointError(AllianceKGError, ConnectionError):
    """The SPARQL endpoint at ``url`` gave no answer of use, for the ``reason`` given; ``fix`` helps."""

    def __init__(self, url: str, reason: str, fix: str) -> None:
        self.url = url
        self.reason = reason
        self.fix = fix
        super().__init__(f"{url} {reason}. {fix}")


class ViewError(AllianceKGError, ValueError):
    """The option ``switch`` asks to cut a graph on a server, where rules have run already."""

    def __init__(self, switch: str) -> None:
        self.switch = switch
        super().__init__(
            f"{switch} cannot cut a graph on a server: its default graph was made when it was built. "
            f"Load that view there: alliancekg {switch} ... build -o view.nq"
        )


class UnknownTermError(AllianceKGError, LookupError):
    """The user named a term that the loaded graph does not use; ``suggestions`` are close ones."""

    def __init__(self, term: str, known: Iterable[str], what: str = "term") -> None:
        from difflib import get_close_matches  # only an error pays for it

        self.term = term
        names = sorted(known)
        close = get_close_matches(term, names, n=3)
        self.suggestions = tuple(close or [name for name in names if name.startswith(f"{term}-")][:3])
        hint = f" Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no {what} is called {term!r} in this graph.{hint}")


class UnknownChoiceError(UnknownTermError):
    """The user named a choice that there is not; ``suggestions`` are all there are."""

    def __init__(self, term: str, known: Iterable[str], what: str) -> None:
        self.term = term
        self.suggestions = tuple(known)
        told = f"no {what} is called {term!r}. Choose from {', '.join(self.suggestions)}."
        super(UnknownTermError, self).__init__(told)


class AmbiguousTermError(AllianceKGError, LookupError):
    """Several things bear the name ``term``: the ``candidates``, as "CURIE (label)"."""

    def __init__(self, term: str, candidates: Iterable[str]) -> None:
        self.term = term
        self.candidates = tuple(candidates)
        one = len(self.candidates) == 1
        means = "needs a context; here it can mean" if one else f"names {len(self.candidates)} things:"
        super().__init__(f"{term!r} {means} {', '.join(self.candidates)}. Use the CURIE.")


class TooLargeError(AllianceKGError, ValueError):
    """A page of ``things`` was asked for; ``most`` is what it can show."""

    def __init__(self, things: int, most: int, *, is_narrowable: bool) -> None:
        self.things = things
        self.most = most
        narrow = "Narrow it with --focus TERM --hops N, --class CLASS or --as-of DATE"
        gephi = "for a program like Gephi: alliancekg project entities -f gexf (or graphml)"
        super().__init__(
            f"{things:,} things are too many for a page, which shows up to {most:,}. "
            + (f"{narrow}." if is_narrowable else f"That is {gephi}. {narrow} for a page.")
        )


class StoreError(AllianceKGError, ValueError):
    """The directory ``path`` cannot be used as a store, for the ``reason`` given; ``fix`` says what to do."""

    def __init__(self, path: object, reason: str, fix: str) -> None:
        self.path = path
        self.reason = reason
        self.fix = fix
        super().__init__(f"{path}: {reason}. {fix}")


class OutputError(AllianceKGError, OSError):
    """The file ``path`` cannot be written."""

    def __init__(self, path: object, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}. Choose another place with -o.")
