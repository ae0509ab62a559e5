"""Rows of tables as lines."""

from __future__ import annotations

CELL_END = "\t"
"""Parts the cells of a row. Names hold ideographic spaces (青木　一郎) and cells may be empty, so
that blanks would not tell the columns apart; what reads tables knows the tab."""


MAX_SPREAD_CHARACTERS = 4
"""Most characters of a word that is written from the top down in a narrow cell: 職, 名."""


def lines_of_row(cells: list[list[str]]) -> list[str]:
    """Print a row, empty cells at its end left out.

    Cells whose lines stand side by side (names | positions, each with a line a person) give a line
    for each pair; else a cell goes on in the line in which the one before it ends.

    Parameters
    ----------
    cells
        The lines of each cell.
    """
    row = [_in_a_line(cell) for cell in cells]
    while row and not any(line.strip() for line in row[-1]):
        row.pop()
    of_several = [cell for cell in row if len(cell) > 1]
    heights = {len(cell) for cell in of_several}
    if len(of_several) > 1 and len(heights) == 1 and "" not in of_several[0]:
        height = heights.pop()
        padded = [cell + [""] * (height - len(cell)) for cell in row]
        return [CELL_END.join(parts).rstrip() for parts in zip(*padded, strict=True)]
    lines = [""]
    for at, cell in enumerate(row):
        first, *others = cell or [""]
        lines[-1] += (CELL_END if at else "") + first
        lines.extend(others)
    return lines if any(line.strip() for line in lines) else []


def _in_a_line(cell: list[str]) -> list[str]:
    """A word that a narrow column breaks, in one line: 職, 名 -> 職　名."""
    is_word = 1 < len(cell) <= MAX_SPREAD_CHARACTERS and all(len(line) == 1 for line in cell)
    return ["　".join(cell)] if is_word else cell
