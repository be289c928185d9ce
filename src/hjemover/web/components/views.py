"""One example of each component, for whoever makes a screen."""

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.calendar import after, parse_duration
from hjemover.definition.models import Field, Text
from hjemover.store.sessions import Said
from hjemover.web.answers import field_views
from hjemover.web.pages import open_page, render
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Reader


def _text(nb: str, nn: str, en: str) -> Text:
    return Text(nb=nb, nn=nn, en=en)


_CHOICES = {
    "a": _text("Ikke nå", "Ikkje no", "Not now"),
    "b": _text("Senere", "Seinare", "Later"),
}
_HOURS = Field(type="number", label=_text("Timer", "Timar", "Hours"), at_least=0)
_NAME = Field(type="text", label=_text("Hvem", "Kven", "Who"), required=True)
EXAMPLE_FIELDS: dict[str, Field] = {
    "text": Field(
        type="text",
        label=_text("Kort tekst", "Kort tekst", "Short text"),
        help=_text("Bare noen ord.", "Berre nokre ord.", "A few words."),
    ),
    "long": Field(
        type="long-text", label=_text("Lang tekst", "Lang tekst", "Long text"), required=True
    ),
    "date": Field(type="date", label=_text("Dato", "Dato", "Date"), may_be_future=False),
    "yes-no": Field(type="yes-no", label=_text("Ja eller nei", "Ja eller nei", "Yes or no")),
    "number": Field(type="number", label=_text("Tall", "Tal", "Number"), required=True),
    "choice": Field(
        type="choice", label=_text("Velg én", "Vel éin", "Choose one"), choices=_CHOICES
    ),
    "choices": Field(
        type="choices", label=_text("Velg flere", "Vel fleire", "Choose several"), choices=_CHOICES
    ),
    "municipality": Field(type="municipality", label=_text("Kommune", "Kommune", "Municipality")),
    "unit": Field(type="unit", label=_text("Enhet", "Eining", "Unit")),
    "service": Field(type="service", label=_text("Tjeneste", "Teneste", "Service")),
    "table": Field(
        type="table",
        label=_text("Tabell", "Tabell", "Table"),
        rows={"day": _text("Dag", "Dag", "Day"), "night": _text("Natt", "Natt", "Night")},
        columns={"hours": _HOURS, "who": _NAME},
    ),
    "list": Field(
        type="list", label=_text("Liste", "Liste", "List"), columns={"who": _NAME, "hours": _HOURS}
    ),
}  # fmt: skip
_PLACES = {
    "municipality": [("4601", "Bergen"), ("4627", "Askøy")],
    "unit": [("mottak", "Mottak Bergen, Bergen")],
    "service": [("intake", "Mottak")],
}
_WHY = after(date(2026, 4, 28), parse_duration("17 working days"))


@open_page()
def components(request: Request, reader: Reader) -> Response:
    words = words_of(request, reader)
    fields = field_views(
        EXAMPLE_FIELDS,
        {"text": "<script>alert(1)</script>", "choices": ["b"], "list": [{"who": "Lun Lampe"}]},
        words,
        places=_PLACES,
        errors={"number": "Skriv et tall."},
        today=date(2026, 11, 24),
    )
    return render(
        request, reader, "components/components.html.j2",
        fields=fields,
        said_example=Said(text="Oppgaven er gitt tilbake til enheten.", undo="/okt/fortsett"),
        due=site(request).house.clock.now() + timedelta(days=5),
        why=_WHY.reason,
    )  # fmt: skip


FEATURE = Feature(
    name="components",
    routes=(Route("/komponenter", components, methods=["GET"]),),
    demo_only=True,
)
