"""The lists behind the numbers of the overview, as pages and as files."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import figures
from hjemover.application.figures import HandoffRow, Kept, LimitRow, What
from hjemover.vocabulary import DeadlineClass, ObligationKind, Role
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.naming import Names
from hjemover.web.overview import presenter
from hjemover.web.overview.asked import say_period
from hjemover.web.overview.here import Here
from hjemover.web.pages import NotFound, page, render
from hjemover.web.visitor import Visitor

_ROLES = (Role.MANAGER,)
MOST = 1_000


def _handoffs(here: Here, request: Request) -> tuple[What, Sequence[HandoffRow]]:
    what = request.query_params.get("hva", "")
    known: What | None = next((one for one in presenter.WHATS if one == what), None)
    if known is None:
        raise NotFound
    rows = figures.handoff_list(
        here.house, here.actor, here.slice, here.wanted.way, known, most=MOST
    )
    return known, rows


@page(*_ROLES)
def handoffs(request: Request, visitor: Visitor) -> Response:
    """The handoffs that a number counts."""
    here = Here(request, visitor)
    what, rows = _handoffs(here, request)
    names = here.about({row.ref for row in rows})
    return render(
        request,
        visitor,
        "overview/handoffs.html.j2",
        title=names.words.text(presenter.WHATS[what]),
        way=names.words.text(presenter.WAY_NAMES[here.wanted.way]),
        period=say_period(here.slice.period, names),
        narrowed=narrowed(here),
        rows=[_handoff_view(row, names) for row in rows],
        most=MOST,
        back=here.asked.url(),
        file=here.asked.url("/overforinger.csv", hva=what),
    )


def _handoff_view(row: HandoffRow, names: Names) -> dict[str, object]:
    names = names.about(row.ref)
    return {
        "ref": row.ref,
        "step": names.step(row.definition, row.step, ObligationKind.HANDOFF),
        "pathway": names.pathway(row.definition),
        "sender": names.unit(row.sender),
        "receiver": names.unit(row.receiver),
        "status": names.words.text(presenter.STATUSES[row.status]),
        "offered": presenter.moment(row.offered, names),
        "ended": presenter.moment(row.ended, names),
        "days": presenter.number(row.days, names),
    }


def narrowed(here: Here) -> list[str]:
    found = []
    if here.slice.definition:
        found.append(here.names.pathway(here.slice.definition))
    if here.slice.counterpart:
        found.append(here.names.organisation(here.slice.counterpart))
    return found


@page(*_ROLES)
def handoffs_file(request: Request, visitor: Visitor) -> Response:
    here = Here(request, visitor)
    what, rows = _handoffs(here, request)
    names = here.about({row.ref for row in rows})
    words = names.words
    columns = (
        words.text("Sak"), words.text("Hva"), words.text("Forløp"), words.text("Fra"),
        words.text("Til"), words.text("Status"), words.text("Sendt"), words.text("Avsluttet"),
        words.text("Dager"),
    )  # fmt: skip
    table = []
    for row in rows:
        view = _handoff_view(row, names)
        table.append((
            row.ref, str(view["step"]), str(view["pathway"]), str(view["sender"]),
            str(view["receiver"]), str(view["status"]), row.offered, row.ended, row.days,
        ))  # fmt: skip
    return csv_file(f"overforinger-{what}-{here.slice.period.first.isoformat()}", columns, table)


def _limits(here: Here, request: Request) -> tuple[DeadlineClass, Kept, Sequence[LimitRow]]:
    kept: Kept | None = next(
        (one for one in presenter.KEPT if one == request.query_params.get("hva")), None
    )
    asked_class = request.query_params.get("klasse", "")
    if kept is None or asked_class not in set(DeadlineClass):
        raise NotFound
    of_class = DeadlineClass(asked_class)
    rows = figures.limit_list(here.house, here.actor, here.slice, of_class, kept, most=MOST)
    return of_class, kept, rows


@page(*_ROLES)
def limits(request: Request, visitor: Visitor) -> Response:
    """The limits that a number counts."""
    here = Here(request, visitor)
    of_class, kept, rows = _limits(here, request)
    names = here.names
    return render(
        request,
        visitor,
        "overview/limits.html.j2",
        title=names.words.text(presenter.KEPT[kept]),
        of_class=names.words.text(presenter.CLASSES[of_class]),
        period=say_period(here.slice.period, names),
        narrowed=narrowed(here),
        rows=[
            {
                "ref": row.ref,
                "step": names.step(row.definition, row.step, ObligationKind.TASK),
                "pathway": names.pathway(row.definition),
                "unit": names.unit(row.unit),
                "due": row.due,
                "ended": presenter.moment(row.ended, names),
                "late": row.late_on_arrival,
            }
            for row in rows
        ],
        most=MOST,
        back=here.asked.url(),
        file=here.asked.url("/frister.csv", klasse=of_class.value, hva=kept),
    )


@page(*_ROLES)
def limits_file(request: Request, visitor: Visitor) -> Response:
    """The same as a file. It shows no patient."""
    here = Here(request, visitor)
    of_class, kept, rows = _limits(here, request)
    names, words = here.names, here.names.words
    columns = (
        words.text("Sak"), words.text("Hva"), words.text("Forløp"), words.text("Enhet"),
        words.text("Frist"), words.text("Avsluttet"), words.text("Dager for sent da det kom"),
    )  # fmt: skip
    table = [
        (
            row.ref, names.step(row.definition, row.step, ObligationKind.TASK),
            names.pathway(row.definition), names.unit(row.unit), row.due, row.ended,
            row.late_on_arrival or None,
        )
        for row in rows
    ]  # fmt: skip
    first = here.slice.period.first.isoformat()
    return csv_file(f"frister-{of_class.value}-{kept}-{first}", columns, table)
