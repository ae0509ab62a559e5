"""Why nothing is published: errors whose message says what to do."""

from __future__ import annotations

from pipeline.messages import MessageError


class NotPublishableError(MessageError, RuntimeError):
    """A release may not be made; the message says why and what to do."""


class BusyError(NotPublishableError):
    """Another release is being made; the same may go through when that is done."""
