"""The command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "assets.cli", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
