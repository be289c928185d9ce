"""Lists as files to take along (CSV), that a spreadsheet opens and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO

from starlette.responses import Response

from hjemover.calendar import OSLO

Cell = str | int | float | date | datetime | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A file for a Norwegian spreadsheet: semicolons, decimal commas, and nothing to run."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return Response(
        # The mark tells the spreadsheet that it is UTF-8.
        ("\ufeff" + text.getvalue()).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(OSLO).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case _:
            return str(value)
