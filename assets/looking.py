"""The command that shows a document as the pipeline sees it, ready to be copied."""

from __future__ import annotations

import shlex
from pathlib import Path


def inspect_command(corpus: Path, document_id: str) -> str:
    """The command for a document of the corpus; the path is short where that leads there."""
    file = (corpus / document_id).absolute()
    here = Path.cwd()
    path = file.relative_to(here) if file.is_relative_to(here) else file
    return f"gijiroku inspect {shlex.quote(str(path))}"
