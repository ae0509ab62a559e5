"""Proxies after brackets: 青木　進（架空協会会長）代理　坂本　修."""

from __future__ import annotations

import re

from pipeline.names.positions import title_in
from pipeline.names.sudachi import is_given_name
from pipeline.normalisation.attendance.model.names import is_plausible

_LONGEST_FAMILY_NAME = 3
_PROXY = re.compile("[ 　]*代理(?:出席|人|者)?[ 　：:]*(?=[^ 　：:])")


def proxy_in(run: str) -> tuple[int, int] | None:
    """Return the span of a proxy that begins a text, or None.

    It ends with the text, or with a position before another person, where nothing separates them:
    代理坂本係長石田進委員 → 代理坂本係長.
    """
    word = _PROXY.match(run)
    if word is None:
        return None
    bare = run.rstrip(" 　")
    cuts = [
        end
        for end in range(word.end() + 2, len(bare) - 2)
        if title_in(bare[word.end() : end]) and title_in(bare[end:])
    ]
    end = next((cut for cut in cuts if _is_person(bare[cut:])), None)
    if cuts and end is None:
        return None  # Somebody else may follow.
    return len(run) - len(run.lstrip(" 　")), len(bare) if end is None else end


def _is_person(text: str) -> bool:
    """Return whether a text with a position begins with a name.

    It is known, or has a known given name: 石田進委員.
    """
    name = text.removesuffix(title_in(text) or "")
    return is_plausible(text) or any(
        is_given_name(name[at:]) for at in range(1, min(_LONGEST_FAMILY_NAME, len(name)) + 1)
    )
