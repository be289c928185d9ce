"""The page for a new patient (/forlop/ny). Nothing leaves before it is confirmed."""

from collections.abc import Iterable, Mapping
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.admitting import Checked, FilledIn, WayIn, check, enrolled_by, ways_in
from hjemover.application.enrolling import enrol, new_order_id
from hjemover.application.opaque import step_code
from hjemover.application.seeing import search
from hjemover.application.way import Labels, labels_of
from hjemover.calendar import local_day, say_day
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, Option, read_day
from hjemover.web.enrol.wording import say_finding
from hjemover.web.looking import looker
from hjemover.web.pages import page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.way.reading import gp_offices, places_of
from hjemover.web.wording import N_, Words


@page(Role.COORDINATOR)
def new(request: Request, visitor: Visitor) -> Response:
    """The empty form, for one of the ways in."""
    ways = ways_in(site(request).house, visitor.actor)
    chosen = _chosen(ways, request.query_params.get("vei", ""))
    if chosen is None:
        return _choose(request, visitor, ways)
    return _form(request, visitor, chosen, ways, FormData(), {}, 200)


@page(Role.COORDINATOR)
def send(request: Request, visitor: Visitor) -> Response:
    """Look the form over and show what will follow; or enrol, when it says yes to that."""
    form, house = request.state.form, site(request).house
    order = str(form.get("ordre") or "")
    already = enrolled_by(house, order) if order else None
    ways = ways_in(house, visitor.actor)
    chosen = _chosen(ways, str(form.get("vei") or ""))
    if already is not None:
        say(request, _said_again(chosen))
        return redirect(f"/forlop/{already}")
    if chosen is None:
        return _choose(request, visitor, ways)
    filled, unreadable = _filled_in(form, chosen, words_of(request, visitor))
    checked = check(
        house, filled, visitor.actor, visitor.language,
        real=site(request).settings.environment == "production",
    )  # fmt: skip
    if checked.number is not None:
        # Whether somebody with that number is known here was looked up: that stands in the log.
        search(house, looker(request, visitor), checked.number.digits)
    words, labels = words_of(request, visitor), _labels(request, visitor, chosen)
    errors = {one.field: say_finding(one, words, labels) for one in checked.errors} | unreadable
    if errors or checked.enrolment is None:
        return _form(request, visitor, chosen, ways, form, errors, 422)
    again = any(one.code == "open-here" for one in checked.warnings)
    sure = form.get("ja") == "ja" and (not again or form.get("likevel") == "ja")
    if not sure:
        unticked = form.get("ja") == "ja"
        return _confirm(request, visitor, filled, checked, labels, unticked=unticked)
    answer = enrol(house, checked.enrolment, visitor.actor)
    done = N_("Saken er meldt inn.") if _is_case(chosen) else N_("Pasienten er meldt inn.")
    say(request, done)
    return redirect(f"/forlop/{answer.ref}")


def _is_case(way: WayIn) -> bool:
    return way.definition.about_nobody


def _said_again(way: WayIn | None) -> str:
    """What is said when a form is sent once more, as by the browser's own "back"."""
    if way is not None and _is_case(way):
        return N_("Saken var allerede meldt inn. Ingenting ble gjort to ganger.")
    return N_("Pasienten var allerede meldt inn. Ingenting ble gjort to ganger.")


@page(Role.COORDINATOR)
def edit(request: Request, visitor: Visitor) -> Response:
    """Back from the confirmation to the form, with all that was written in it."""
    ways = ways_in(site(request).house, visitor.actor)
    form = request.state.form
    chosen = _chosen(ways, str(form.get("vei") or ""))
    if chosen is None:
        return _choose(request, visitor, ways)
    return _form(request, visitor, chosen, ways, form, {}, 200)


# --- reading --------------------------------------------------------------------------------------


def _code(way: WayIn) -> str:
    return step_code("/".join(way.key))


def _chosen(ways: Iterable[WayIn], code: str) -> WayIn | None:
    """The way that is asked for; the only one there is when none is."""
    ways = list(ways)
    if not code and len(ways) == 1:
        return ways[0]
    return next((one for one in ways if _code(one) == code), None)


