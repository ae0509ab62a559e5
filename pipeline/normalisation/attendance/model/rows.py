"""Rows of persons whom the model reads."""

from __future__ import annotations

import re
from typing import Any

from pipeline.normalisation.attendance.labels import Label, read_label, says_who, unnumbered
from pipeline.normalisation.attendance.model.fronts import Front, Piece
from pipeline.normalisation.attendance.model.names import position_before, said_after, with_title
from pipeline.normalisation.attendance.model.reading import Name
from pipeline.normalisation.attendance.model.sections import says_who_came

Row = dict[str, Any]
"""A listed person, by the columns of the rules."""


def placed(front: Front, name: Name, like: Row) -> Row:
    """Make the row of a name, like another row.

    The span, and the position and bracket at the name, are those of the name; all other values are
    those of `like`. Spans are characters and lines of the document.
    """
    written = with_title(front.text, name.start, name.end)
    start, end = written.start, written.end
    said, closed = said_after(front.text, end)
    return like | {
        "name_text": written.text,
        "stated_position": like["stated_position"] or position_before(front.text, start),
        "role": like["role"] or said.role,
        "affiliation": like["affiliation"] or said.affiliation,
        "represents": like["represents"] or said.represents,
        "presence": said.presence or like["presence"],
        "char_start": front.in_document(start),
        "char_end": front.in_document(closed - 1) + 1,
        "line_start": front.line_of(start),
        "line_end": front.line_of(closed - 1),
    }


def label_of(front: Front, names: list[Name], piece: Piece) -> Label:
    """Return the label of a passage: its marker, or its first words.

    The first words are those before its first name.
    """
    if piece.marker is not None:
        return read_label(piece.marker)
    first = min(other.start for other in names if other.start >= piece.at)
    written = front.text[piece.at : first].partition("\n")[0].strip()
    is_label = re.search(says_who_came(), written) or says_who(unnumbered(written))
    return read_label(written) if written and is_label else Label()
