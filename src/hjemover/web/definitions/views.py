"""/forlopsbeskrivelser: the published pathways, for who writes them and who works by them."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import catalogue
from hjemover.application.opaque import definition_code
from hjemover.definition.diagram import swimlanes
from hjemover.vocabulary import Role
from hjemover.web.definitions.presenter import URL, families, version_url, version_view
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
    found = catalogue.version(here, *_asked_for(request))
    if found is None:
        raise NotFound
    shown = version_view(found, words_of(request, visitor), visitor.language, here.small_numbers)
    return render(request, visitor, "definitions/version.html.j2", version=shown)


@page()
def drawing(request: Request, visitor: Visitor) -> Response:
    """One version as swimlanes."""
    code, number = _asked_for(request)
    found = catalogue.definition_of(site(request).house, code, number)
    if found is None:
        raise NotFound
    drawn = swimlanes(found, language=visitor.language, in_page=True, most_columns=7)
    return render(
        request,
        visitor,
        "definitions/drawing.html.j2",
        name=words_of(request, visitor).plain(found.name),
        number=number,
        back=version_url(found.id, number),
        drawing=Markup(drawn),
    )


@page()
def source(request: Request, visitor: Visitor) -> Response:
    """One of the files that a version was read from, as it was published."""
    place = _whole(request.path_params["place"])
    found = catalogue.source(site(request).house, *_asked_for(request), place)
    if found is None:
        raise NotFound
    name, text = found
    return Response(
        text.encode(),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name.rpartition("/")[2]}"'},
    )


def _asked_for(request: Request) -> tuple[str, int]:
    return request.path_params["code"], _whole(request.path_params["number"])


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
