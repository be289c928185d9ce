"""Look-up by birth number, and the access log for those who may read it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import seeing
from hjemover.application.noticing import setting_of
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView
from hjemover.web.looking import looker
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.seeing import emergency
from hjemover.web.seeing.numbers import number_field, number_in
from hjemover.web.seeing.presenter import STATUSES, look_row, review_row
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

# --- look-up ------------------------------------------------------------------------------------


@page(Role.COORDINATOR, Role.MANAGER)
def look_up_page(request: Request, visitor: Visitor) -> Response:
    return render(
        request, visitor, "seeing/look_up.html.j2",
        field=number_field(words_of(request, visitor)), found=None, pathways=(),
    )  # fmt: skip


@page(Role.COORDINATOR, Role.MANAGER)
def look_up(request: Request, visitor: Visitor) -> Response:
    """Posted, so that the number stands in no address and in no log of addresses."""
    words = words_of(request, visitor)
    number, field = number_in(request, words)
    if not number:
        return render(
            request, visitor, "seeing/look_up.html.j2", status=422, field=field, found=None,
            pathways=(),
        )  # fmt: skip
    found = seeing.search(site(request).house, looker(request, visitor), number)
    return render(
        request, visitor, "seeing/look_up.html.j2",
        field=number_field(words), found=found, number=number,
        pathways=[(one, words.text(STATUSES[one.status])) for one in found.pathways],
    )  # fmt: skip


# --- who has seen -------------------------------------------------------------------------------


@page(Role.AUDITOR)
def audit_page(request: Request, visitor: Visitor) -> Response:
    return _audit_page(request, visitor, number_field(words_of(request, visitor)))


@page(Role.AUDITOR)
def audit(request: Request, visitor: Visitor) -> Response:
    """Who has seen the patient with this number."""
    number, field = number_in(request, words_of(request, visitor))
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
    looks = seeing.accesses_to_pathway(house, who, ref, words.language)
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
        *emergency.ROUTES,
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
