"""Sharing out from the list: one row or many, with a result for each, and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.desk.asking import Cursor, desk_of
from hjemover.application.desk.inbox import MOST_AT_ONCE, Batch, batch_of
from hjemover.application.desk.sharing_out import (
    Claim,
    Deed,
    Done,
    Give,
    MarkOpened,
    Release,
    Result,
    Snooze,
    Wake,
    share_out,
    undo,
)
from hjemover.application.desk.writing import sides_of
from hjemover.application.enrolling import new_order_id
from hjemover.application.house import Actor, House
from hjemover.application.way import Labels
from hjemover.errors import CommandRefused
from hjemover.store import journal
from hjemover.store.desk.keeping import names_of
from hjemover.store.desk.rows import obligations_of
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role
from hjemover.web.answers import read_day
from hjemover.web.inbox.address import Chosen, asked
from hjemover.web.inbox.known import known_here
from hjemover.web.inbox.patients import seen_on_list
from hjemover.web.inbox.titles import title_of
from hjemover.web.opaque import find_by_key, obligation_key
from hjemover.web.pages import page, redirect, render, say
from hjemover.web.refusals import say_refusal
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

_ROLES: Final = (Role.COORDINATOR, Role.MANAGER)
new_order = new_order_id


def units_of(house: House, tx: Transaction, actor: Actor) -> frozenset[str]:
    """The actor's units, and those they stand in for today."""
    return desk_of(house, tx, actor).units


class Failed(Struct, frozen=True, kw_only=True):
    """One item that could not be done, and why."""

    title: str
    patient: str
    url: str
    why: str


def back_to(request: Request) -> Chosen:
    """The list that a form came from: read anew, so that no form leads anywhere else."""
    return Chosen.read(QueryParams(str(request.state.form.get("tilbake") or "")))


def items_named(tx: Transaction, boxes: Sequence[str]) -> list[tuple[str, str]]:
    """The items that boxes stand for; those that cannot be read are left out."""
    found = []
    for box in dict.fromkeys(boxes):
        ref, _, key = box.rpartition(".")
        obligation = find_by_key(key, obligations_of(tx, ref)) if ref else None
        if obligation is not None:
            found.append((ref, obligation))
    return found[:MOST_AT_ONCE]


@page(*_ROLES)
def share(request: Request, visitor: Visitor) -> Response:
    """Do one thing with the chosen rows, or with all that fit the filter."""
    form, house, back = request.state.form, site(request).house, back_to(request)
    words = words_of(request, visitor)
    deed = read_deed(form)
    if isinstance(deed, str):
        say(request, deed, kind="warning")
        return redirect(back.url())
    with house.database.reading() as tx:
        if form.get("alle"):
            wanted = asked(back, known_here(house, tx, visitor.actor), size=1)
            after = Cursor.read(str(form.get("etter") or ""))
            wanted = replace(wanted, after=after)
            chosen = batch_of(house, tx, visitor.actor, wanted, MOST_AT_ONCE)
        else:
            chosen = Batch(items=items_named(tx, [str(box) for box in form.getlist("sak")]))
    items = chosen.items
    if not items:
        say(request, N_("Velg minst én rad først."), kind="warning")
        return redirect(back.url())
    order = str(form.get("ordre") or "") or new_order_id()
    done = share_out(house, visitor.actor, order, items, deed)
    if done.refused or chosen.left:
        return _result_page(request, visitor, done, deed, back, chosen)
    _say_done(request, words, done, deed)
    if form.get("retur") == "sak" and len(items) == 1:
        return redirect(f"/oppgave/{items[0][0]}/{obligation_key(items[0][1])}")
    anchor = f"#sak-{items[0][0]}-{obligation_key(items[0][1])}" if len(items) == 1 else ""
    return redirect(back.url() + anchor)


def read_deed(form: object) -> Deed | str:
    """What the form asks for; a msgid when something is missing."""
    get = form.get  # type: ignore[attr-defined]
    match str(get("knapp") or ""):
        case "ta":
            return Claim(over=str(get("fra") or "") or None)
        case "legg-tilbake":
            return Release()
        case "gi":
            person = str(get("kollega") or "")
            return Give(person=person) if person else N_("Velg en kollega først.")
        case "utsett":
            day = read_day(str(get("dag") or "").strip())
            try:
                return Snooze(until=date.fromisoformat(day))
            except ValueError:
                return N_("Velg en dag å utsette til først.")
        case "hent":
            return Wake()
        case "lest":
            return MarkOpened()
        case _:
            return N_("Velg hva du vil gjøre.")


DONE_WORDS: Final[Mapping[type, tuple[str, str]]] = {
    Claim: (N_("%(num)d tatt."), N_("%(num)d tatt.")),
    Give: (N_("%(num)d gitt til kollegaen."), N_("%(num)d gitt til kollegaen.")),
    Release: (N_("%(num)d lagt tilbake."), N_("%(num)d lagt tilbake.")),
    Snooze: (N_("%(num)d utsatt."), N_("%(num)d utsatt.")),
    Wake: (N_("%(num)d hentet tilbake i listen."), N_("%(num)d hentet tilbake i listen.")),
    MarkOpened: (N_("%(num)d merket som åpnet."), N_("%(num)d merket som åpnet.")),
}


