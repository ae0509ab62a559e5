"""The command that shows a document as the pipeline sees it, ready to be copied."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.messages.commands import command, file_argument


def inspect_command(corpus: Path, document_id: str) -> str:
    """The command for a document of the corpus; the path is short where that leads there."""
    file = corpus / document_id
    if not file.exists():
        file = corpus / _with_bytes(document_id)
    return command("inspect", file_argument(file))


def _with_bytes(document_id: str) -> str:
    """The name of a file whose bytes are not UTF-8: a document's name has them escaped."""
    name = re.sub(
        rb"\\x([0-9a-f]{2})", lambda byte: bytes.fromhex(byte[1].decode()), document_id.encode()
    )
    return os.fsdecode(name)
