"""What an order would come to is shown to whoever may give it, and nothing is done."""

from datetime import date

import pytest

from hjemover.application.previewing import preview_order
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import Absence, Deputy
from tests.application.town import HOSPITAL, INTAKE, LUNG_WARD, MONDAY, NURSE, OTHER_INTAKE, at

TODAY = MONDAY.date()


def test_what_a_preview_tells_is_what_the_order_does(town):
    ref = town.enrol()
    send = town.open(ref, "send")
    accept = c.AcceptHandoff(obligation=send.id, person="ola")
    before = town.contents()

    told = preview_order(town.house, ref, accept, at(INTAKE))

    assert town.contents() == before
    town.order(ref, accept, INTAKE)
    assert [one.id for one in told.ended] == [send.id]
    assert list(told.begun) == list(town.pathway(ref).obligations.values())


@pytest.mark.parametrize("unit", [LUNG_WARD, HOSPITAL, OTHER_INTAKE])
def test_whoever_may_not_give_the_order_is_not_shown_what_it_would_do(town, unit):
    ref = town.enrol()
    accept = c.AcceptHandoff(obligation=town.open(ref, "send").id, person="per")
    with pytest.raises(CommandRefused, match="not-your-unit"):
        preview_order(town.house, ref, accept, at(unit))


def test_a_pathway_that_does_not_exist_has_no_preview(town):
    correction = c.CorrectDate(name="diagnosed", value=date(2026, 2, 1))
    with pytest.raises(CommandRefused, match="unknown-pathway"):
        preview_order(town.house, "p-none", correction, at(HOSPITAL))


def test_a_deputy_is_shown_what_the_units_own_order_would_do(town):
    ref = town.enrol()
    accept = c.AcceptHandoff(obligation=town.open(ref, "send").id, person="nina")
    town.change(Deputy(unit=INTAKE, deputy=NURSE, from_day=TODAY))
    with pytest.raises(CommandRefused, match="not-your-unit"):
        preview_order(town.house, ref, accept, at(NURSE))

    town.change(Absence(person="ola", from_day=TODAY))
    assert preview_order(town.house, ref, accept, at(NURSE)).begun