def _filled_in(form: FormData, way: WayIn, words: Words) -> tuple[FilledIn, dict[str, str]]:
    """What was written, and what of it could not be read as a day."""
    dates: dict[str, date] = {}
    wrong: dict[str, str] = {}
    for name, rule in way.definition.dates.items():
        text = str(form.get(f"dato.{step_code(name)}") or "").strip()
        if rule.first_known_of or not text:
            continue
        try:
            dates[name] = date.fromisoformat(read_day(text))
        except ValueError:
            wrong[f"date.{name}"] = words.text(N_("Skriv en dato, som 24.11.2026."))
    filled = FilledIn(
        order=str(form.get("ordre") or new_order_id()),
        way_in=way,
        name=str(form.get("navn") or ""),
        birth_number=str(form.get("nummer") or ""),
        without_number=form.get("uten") == "ja",
        case=str(form.get("saksnummer") or ""),
        municipality=str(form.get("kommune") or "") or None,
        gp=str(form.get("fastlege") or "") or None,
        dates=dates,
    )
    return filled, wrong


def _labels(request: Request, visitor: Visitor, way: WayIn) -> Labels:
    house = site(request).house
    with house.database.reading() as tx:
        return labels_of(house, tx, way.definition, visitor.language)


# --- showing --------------------------------------------------------------------------------------


def _choose(request: Request, visitor: Visitor, ways: list[WayIn]) -> Response:
    """Which pathway, and for which unit; or that there is none to choose."""
    words = words_of(request, visitor)
    offered = [
        (
            f"/forlop/ny?vei={_code(one)}",
            words.plain(one.definition.name),
            visitor.units.get(one.unit, one.unit),
            words.plain(one.definition.parties[one.party].name),
        )
        for one in ways
    ]
    return render(
        request,
        visitor,
        "enrol/choose.html.j2",
        offered=offered,
        cases=any(_is_case(one) for one in ways),
    )


def _form(
    request: Request,
    visitor: Visitor,
    way: WayIn,
    ways: list[WayIn],
    form: FormData,
    errors: Mapping[str, str],
    status: int,
) -> Response:
    words = words_of(request, visitor)
    return render(
        request,
        visitor,
        "enrol/new.html.j2",
        status=status,
        name=words.plain(way.definition.name),
        unit=visitor.units.get(way.unit, way.unit),
        several=len(ways) > 1,
        case=_is_case(way),
        fields=_fields(request, visitor, way, form, errors),
        way=_code(way),
        order=str(form.get("ordre") or new_order_id()),
    )


def _fields(
    request: Request, visitor: Visitor, way: WayIn, form: FormData, errors: Mapping[str, str]
) -> tuple[FieldView, ...]:
    words, labels = words_of(request, visitor), _labels(request, visitor, way)
    today = local_day(site(request).house.clock.now()).isoformat()
    dates = tuple(
        FieldView(
            name=f"dato.{step_code(name)}",
            type="date",
            label=words.of(rule.name),
            required=rule.required,
            value=str(form.get(f"dato.{step_code(name)}") or ""),
            latest="" if rule.may_be_future else today,
            error=errors.get(f"date.{name}", ""),
        )
        for name, rule in way.definition.dates.items()
        if not rule.first_known_of
    )
    if _is_case(way):
        return (
            FieldView(
                name="saksnummer",
                type="text",
                label=words.text(N_("Saksnummer i et annet system")),
                help=words.text(
                    N_("Skriv ikke navn eller fødselsnummer: en sak har ingen pasient.")
                ),
                required=False,
                value=str(form.get("saksnummer") or ""),
                error=errors.get("case", ""),
            ),
            *dates,
        )
    return (
        FieldView(
            name="nummer",
            type="text",
            label=words.text(N_("Fødselsnummer")),
            help=words.text(N_("Elleve sifre. D-nummer og syntetiske nummer går også.")),
            value=str(form.get("nummer") or ""),
            error=errors.get("birth_number", ""),
        ),
        FieldView(
            name="uten",
            type="choices",
            label=words.text(N_("Uten fødselsnummer")),
            required=False,
            values=("ja",) if form.get("uten") == "ja" else (),
            options=(Option("ja", words.text(N_("Pasienten har ikke noe, eller det er ukjent"))),),
        ),
        FieldView(
            name="navn",
            type="text",
            label=words.text(N_("Navn")),
            value=str(form.get("navn") or ""),
            error=errors.get("name", ""),
        ),
        *_places(way, labels, words, form, errors),
        *dates,
    )


