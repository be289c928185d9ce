"""/forlopsbeskrivelser: the published pathways, for who writes them and who works by them."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import catalogue
from hjemover.application.catalogue import PublishedVersion
from hjemover.application.opaque import definition_code
from hjemover.definition.diagram import swimlanes
from hjemover.vocabulary import Role
from hjemover.web.definitions.presenter import URL, families, version_view
from hjemover.web.pages import NotFound, page, redirect, render
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


@page()
def listed(request: Request, visitor: Visitor) -> Response:
    """Every published pathway, with its versions and how many are under way on each."""
    here = site(request).house
    found = families(catalogue.versions(here), words_of(request, visitor), here.small_numbers)
    return render(request, visitor, "definitions/list.html.j2", families=found)


@page()
def newest(request: Request, visitor: Visitor) -> Response:
    """On to the version that new enrolments begin on, or else to the newest."""
    code = request.path_params["code"]
    family = [
        one
        for one in catalogue.versions(site(request).house)
        if definition_code(one.definition) == code
    ]
    if not family:
        raise NotFound
    shown = next((one for one in family if one.in_force), family[0])
    return redirect(f"{URL}/{code}/{shown.version}")


@page()
def version(request: Request, visitor: Visitor) -> Response:
    """One version told in plain sentences, with what it changed and the files it was read from."""
    here = site(request).house
    found = _asked_for(request)
    shown = version_view(found, words_of(request, visitor), visitor.language, here.small_numbers)
    return render(request, visitor, "definitions/version.html.j2", version=shown)


@page()
def drawing(request: Request, visitor: Visitor) -> Response:
    """One version as swimlanes."""
    here = site(request).house
    found = _asked_for(request)
    return render(
        request,
        visitor,
        "definitions/drawing.html.j2",
        version=version_view(
            found, words_of(request, visitor), visitor.language, here.small_numbers
        ),
        drawing=Markup(
            swimlanes(found.definition, language=visitor.language, in_page=True, most_columns=7)
        ),
    )


@page()
def source(request: Request, visitor: Visitor) -> Response:
    """One of the files that a version was read from, as it was published."""
    files = sorted(_asked_for(request).sources.items())
    place = _whole(request.path_params["place"])
    if place >= len(files):
        raise NotFound
    name, text = files[place]
    return Response(
        text.encode(),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name.rpartition("/")[2]}"'},
    )


def _asked_for(request: Request) -> PublishedVersion:
    house = site(request).house
    code, number = request.path_params["code"], _whole(request.path_params["number"])
    known = {definition_code(one.definition): one.definition for one in catalogue.versions(house)}
    found = catalogue.version(house, known[code], number) if code in known else None
    if found is None:
        raise NotFound
    return found


def _whole(written: str) -> int:
    if not written.isascii() or not written.isdecimal() or len(written) > 6:
        raise NotFound
    return int(written)


FEATURE = Feature(
    name="definitions",
    routes=(
        Route(URL, listed, methods=["GET"]),
        Route(f"{URL}/{{code}}", newest, methods=["GET"]),
        Route(f"{URL}/{{code}}/{{number}}", version, methods=["GET"]),
        Route(f"{URL}/{{code}}/{{number}}/tegning", drawing, methods=["GET"]),
        Route(f"{URL}/{{code}}/{{number}}/fil/{{place}}", source, methods=["GET"]),
    ),
    links=(Link(label=N_("Forløp"), url=URL, icon="Files", roles=(Role.DESIGNER,), order=50),),
    styles=("definitions.css",),
)
