"""The resource that says which limits a run holds the data to."""

from __future__ import annotations

from typing import Any

import dagster as dg
from pydantic import Field, create_model

from pipeline.limits import LimitError, Limits, described, limits_from
from pipeline.messages import Message, placed


class RunLimits(dg.ConfigurableResource[None]):
    """The limits of a run, as they are filled in in the launchpad."""

    def limits(self) -> Limits:
        """The limits that are stated.

        Raises
        ------
        dagster.Failure
            Where one is out of its bounds. Dagster itself only knows their types.
        """
        try:
            return limits_from(self.model_dump(include=set(Limits.model_fields)))
        except LimitError as error:
            where = "resources.limits.config"
            raise dg.Failure(placed(where, error.reason), allow_retries=False) from error


def run_limits(defaults: Limits) -> RunLimits:
    """The resource, with a field for each limit.

    Parameters
    ----------
    defaults
        For what a run leaves out. They are the defaults of the fields: the values of an instance
        are dropped as soon as a run states one of them.
    """
    stated: dict[str, Any] = {
        name: (type(value), Field(default=value, description=_in_both(described(name))))
        for name, value in defaults
    }
    with_defaults: type[RunLimits] = create_model("RunLimits", __base__=RunLimits, **stated)
    return with_defaults()


def _in_both(text: Message) -> str:
    return f"{text.en}\n\n{text.ja}"
