"""Why nothing is published: errors whose message says what to do."""

from __future__ import annotations


class NotPublishableError(RuntimeError):
    """A release may not be made; the message says why and what to do."""
