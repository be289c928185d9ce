"""Look-up by birth number, emergency access, and the access log for those who may read it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import seeing
from hjemover.application.noticing import setting_of
from hjemover.application.seeing import EmergencyRefused
from hjemover.birth_number import BirthNumberError, check_birth_number
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, Option
from hjemover.web.looking import looker
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.seeing.presenter import STATUSES, look_row, review_row, say_number_fault
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words


def _number_field(words: Words, value: str = "", error: str = "") -> FieldView:
    return FieldView(
        name="fodselsnummer",
        type="text",
        label=words.text(N_("Fødselsnummer")),
        help=words.text(N_("Elleve sifre, med eller uten mellomrom.")),
        value=value,
        error=error,
    )


def _number_in(request: Request, words: Words) -> tuple[str, FieldView]:
    """The posted number, and its field with what is wrong with it."""
    typed = str(request.state.form.get("fodselsnummer") or "")
    try:
        return check_birth_number(typed).digits, _number_field(words, typed)
    except BirthNumberError as wrong:
        return "", _number_field(words, typed, say_number_fault(wrong, words))


# --- look-up ------------------------------------------------------------------------------------


@page(Role.COORDINATOR, Role.MANAGER)
def look_up_page(request: Request, visitor: Visitor) -> Response:
    return render(
        request, visitor, "seeing/look_up.html.j2",
        field=_number_field(words_of(request, visitor)), found=None, pathways=(),
    )  # fmt: skip


@page(Role.COORDINATOR, Role.MANAGER)
def look_up(request: Request, visitor: Visitor) -> Response:
    """Posted, so that the number stands in no address and in no log of addresses."""
    words = words_of(request, visitor)
    number, field = _number_in(request, words)
    if not number:
        return render(
            request, visitor, "seeing/look_up.html.j2", status=422, field=field, found=None,
            pathways=(),
        )  # fmt: skip
    found = seeing.search(site(request).house, looker(request, visitor), number)
    return render(
        request, visitor, "seeing/look_up.html.j2",
        field=_number_field(words), found=found,
        pathways=[(one, words.text(STATUSES[one.status])) for one in found.pathways],
    )  # fmt: skip


# --- emergency access ---------------------------------------------------------------------------


@page(Role.COORDINATOR, Role.MANAGER)
def emergency_page(request: Request, visitor: Visitor) -> Response:
    return _emergency_page(request, visitor, _number_field(words_of(request, visitor)))


def _emergency_page(
    request: Request,
    visitor: Visitor,
    number: FieldView,
    *,
    reason: str = "",
    reason_wrong: str = "",
) -> Response:
    words = words_of(request, visitor)
    fields = [
        number,
        FieldView(
            name="grunn",
            type="long-text",
            label=words.text(N_("Hvorfor må du se pasienten nå?")),
            help=words.text(
                N_("Innsynsansvarlig leser det, og pasienten kan få se at du har brukt nødrett.")
            ),
            value=reason,
            error=reason_wrong,
        ),
    ]
    units = sorted(visitor.actor.units)
    if len(units) > 1:
        options = tuple(Option(unit, visitor.units[unit]) for unit in units)
        fields.append(
            FieldView(
                name="enhet",
                type="choice",
                label=words.text(N_("For hvilken enhet?")),
                options=options,
                values=(units[0],),
            )
        )
    wrong = any(field.error for field in fields)
    return render(
        request, visitor, "seeing/emergency.html.j2", status=422 if wrong else 200,
        fields=fields, hours=int(seeing.EMERGENCY_LASTS.total_seconds() // 3600),
    )  # fmt: skip


@page(Role.COORDINATOR, Role.MANAGER)
def take_emergency(request: Request, visitor: Visitor) -> Response:
    words = words_of(request, visitor)
    form = request.state.form
    number, field = _number_in(request, words)
    reason = str(form.get("grunn") or "")
    if not number:
        return _emergency_page(request, visitor, field, reason=reason)
    wanted = str(form.get("enhet") or min(visitor.actor.units))
    try:
        taken = seeing.take_emergency_access(
            site(request).house,
            looker(request, visitor),
            unit=wanted if wanted in visitor.actor.units else "",
            birth_number=number,
            reason=reason,
        )
    except EmergencyRefused as refused:
        if refused.why == "unknown-patient":
            unknown = words.text(N_("Ingen pasient med dette nummeret er kjent her."))
            field = _number_field(words, field.value, unknown)
            return _emergency_page(request, visitor, field, reason=reason)
        short = words.text(N_("Skriv hvorfor, med noen ord."))
        return _emergency_page(request, visitor, field, reason=reason, reason_wrong=short)
    found = seeing.search(site(request).house, looker(request, visitor), number)
    return render(
        request, visitor, "seeing/emergency_taken.html.j2",
        found=found, none=not taken.refs, told=taken.told,
        hours=int(seeing.EMERGENCY_LASTS.total_seconds() // 3600),
        pathways=[(one, words.text(STATUSES[one.status])) for one in found.pathways],
    )  # fmt: skip


# --- who has seen -------------------------------------------------------------------------------


@page(Role.AUDITOR)
def audit_page(request: Request, visitor: Visitor) -> Response:
    return _audit_page(request, visitor, _number_field(words_of(request, visitor)))


@page(Role.AUDITOR)
def audit(request: Request, visitor: Visitor) -> Response:
    """Who has seen the patient with this number."""
    number, field = _number_in(request, words_of(request, visitor))
    return _audit_page(request, visitor, field, number=number)


def _audit_page(
    request: Request, visitor: Visitor, field: FieldView, *, number: str = ""
) -> Response:
    words, house = words_of(request, visitor), site(request).house
    who = looker(request, visitor)
    seen = seeing.accesses_to(house, who, number) if number else None
    with house.database.reading() as tx:
        units = {id_: unit.name for id_, unit in house.addresses(tx).units.items()}
    denied = seeing.accesses_by(house, who, only_denied=True)
    waiting = seeing.to_review(house, who)
    told = seeing.told_by_mail(house, waiting)
    return render(
        request, visitor, "seeing/audit.html.j2", status=422 if field.error else 200,
        field=field,
        looked_up=bool(number),
        looks=None if seen is None else [look_row(one, words) for one in seen],
        denied=[look_row(one, words) for one in denied[:50]],
        to_review=[
            review_row(one, units, told[one.emergency.id], words) for one in waiting
        ],
        unheard=not setting_of(house, visitor.person).reachable,
    )  # fmt: skip


@page(Role.AUDITOR)
def review(request: Request, visitor: Visitor) -> Response:
    """Say what came of following an emergency access up."""
    form = request.state.form
    words = str(form.get("vurdering") or "").strip()
    if not words:
        say(request, N_("Skriv hva oppfølgingen viste."), kind="warning")
        return redirect("/innsyn")
    done = seeing.review_emergency(
        site(request).house, looker(request, visitor), str(form.get("nodrett") or ""), words
    )
    if not done:
        raise NotFound
    say(request, N_("Nødretten er fulgt opp."))
    return redirect("/innsyn")


@page(Role.COORDINATOR, Role.MANAGER)
def seen_by(request: Request, visitor: Visitor) -> Response:
    """Who has seen the patient of one pathway, for a unit with a part in it."""
    ref = str(request.path_params["ref"])
    words, house = words_of(request, visitor), site(request).house
    who = looker(request, visitor)
    looks = seeing.accesses_to_pathway(house, who, ref)
    sight = seeing.see(house, who, ref, thing="access-log") if looks is not None else None
    if looks is None or sight is None:
        raise NotFound
    return render(
        request, visitor, "seeing/seen_by.html.j2",
        sight=sight, looks=[look_row(one, words) for one in looks],
    )  # fmt: skip


def _waiting(request: Request, visitor: Visitor) -> int:
    """How many emergency accesses wait for this auditor."""
    who = looker(request, visitor.acting_as([Role.AUDITOR]))
    return len(seeing.to_review(site(request).house, who))


FEATURE = Feature(
    name="seeing",
    routes=(
        Route("/sporr", look_up_page, methods=["GET"]),
        Route("/sporr", look_up, methods=["POST"]),
        Route("/nodrett", emergency_page, methods=["GET"]),
        Route("/nodrett", take_emergency, methods=["POST"]),
        Route("/innsyn", audit_page, methods=["GET"]),
        Route("/innsyn", audit, methods=["POST"]),
        Route("/innsyn/nodrett", review, methods=["POST"]),
        Route("/innsyn/forlop/{ref}", seen_by, methods=["GET"]),
    ),
    links=(
        Link(
            label=N_("Finn pasient"),
            url="/sporr",
            icon="MagnifyingGlass",
            roles=(Role.COORDINATOR, Role.MANAGER),
            order=40,
        ),
        Link(
            label=N_("Innsyn"),
            url="/innsyn",
            icon="ShieldLock",
            roles=(Role.AUDITOR,),
            order=80,
            waiting=_waiting,
        ),
    ),
)
