"""Templates into pages, or into the fragment of a page that htmx asked for."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block
from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse

from hjemover.calendar import NORWAY, Reason, WorkCalendar, say_deadline, say_reason
from hjemover.definition.models import Text
from hjemover.store.sessions import Said
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.assets import asset, icon, vendored
from hjemover.web.site import Site, site
from hjemover.web.visitor import Reader, Visitor
from hjemover.web.wording import N_, Words

HERE: Final = Path(__file__).parent

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.COORDINATOR: N_("koordinator"),
    Role.DESIGNER: N_("forløpsutformer"),
    Role.MANAGER: N_("leder"),
    Role.ADMINISTRATOR: N_("administrator"),
    Role.AUDITOR: N_("innsynsansvarlig"),
}


class Now(Struct, frozen=True):
    """The page that is being made: macros read it, so that nobody hands it around."""

    words: Words
    reader: Reader
    at: datetime


_now: ContextVar[Now] = ContextVar("page")


def words_of(request: Request, reader: Reader) -> Words:
    """The texts in the reader's language."""
    return site(request).wording[reader.language]


def render(
    request: Request,
    reader: Reader,
    template: str,
    fragment: str | None = None,
    status: int = 200,
    **context: Any,
) -> HTMLResponse:
    """The page *template* for *reader*; only its block *fragment* when htmx asks for a part.

    Args:
        template: Its path under ``web/``, as ``inbox/inbox.html.j2``.
    """
    here = site(request)
    now = Now(here.wording[reader.language], reader, here.house.clock.now())
    partly = fragment is not None and asked_for_part(request)
    said: tuple[Said, ...] = tuple(getattr(request.state, "said", ()))
    if isinstance(reader, Visitor) and not partly:
        said = (*reader.session.said, *said)
        request.state.shown = True
    values = {
        "here": request.url.path,
        "query": request.url.query,
        "visitor": reader if isinstance(reader, Visitor) else None,
        "language": reader.language,
        "now": now.at,
        "said": said,
        **_surroundings(request, here, reader),
        **context,
    }
    token = _now.set(now)
    try:
        if fragment is not None and partly:
            body = render_block(here.environment, template, fragment, **values)
        else:
            body = here.environment.get_template(template).render(**values)
    finally:
        _now.reset(token)
    response = HTMLResponse(body, status_code=status)
    response.headers["Vary"] = "HX-Request, HX-Request-Type"
    return response


def asked_for_part(request: Request) -> bool:
    """Whether htmx wants a part of the page, and not all of it."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type") != "full"


def _surroundings(request: Request, here: Site, reader: Reader) -> Mapping[str, Any]:
    """What the frame around every page shows."""
    links = (
        [one for one in here.links if not one.roles or reader.may(*one.roles)]
        if isinstance(reader, Visitor)
        else []
    )
    return {
        "links": links,
        "waiting": {
            one.url: one.waiting(request, reader)
            for one in links
            if one.waiting is not None and isinstance(reader, Visitor)
        },
        "styles": [style for one in here.features for style in one.styles],
        "scripts": [script for one in here.features for script in one.scripts],
        "provider": here.settings.provider_name if here.provider else "",
        "password_sign_in": here.settings.password_sign_in or here.provider is None,
        "demo": here.settings.environment == "demo",
        "idle_seconds": int(here.limits.idle.total_seconds()),
    }


@cache
def make_environment() -> Environment:
    """Jinja for pages: everything escaped, nothing missing, words and formats within reach."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    i18n: Any = environment
    i18n.install_gettext_callables(
        lambda msgid: _now.get().words.html(msgid),
        lambda one, many, n: _now.get().words.html_count(one, many, n),
        newstyle=True,
    )
    environment.globals.update(_GLOBALS)
    # Made once, and within reach of fragments too, whose imports would not be run.
    environment.globals["ui"] = environment.get_template("components/all.html.j2").module
    return environment


def _say_text(text: Text) -> Markup:
    return _now.get().words.of(text)


def _token_field() -> Markup:
    """The hidden field that every form with an act in it carries."""
    return Markup('<input type="hidden" name="_token" value="{}">').format(_now.get().reader.token)


def _day(value: date, *, weekday: bool = True) -> str:
    return formats.day(value, _now.get().words.language, weekday=weekday)


def _instant(value: datetime, *, weekday: bool = True) -> str:
    return formats.instant(value, _now.get().words.language, weekday=weekday)


def _relative(value: datetime | date, calendar: WorkCalendar = NORWAY) -> str:
    now = _now.get()
    return formats.relative(value, now.at, now.words, calendar)


def _limit(due: datetime | date, calendar: WorkCalendar = NORWAY, *, named: bool = False) -> str:
    now = _now.get()
    return formats.limit(due, now.at, now.words, calendar, named=named)


def _number(value: float) -> str:
    return formats.number(value, _now.get().words.language)


def _say_reason(reason: Reason, names: Mapping[str, str] | None = None) -> str:
    return say_reason(reason, _now.get().words.language, names=names)


def _due_day(due: datetime | date) -> str:
    """The day of a deadline in full; a moment within the day with its time."""
    language = _now.get().words.language
    return say_deadline(due, language) if isinstance(due, datetime) else formats.day(due, language)


def _role_name(role: Role) -> str:
    return _now.get().words.text(ROLE_NAMES[role])


def _token() -> str:
    return _now.get().reader.token


_GLOBALS: Final[dict[str, Callable[..., Any]]] = {
    "asset": asset,
    "vendored": vendored,
    "icon": icon,
    "text": _say_text,
    "token_field": _token_field,
    "token": _token,
    "day": _day,
    "instant": _instant,
    "clock": formats.clock,
    "relative": _relative,
    "limit": _limit,
    "number": _number,
    "reason": _say_reason,
    "due_day": _due_day,
    "role_name": _role_name,
}
