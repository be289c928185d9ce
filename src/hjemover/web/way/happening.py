"""Reporting what struck (hendelser): died, moved … with what it will do, before it is done."""

from collections.abc import Mapping
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.opaque import step_code
from hjemover.application.way import Way
from hjemover.calendar import local_day, start_of_day
from hjemover.definition.diagram.wording import Wording
from hjemover.engine import commands as c
from hjemover.phrasing import capital
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, field_views, read_answers, read_day, with_rows
from hjemover.web.pages import NotFound, page
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.way.correcting import day_of, form_page, kept_fields
from hjemover.web.way.deciding import Act, decide_on
from hjemover.web.way.reading import places_of, way_at
from hjemover.web.wording import N_


@page(Role.COORDINATOR)
def event_page(request: Request, visitor: Visitor) -> Response:
    """One event of the definition: its questions, what it will do, and the report."""
    seen = way_at(request, visitor, thing="change")
    way = seen.way
    rule = next(
        (one for one in way.events if step_code(one.id) == request.path_params["code"]), None
    )
    if rule is None or way.closed or not seen.acts:
        raise NotFound
    words, changed = words_of(request, visitor), with_rows(request.state.form)
    form = request.state.form if changed is None else changed
    now = site(request).house.clock.now()
    name = way.labels.text(rule.name)
    answers = read_answers(rule.ask, form)
    does = Wording(way.definition, visitor.language).effects(rule)

    def show(errors: Mapping[str, str], wrong: str, status: int) -> Response:
        fields = (
            *field_views(
                rule.ask,
                answers,
                words,
                places=places_of(way.labels.addresses),
                errors=errors,
                today=local_day(now),
                growing=form,
            ),
            FieldView(
                name="dag",
                type="date",
                label=words.text(N_("Når skjedde det?")),
                help=words.text(N_("La stå tomt for i dag.")),
                required=False,
                value=str(form.get("dag") or ""),
                latest=local_day(now).isoformat(),
                error=errors.get("dag", "") or errors.get("", ""),
            ),
        )
        return form_page(request, visitor, seen, name, fields, wrong, status, help=capital(does))

    if request.method == "GET" or changed is not None:
        return show({}, "", 200)
    written = str(form.get("dag") or "")
    day = day_of(read_day(written)) if written else None
    if written and day is None:
        return show({"dag": words.text(N_("Skriv en dato, som 24.11.2026."))}, "", 422)
    act = Act(
        command=c.ReportEvent(event=rule.id, answers=answers, effective=_effective(day, way, now)),
        title=name,
        yes=words.text(N_("Ja, meld fra")),
        kept=kept_fields(form),
        done=N_("Hendelsen er registrert."),
        show=show,
        danger=rule.close is not None,
    )
    return decide_on(request, visitor, seen, act)


def _effective(day: date | None, way: Way, now: datetime) -> datetime | None:
    """The instant that a day stands for: today is now, the day of enrolment is no earlier."""
    if day is None or day >= local_day(now):
        return None if day is None or day == local_day(now) else start_of_day(day)
    begins = start_of_day(day)
    if day == local_day(way.pathway.enrolled):
        return max(begins, way.pathway.enrolled)
    return begins