def _places(
    way: WayIn, labels: Labels, words: Words, form: FormData, errors: Mapping[str, str]
) -> Iterable[FieldView]:
    """Where the patient belongs, as far as the definition finds anybody by it."""
    sought = {party.of for party in way.definition.parties.values()}
    organisation = labels.addresses.units[way.unit].organisation
    known = labels.addresses.organisations.get(organisation)
    own_town = organisation if known is not None and known.kind == "municipality" else ""
    if "patient.municipality" in sought:
        towns = places_of(labels.addresses)["municipality"]
        written = form.get("kommune")
        yield FieldView(
            name="kommune",
            type="municipality",
            label=words.text(N_("Kommune")),
            help=words.text(N_("Der pasienten bor. Den bestemmer hvem som tar imot.")),
            values=(str(written) if written is not None else own_town,),
            options=tuple(Option(value, label) for value, label in towns),
            error=errors.get("municipality", ""),
        )
    if "patient.gp" in sought:
        yield FieldView(
            name="fastlege",
            type="municipality",
            label=words.text(N_("Fastlege")),
            required=False,
            values=(str(form.get("fastlege") or ""),),
            options=tuple(Option(value, label) for value, label in gp_offices(labels.addresses)),
            error=errors.get("gp", ""),
        )


def _confirm(
    request: Request,
    visitor: Visitor,
    filled: FilledIn,
    checked: Checked,
    labels: Labels,
    *,
    unticked: bool,
) -> Response:
    """What will follow, before anything does: a page of its own."""
    words = words_of(request, visitor)
    effect = checked.effect
    assert effect is not None, "what nothing is wrong with has been foreseen"
    again = any(one.code == "open-here" for one in checked.warnings)
    return render(
        request,
        visitor,
        "enrol/confirm.html.j2",
        status=422 if unticked else 200,
        name=labels.text(filled.way_in.definition.name),
        version=filled.way_in.definition.version,
        case=_is_case(filled.way_in),
        patient=filled.name.strip(),
        number=filled.birth_number.strip(),
        facts=tuple(_facts(filled, labels, words)),
        warnings=[say_finding(one, words, labels) for one in checked.warnings],
        opened=[
            (
                f"/forlop/{one.ref}" if one.ref else "",
                say_day(one.enrolled, words.language, weekday=False),
            )
            for one in checked.open
        ],
        effects=effect.sentences,
        leaves=effect.leaves_house,
        sure=(_sure(words, unticked=unticked),) if again else (),
        fields=_kept(request.state.form, filled),
    )


def _sure(words: Words, *, unticked: bool) -> FieldView:
    """Whether one who is on the pathway already is to have one more of the same kind."""
    return FieldView(
        name="likevel",
        type="choices",
        label=words.text(N_("Et forløp til")),
        options=(
            Option("ja", words.text(N_("Ja, pasienten skal ha et forløp til av samme slag"))),
        ),
        error=words.text(N_("Kryss av, eller gå tilbake.")) if unticked else "",
    )


def _facts(filled: FilledIn, labels: Labels, words: Words) -> Iterable[tuple[str, str]]:
    yield words.text(N_("Meldes inn av")), labels.unit(filled.way_in.unit)
    if filled.case.strip():
        yield words.text(N_("Saksnummer i et annet system")), filled.case.strip()
    if filled.municipality:
        yield words.text(N_("Kommune")), labels.organisation(filled.municipality)
    if filled.gp:
        yield words.text(N_("Fastlege")), labels.organisation(filled.gp)
    for name, day in filled.dates.items():
        yield labels.named_date(name), say_day(day, words.language)


def _kept(form: FormData, filled: FilledIn) -> dict[str, str]:
    """The form over the confirmation, with the one order that it will be."""
    kept = {
        name: str(value)
        for name, value in form.items()
        if name not in ("_token", "ja", "likevel", "ordre")
    }
    return {**kept, "ordre": filled.order}


FEATURE = Feature(
    name="enrol",
    routes=(
        Route("/forlop/ny", new, methods=["GET"]),
        Route("/forlop/ny", send, methods=["POST"]),
        Route("/forlop/ny/rett", edit, methods=["POST"]),
    ),
    links=(
        Link(
            label=N_("Meld inn"),
            url="/forlop/ny",
            icon="PlusCircle",
            roles=(Role.COORDINATOR,),
            order=30,
        ),
    ),
)
