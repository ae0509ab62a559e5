"""Tables of a page: which hold data and which only place things, and their rows as lines."""

from __future__ import annotations

from pipeline.ingestion.media.html_tree import Node, words_of
from pipeline.ingestion.media.line_writer import LineWriter
from pipeline.ingestion.media.table_rows import lines_of_row

MAX_COLUMNS = 200
"""Most columns that spans are followed over."""

_PLACING = words_of("h1 h2 h3 h4 h5 h6 table main article section nav form")


class Table:
    """The rows of a table while it is read."""

    def __init__(self) -> None:
        self._row: list[list[str]] = []
        self._taken: dict[int, int] = {}
        self.cell: LineWriter | None = None
        self._across = 1

    def begin_row(self) -> None:
        """Begin a row: cells that reach down into it are empty in it."""
        self._row = []
        self._fill()

    def begin_cell(self, node: Node) -> LineWriter:
        """Begin a cell; what it holds is written into the writer returned."""
        self._across = min(_number(node, "colspan"), MAX_COLUMNS)
        down = _number(node, "rowspan")
        at = len(self._row)
        if down > 1:
            for column in range(at, min(at + self._across, MAX_COLUMNS)):
                self._taken[column] = down
        self.cell = LineWriter()
        return self.cell

    def end_cell(self) -> None:
        """End the cell. One that reaches over several columns is followed by empty ones."""
        if self.cell is None:
            return
        self._row.append(self.cell.finish())
        self._row.extend([] for _ in range(self._across - 1) if len(self._row) < MAX_COLUMNS)
        self.cell = None
        self._fill()

    def end_row(self) -> list[str]:
        """The lines of the row, as by `lines_of_row`."""
        self._taken = {column: down - 1 for column, down in self._taken.items() if down > 1}
        row, self._row = self._row, []
        return lines_of_row(row)

    def _fill(self) -> None:
        while self._taken.get(len(self._row), 0) and len(self._row) < MAX_COLUMNS:
            self._row.append([])


def holds_data(table: Node) -> bool:
    """Whether the cells of a table stand in rows and columns, and do not only place things."""
    if table.attribute("role") in ("presentation", "none"):
        return False
    columns = rows = 0
    waiting = list(table.children)
    cells = 0
    while waiting:
        node = waiting.pop()
        if node.tag in _PLACING:
            return False
        if node.tag == "tr":
            rows += 1
            of_row = sum(child.tag in ("td", "th") for child in node.children)
            cells += of_row
            columns = max(columns, of_row)
        waiting.extend(node.children)
    # One row of a few cells places columns of the page side by side.
    return columns > 1 and (rows > 1 or table.plain < 200)


def _number(node: Node, name: str) -> int:
    value = node.attribute(name).strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
