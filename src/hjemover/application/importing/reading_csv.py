"""CSV files as rows: separated by ``;`` (Excel in Norway), ``,`` (Excel elsewhere) or tabs."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hjemover.application.importing.files import read_text, whole_file
from hjemover.application.importing.problems import ImportProblem
from hjemover.application.importing.rows import Cell, Row, Rows, cell, listed, nearest, suggested
from hjemover.application.importing.tables import ADDRESS_BOOK, Table

_DELIMITERS: Final = (";", ",", "\t")
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def read_csv(path: Path, table: Table, problems: list[ImportProblem]) -> list[Row]:
    """The rows of one file. Blank lines are passed over; wrong headers stop the file."""
    text = read_text(path, problems)
    if text is None:
        return []
    lines = _lines(path, text, table, problems)
    first = next(lines, None)
    if first is None:
        problems.append(
            whole_file(path, "The file is empty.", f"Begin with a header: {listed(table.columns)}.")
        )
        return []
    header = _header(path, first, table, problems)
    if header is None:
        return []
    found = (_row(path, number, cells, header, table, problems) for number, cells in lines)
    return [row for row in found if row is not None]


def read_folder(folder: Path, problems: list[ImportProblem]) -> Rows:
    """The address book's tables, one file each; a table without a file is empty."""
    rows: Rows = {name: [] for name in ADDRESS_BOOK}
    for path in sorted(folder.iterdir()):
        table = ADDRESS_BOOK.get(path.stem)
        suffix = path.suffix.lower()
        if suffix in _WORKBOOKS:
            problems.append(
                whole_file(
                    path,
                    "The file is a workbook, not text.",
                    "Save each sheet as CSV UTF-8, and take the workbook out of the folder.",
                )
            )
        elif suffix == ".csv" and table is None:
            meant = nearest(path.stem, ADDRESS_BOOK)
            problems.append(
                whole_file(
                    path,
                    "No table has this name.",
                    f'Did you mean "{meant}.csv"?'
                    if meant
                    else f"The tables are {listed(ADDRESS_BOOK)}.",
                )
            )
        elif suffix == ".csv" and table is not None:
            rows[table.name] = read_csv(path, table, problems)
    return rows


def _lines(
    path: Path, text: str, table: Table, problems: list[ImportProblem]
) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, each with the number it begins at."""
    declared = re.match(r"sep=([;,\t])\r?\n", text, re.IGNORECASE)
    skipped = 1 if declared else 0
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(body, table)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.append(
                whole_file(
                    path,
                    "A quotation mark is not closed, or stands in the middle of a cell.",
                    'Write a quotation mark inside a cell twice (""), with one at each end.',
                    line=number,
                )
            )
            return
        if any(text.strip() for text in cells):
            yield number, cells


def _delimiter(text: str, table: Table) -> str:
    """The separator that makes most known columns of the first line."""
    first = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")

    def known(delimiter: str) -> int:
        return sum(_plain(word) in table.columns for word in first.split(delimiter))

    return max(_DELIMITERS, key=lambda delimiter: (known(delimiter), first.count(delimiter)))


def _plain(word: str) -> str:
    return word.strip().strip('"').strip().casefold()


def _header(
    path: Path, first: tuple[int, list[str]], table: Table, problems: list[ImportProblem]
) -> list[str] | None:
    """The column names of each place, "" for a place without a heading; None after a problem."""
    number, words = first
    header = [_plain(cell(word, number, 0).text) for word in words]
    before = len(problems)

    def refuse(place: int, message: str, next_move: str) -> None:
        problems.append(
            ImportProblem(
                file=path.as_posix(),
                line=number,
                column=place,
                message=message,
                next_move=next_move,
            )
        )

    for place, word in enumerate(header, start=1):
        if word and word not in table.columns:
            # Without a header this is a patient, so only a near miss is quoted.
            meant = suggested(word, table.columns)
            if meant:
                refuse(place, f'"{word}" is not a column.', f'Did you mean "{meant}"?')
            else:
                refuse(
                    place,
                    f"The heading of column {place} is not known.",
                    f"Take the column out. The columns are {listed(table.columns)}.",
                )
        elif word and word in header[: place - 1]:
            refuse(place, f'The column "{word}" is there twice.', "Take one of them out.")
    for name, column in table.columns.items():
        if column.required and name not in header and len(problems) == before:
            refuse(0, f'The column "{name}" is missing.', "Add it to the header and to every line.")
    return header if len(problems) == before else None


def _row(
    path: Path,
    number: int,
    texts: list[str],
    header: list[str],
    table: Table,
    problems: list[ImportProblem],
) -> Row | None:
    cells: dict[str, tuple[Cell, ...]] = {}
    for place, text in enumerate(texts, start=1):
        value = cell(text, number, place)
        if not value.text:
            continue
        if place > len(header) or not header[place - 1]:
            problems.append(
                ImportProblem(
                    file=path.as_posix(),
                    line=number,
                    column=place,
                    message=f"The line has a value in cell {place}, which has no heading.",
                    next_move="Put quotation marks around a value that holds the separator.",
                )
            )
            return None
        name = header[place - 1]
        cells[name] = _split(value) if table.columns[name].many else (value,)
    return Row(table=table.name, file=path.as_posix(), line=number, column=0, cells=cells)


def _split(value: Cell) -> tuple[Cell, ...]:
    return tuple(Cell(word, value.line, value.column) for word in value.text.split())
