"""In, out, and which units one looks at."""

import re
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import accounts, sessions
from hjemover.application.accounts import LinkVoid, PasswordTooWeak, SignInRefused
from hjemover.web.forms import FORM_LIMIT
from hjemover.web.kept import open_kept
from hjemover.web.pages import NotFound, open_page, page, redirect, render
from hjemover.web.rendering import words_of
from hjemover.web.signing_in import own_page
from hjemover.web.signing_in.passwords import password_fields, say_refused, say_weak
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Reader, Stranger, Visitor, visitor_of
from hjemover.web.wording import N_

_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@open_page()
def sign_in_page(request: Request, reader: Reader) -> Response:
    if isinstance(reader, Visitor):
        return redirect("/")
    return _sign_in_page(request, reader, to=request.query_params.get("til", ""))


@open_page(limit=2 * FORM_LIMIT)
def sign_in(request: Request, reader: Reader) -> Response:
    """Whose login and password they are; a new session, whatever there was before."""
    if not (site(request).settings.password_sign_in or site(request).provider is None):
        raise NotFound
    form = request.state.form
    login, password = str(form.get("brukernavn") or ""), str(form.get("passord") or "")
    here = site(request)
    try:
        account = accounts.check_password(here.house, login.strip(), password, address(request))
    except SignInRefused as refused:
        return _sign_in_page(
            request, reader,
            to=str(form.get("til") or ""), kept=str(form.get("husk") or ""), login=login,
            wrong=say_refused(request, reader, refused), status=422,
        )  # fmt: skip
    secret = sessions.begin(
        here.house, account.person, way="password", limits=here.limits, browser=browser(request)
    )
    if isinstance(reader, Visitor):
        # What this browser had before goes; else it would lie open with nobody to end it.
        sessions.end(here.house, reader.session)
    return after_sign_in(
        request, account.person, secret,
        to=str(form.get("til") or ""), kept=str(form.get("husk") or ""),
    )  # fmt: skip


def after_sign_in(
    request: Request,
    person: str,
    secret: str,
    *,
    to: str = "",
    kept: str = "",
    again: bool = False,
) -> Response:
    """On to where they were; with what they had typed when their session ended, if it is theirs.

    Args:
        again: They were signed in, and have shown anew that it is they.
    """
    typed = open_kept(request, kept, person) if kept else None
    if typed is None:
        return with_session(request, redirect(safe_target(to)), secret)
    here = site(request)
    visitor = visitor_of(sessions.resume(here.house, secret, here.limits), secret)
    response = render(
        request, visitor, "signing_in/kept.html.j2",
        action=typed.url, fields=typed.fields, again=again,
        shown=[value for name, value in typed.fields if len(value) > 20 or " " in value],
    )  # fmt: skip
    return with_session(request, response, secret)


def _sign_in_page(
    request: Request,
    reader: Reader,
    *,
    to: str,
    kept: str = "",
    login: str = "",
    wrong: str = "",
    status: int = 200,
) -> Response:
    return render(
        request, reader, "signing_in/sign_in.html.j2", status=status,
        next=to, kept=kept, login=login, wrong=wrong, why="",
    )  # fmt: skip


