"""What a model of settings is: each field states once its type, default, bounds and meaning.

Reading the file, the launchpad, the options of the command and the tables of the guide are made of
the fields.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from pipeline.messages import Message, message


class SettingsModel(BaseModel):
    """Settings of exact types, without names that are not known, never changed once made."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


def setting(
    default: Any,
    *,
    en: str,
    ja: str,
    least: float | None = None,
    most: float | None = None,
    pattern: str | None = None,
    **further: str,
) -> Any:
    """State a field: its default, what it means in both languages, and what it may be."""
    return Field(
        default,
        ge=least,
        le=most,
        pattern=pattern,
        description=en,
        json_schema_extra={"ja": ja, **further},
    )


@cache
def stated(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """What the fields of a model state, in the words of JSON Schema, by their names."""
    fields: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return fields


def meaning(model: type[BaseModel], name: str) -> Message:
    """What a field means."""
    field = stated(model)[name]
    return Message(field["description"], field["ja"])


def allowed(model: type[BaseModel], name: str) -> Message:
    """What the number of a field may be, in words."""
    field = stated(model)[name]
    kind = "whole_number_allowed" if field["type"] == "integer" else "number_allowed"
    return message(kind, least=field["minimum"], most=field["maximum"])


def out_of_bounds(model: type[BaseModel], name: str, value: object, path: str = "") -> Message:
    """What is wrong with the number of a field; `path` names it where its name alone does not."""
    return message(
        "setting_out_of_bounds",
        name=path or name,
        value=repr(value),
        allowed=allowed(model, name),
    )