_AS_IT_IS: Final = "%(done)s"
"""For what is in words already."""


def said_of(done: Done, deed: Deed, words: Words) -> str:
    """ "31 tatt." """
    one, many = DONE_WORDS[type(deed)]
    return words.count(one, many, len(done.changed))


def _say_done(request: Request, words: Words, done: Done, deed: Deed) -> None:
    if not done.changed:
        say(request, N_("Ingenting ble endret: det var slik fra før."), kind="info")
        return
    fields = {"id": done.undo, "tilbake": back_to(request).query()} if done.undo else {}
    say(
        request,
        _AS_IT_IS,
        done=said_of(done, deed, words),
        undo="/innboks/angre" if done.undo else None,
        undo_fields={name: value for name, value in fields.items() if value is not None},
    )


def _result_page(
    request: Request, visitor: Visitor, done: Done, deed: Deed, back: Chosen, chosen: Batch
) -> Response:
    """ "31 tatt, 3 kunne ikke": which, and why; and how many there was no room for."""
    words = words_of(request, visitor)
    return render(
        request,
        visitor,
        "inbox/result.html.j2",
        done=said_of(done, deed, words) if done.changed else "",
        failed=why_failed(request, visitor, done.refused),
        undo=done.undo,
        back=back.url(),
        query=back.query(),
        left=chosen.left,
        most=MOST_AT_ONCE,
        next=_next_round(request, back, chosen),
    )


def _next_round(request: Request, back: Chosen, chosen: Batch) -> dict[str, str]:
    """The form once more, for those there was no room for."""
    if chosen.next is None:
        return {}
    form = request.state.form
    kept = {name: str(form.get(name) or "") for name in ("knapp", "kollega", "dag")}
    more = {"alle": "1", "etter": str(chosen.next), "tilbake": back.query(), "ordre": new_order()}
    return {name: value for name, value in (kept | more).items() if value}


def why_failed(request: Request, visitor: Visitor, refused: Sequence[Result]) -> list[Failed]:
    """Each that could not be done, by its name, with the reason."""
    house, words = site(request).house, words_of(request, visitor)
    found = []
    with house.database.writing() as tx:
        addresses = house.addresses(tx)
        holders = {
            str(one.refused.facts.get("by"))
            for one in refused
            if one.refused and one.refused.facts.get("by")
        }
        people = names_of(tx, holders)
        units = units_of(house, tx, visitor.actor)
        seen = seen_on_list(request, visitor, tx, {one.ref for one in refused}, "inbox")
        for one in refused:
            assert one.refused is not None
            why = say_refusal(one.refused, words, addresses)
            who = people.get(str(one.refused.facts.get("by")))
            if one.refused.code == "already-claimed" and who:
                why = words.text(N_("%(who)s har den."), who=who)
            found.append(
                Failed(
                    title=_title(house, tx, one, units, people, words),
                    patient=seen[one.ref].name if one.ref in seen else "",
                    url=f"/oppgave/{one.ref}/{obligation_key(one.obligation)}",
                    why=why,
                )
            )
    return found


def _title(
    house: House,
    tx: Transaction,
    one: Result,
    units: frozenset[str],
    people: Mapping[str, str],
    words: Words,
) -> str:
    stored = journal.load(tx, one.ref, for_update=False)
    open_ = stored.pathway.obligations.get(one.obligation) if stored else None
    if stored is None or open_ is None or not sides_of(open_) & units:
        return words.text(N_("En sak som ikke er åpen lenger"))
    rules = house.rules(tx, stored.pathway.definition, stored.pathway.version)
    labels = Labels(rules.definition, house.addresses(tx), people, words.language)
    return title_of(open_, units, labels, words)


@page(*_ROLES)
def take_back(request: Request, visitor: Visitor) -> Response:
    """Undo what was just done."""
    back = back_to(request)
    try:
        done = undo(site(request).house, visitor.actor, str(request.state.form.get("id") or ""))
    except CommandRefused:
        say(request, N_("Det kan ikke angres lenger."), kind="warning")
        return redirect(back.url())
    if done.refused:
        return render(
            request,
            visitor,
            "inbox/result.html.j2",
            done=words_of(request, visitor).text(N_("Angret.")) if done.changed else "",
            failed=why_failed(request, visitor, done.refused),
            undo=None,
            back=back.url(),
            query=back.query(),
            left=0,
            most=MOST_AT_ONCE,
            next={},
        )
    say(request, N_("Angret."))
    return redirect(back.url())


ROUTES: Final = (
    Route("/innboks/flere", share, methods=["POST"]),
    Route("/innboks/angre", take_back, methods=["POST"]),
)
