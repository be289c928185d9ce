"""Sending again: what it would come to, confirmed first, and one that is refused stops no other."""

import secrets

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import following_up
from hjemover.application.following_up import Stuck
from hjemover.application.handle import Order, handle
from hjemover.engine import commands as c
from hjemover.engine.preview import Preview
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.leading.naming import Names
from hjemover.web.pages import page, redirect, render, say
from hjemover.web.site import site
from hjemover.web.stuck.finding import names_for, rows_chosen, worded
from hjemover.web.stuck.presenter import URL, find_row, row_view
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


class Effect(Struct, frozen=True, kw_only=True):
    """What sending again would come to, in numbers; *refused* in words when it cannot be done."""

    prompts: int = 0
    due: object = None
    refused: str = ""


def effect_of(request: Request, visitor: Visitor, row: Stuck) -> Effect:
    house = site(request).house
    try:
        found: Preview = following_up.preview_reoffer(house, visitor.actor, *row.key)
    except CommandRefused as refusal:
        return Effect(refused=worded(request, visitor, refusal))
    moved = next((one for one in found.moved if one.obligation == row.item.obligation), None)
    after = moved.after if moved else None
    return Effect(prompts=found.prompts, due=after.at if after else None)


class Result(Struct, frozen=True, kw_only=True):
    """How it went with one of several."""

    step: str
    unit: str
    done: bool
    words: str


@page(Role.MANAGER)
def confirm_sending(request: Request, visitor: Visitor) -> Response:
    """What would be sent, to whom, before it leaves the house."""
    chosen = rows_chosen(request, visitor, request.query_params.getlist("sak"))
    names, now = names_for(request, visitor, chosen), site(request).house.clock.now()
    looked = [(row, effect_of(request, visitor, row)) for row in chosen]
    can = [(row_view(row, names, now), effect) for row, effect in looked if not effect.refused]
    cannot = [(row_view(row, names, now), effect) for row, effect in looked if effect.refused]
    return render(
        request, visitor, "stuck/sending.html.j2", can=can, cannot=cannot,
        id=secrets.token_urlsafe(12),
    )  # fmt: skip


@page(Role.MANAGER)
def send(request: Request, visitor: Visitor) -> Response:
    """Send each again: one that is refused stops no other."""
    form = request.state.form
    id = str(form.get("id") or secrets.token_urlsafe(12))[:64]
    house = site(request).house
    codes = [str(one) for one in form.getlist("sak")]
    refs = {code.partition(".")[0] for code in codes}
    rows = following_up.stuck_with(house, visitor.actor, refs)
    names = names_for(request, visitor, rows)
    results = []
    for code in dict.fromkeys(codes):
        row = find_row(rows, code)
        if row is None:
            results.append(Result(step="", unit="", done=False,
                                  words=names.words.text("Står ikke fast lenger.")))  # fmt: skip
            continue
        results.append(_send_one(request, visitor, row, f"{id}/{code}", names))
    done = sum(one.done for one in results)
    if done == len(results):
        say(request, N_("Sendt på nytt: %(num)d."), num=done)
        return redirect(URL)
    return render(
        request, visitor, "stuck/sent.html.j2", status=409, results=results, done=done
    )  # fmt: skip


def _send_one(request: Request, visitor: Visitor, row: Stuck, id: str, names: Names) -> Result:
    item, names = row.item, names.about(row.item.ref)
    step = names.step(item.definition, item.step, item.kind)
    unit = names.unit(item.receiver)
    try:
        handle(
            site(request).house,
            Order(
                id=id,
                ref=item.ref,
                command=c.ReofferHandoff(obligation=item.obligation),
                by=visitor.actor,
            ),
        )
    except CommandRefused as refusal:
        return Result(step=step, unit=unit, done=False, words=worded(request, visitor, refusal))
    return Result(step=step, unit=unit, done=True, words=names.words.text("Sendt på nytt."))