@page()
def sign_out(request: Request, visitor: Visitor) -> Response:
    here = site(request)
    sessions.end(here.house, visitor.session)
    url = _sign_out_there(request, visitor)
    if url:
        stranger = Stranger(language=visitor.language, token=visitor.token)
        response: Response = render(request, stranger, "signing_in/signed_out.html.j2", url=url)
    else:
        response = redirect("/logg-inn")
    response.delete_cookie(
        site(request).session_cookie, path="/", httponly=True, secure=site(request).https
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _sign_out_there(request: Request, visitor: Visitor) -> str:
    """Where to sign out of the provider; empty for who signed in with a password."""
    client = site(request).provider
    if client is None or visitor.session.way != "provider" or not client.sign_out_url:
        return ""
    back = f"{site(request).house.public_url}/logg-inn"
    query = {"client_id": client.provider.client_id, "post_logout_redirect_uri": back}
    return f"{client.sign_out_url}?{urlencode(query)}"


@page()
def go_on(request: Request, visitor: Visitor) -> Response:
    """That somebody is still there; asked by the page before the time is out."""
    if request.headers.get("Sec-Fetch-Mode") == "navigate":
        return redirect("/")
    return Response(status_code=204)


@page()
def choose_units(request: Request, visitor: Visitor) -> Response:
    """Look at these units from now on. None chosen is all of them."""
    form = request.state.form
    wanted = tuple(str(one) for one in form.getlist("enhet") if one in visitor.units)
    chosen = () if len(wanted) == len(visitor.units) else wanted
    sessions.choose_units(site(request).house, visitor.session, chosen)
    return redirect(safe_target(str(form.get("tilbake") or "")))


# --- the one-time link ------------------------------------------------------------------------


@open_page()
def set_up_page(request: Request, reader: Reader) -> Response:
    token = str(request.path_params["token"])
    account = accounts.invited(site(request).house, token)
    if account is None:
        return render(request, reader, "signing_in/link_void.html.j2", status=410)
    return _set_up_page(request, reader, account.login)


@open_page()
def set_up(request: Request, reader: Reader) -> Response:
    token, form = str(request.path_params["token"]), request.state.form
    house = site(request).house
    account = accounts.invited(house, token)
    if account is None:
        return render(request, reader, "signing_in/link_void.html.j2", status=410)
    password = str(form.get("passord") or "")
    try:
        if password != str(form.get("igjen") or ""):
            wrong = words_of(request, reader).text(N_("De to passordene er ikke like."))
            return _set_up_page(request, reader, account.login, again=wrong)
        accounts.set_up(house, token, password)
    except PasswordTooWeak as weak:
        return _set_up_page(request, reader, account.login, wrong=say_weak(request, reader, weak))
    except LinkVoid:
        return render(request, reader, "signing_in/link_void.html.j2", status=410)
    return render(request, reader, "signing_in/set_up_done.html.j2", login=account.login)


def _set_up_page(
    request: Request, reader: Reader, login: str, *, wrong: str = "", again: str = ""
) -> Response:
    fields = password_fields(words_of(request, reader), wrong=wrong, again=again)
    return render(
        request, reader, "signing_in/set_up.html.j2",
        status=422 if wrong or again else 200, login=login, fields=fields,
        link=request.path_params["token"],
    )  # fmt: skip


# --- shared with the other ways in --------------------------------------------------------------


def with_session(request: Request, response: Response, secret: str) -> Response:
    """Give the browser its session, and forget what tied its forms before."""
    here = site(request)
    response.set_cookie(
        here.session_cookie, secret, path="/", httponly=True, samesite="lax", secure=here.https
    )
    response.delete_cookie(here.gate_cookie, path="/", httponly=True, secure=here.https)
    return response


def safe_target(to: str) -> str:
    """Where to go on to: a path of our own, never another site."""
    if not re.fullmatch(r"/(?![/\\])[\w\-./?=&%+,~:]*", to):
        return "/"
    # What is taken together on the way, as "/..//", could be read as another host in the end.
    path = to.partition("?")[0]
    return "/" if "//" in path or "/." in path or "%" in path else to


def address(request: Request) -> str:
    """Where the request comes from; behind a proxy uvicorn has put the real one in place."""
    return request.client.host if request.client else ""


def browser(request: Request) -> str:
    """What a list of sessions calls the browser: its family alone."""
    agent = request.headers.get("User-Agent", "")
    return next((name for sign, name in _BROWSERS if sign in agent), "")


FEATURE = Feature(
    name="signing_in",
    routes=(
        Route("/logg-inn", sign_in_page, methods=["GET"]),
        Route("/logg-inn", sign_in, methods=["POST"]),
        Route("/logg-ut", sign_out, methods=["POST"]),
        Route("/okt/fortsett", go_on, methods=["POST"]),
        Route("/okt/enhet", choose_units, methods=["POST"]),
        Route("/oppsett/{token}", set_up_page, methods=["GET"]),
        Route("/oppsett/{token}", set_up, methods=["POST"]),
        *own_page.ROUTES,
    ),
)
