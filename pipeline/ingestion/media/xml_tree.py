"""XML as a tree, read without document types, entities or endless nesting."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.messages import message

_BLANKS = b" \t\r\n"


def parse_xml(content: bytes, limits: MediaLimits) -> Element:
    """Parse XML into a tree whose names are `{namespace}name`.

    No entity is ever expanded: a document type is refused before any is declared.

    Raises
    ------
    ExtractionError
        FORBIDDEN_XML, TOO_DEEP, TOO_LARGE or DAMAGED.
    """
    return _Parser(limits).parse(content)


class _Parser:
    def __init__(self, limits: MediaLimits) -> None:
        self._limits = limits
        self._builder = TreeBuilder()
        self._depth = 0
        self._elements = 0
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
            setattr(parser, handler, _forbidden)
        self._parser = parser

    def parse(self, content: bytes) -> Element:
        try:
            # Servers put blanks before the declaration, where XML allows none.
            self._parser.Parse(content.lstrip(_BLANKS), True)
            return self._builder.close()
        except ExtractionError:
            raise
        # The parser raises a bare ValueError for an encoding of several bytes, as Shift_JIS.
        except (expat.ExpatError, ValueError, LookupError) as error:
            reason = message("media_damaged", error=str(error))
            raise ExtractionError(Failure.DAMAGED, reason) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.max_nesting:
            reason = message("media_too_deep", limit=self._limits.max_nesting)
            raise ExtractionError(Failure.TOO_DEEP, reason)
        if self._elements > self._limits.max_nodes:
            reason = message("media_too_many_nodes", limit=self._limits.max_nodes)
            raise ExtractionError(Failure.TOO_LARGE, reason)
        named = {_named(key): value for key, value in attributes.items()}
        self._builder.start(_named(name), named)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_named(name))


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _forbidden(*_: Any) -> Any:
    raise ExtractionError(Failure.FORBIDDEN_XML, message("media_forbidden_xml"))
