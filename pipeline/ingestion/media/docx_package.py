"""The parts of a Word document, unpacked within limits."""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.xml_tree import parse_xml
from pipeline.messages import message

MAIN_PART = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED_FLAG = 0x1


class Package:
    """A packed document; parts are unpacked when they are asked for.

    Raises
    ------
    ExtractionError
        Where the file is no archive, is protected by a password, or has too many parts.
    """

    def __init__(self, content: bytes, limits: MediaLimits) -> None:
        self._limits = limits
        self._left = limits.max_unpacked_bytes
        if content.startswith(_OLE):
            # Word puts a document with a password into such a container.
            if "EncryptedPackage".encode("utf-16-le") in content:
                raise ExtractionError(Failure.ENCRYPTED, message("media_encrypted"))
            reason = message("media_no_document", part=MAIN_PART)
            raise ExtractionError(Failure.OTHER_CONTENT, reason)
        try:
            self._archive = ZipFile(io.BytesIO(content))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _damaged(error) from error
        self._infos = {info.filename: info for info in self._archive.infolist()}
        if len(self._infos) > limits.max_parts:
            count = len(self._infos)
            reason = message("media_too_many_parts", parts=count, limit=limits.max_parts)
            raise ExtractionError(Failure.TOO_LARGE, reason)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def part(self, name: str) -> Element | None:
        """The tree of a part; None where there is no such part.

        Raises
        ------
        ExtractionError
            Where the part is damaged, forbidden, or larger than what is left of the limit.
        """
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise ExtractionError(Failure.ENCRYPTED, message("media_encrypted"))
        try:
            with self._archive.open(info) as file:
                # The size that the archive states may be a lie.
                content = file.read(self._left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _damaged(error) from error
        except (ValueError, RuntimeError) as error:
            raise _damaged(error) from error
        self._left -= len(content)
        if self._left < 0:
            limit = self._limits.max_unpacked_bytes
            raise ExtractionError(
                Failure.TOO_LARGE, message("media_unpacks_too_large", limit=limit)
            )
        return parse_xml(content, self._limits)

    def related(self, name: str, kind: str) -> Iterator[str]:
        """The names of the parts that a part refers to as of a kind, such as `header`."""
        folder, file = posixpath.split(name)
        tree = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        for one in tree.iter(_RELATIONSHIP) if tree is not None else ():
            is_external = one.get("TargetMode") == "External"
            if one.get("Type", "").rpartition("/")[2] == kind and not is_external:
                target = one.get("Target", "")
                yield posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def open_package(content: bytes, limits: MediaLimits) -> closing[Package]:
    """Open a packed document for a `with` statement."""
    return closing(Package(content, limits))


def _damaged(error: Exception) -> ExtractionError:
    return ExtractionError(Failure.DAMAGED, message("media_damaged", error=str(error) or "zip"))
