"""Files that operating systems leave in folders."""

from __future__ import annotations

LITTER = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"}
)


def is_litter(name: str) -> bool:
    """Whether a file is hidden, or left by Windows or macOS."""
    return name.startswith(".") or name.lower() in LITTER


def is_readme(name: str) -> bool:
    """Whether a file is a README, with any ending."""
    return name.rpartition(".")[0].upper() == "README" or name.upper() == "README"
