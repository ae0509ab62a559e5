"""Errors that refuse a publication, with a message on what to do."""

from __future__ import annotations

from pipeline.messages import MessageError


class NotPublishableError(MessageError, RuntimeError):
    """A release may not be made; the message gives reason and remedy."""


class BusyError(NotPublishableError):
    """Another release is being made; a retry after it may succeed."""
