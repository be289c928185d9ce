"""A person may hear beside their unit, and no choice of anybody's silences the unit."""

from datetime import date, time, timedelta
from typing import get_args

import pytest

from hjemover.application.house import Actor
from hjemover.application.notice_log import notices
from hjemover.application.noticing import GROUP_OF, GROUPS, choose, setting_of, wishes_of
from hjemover.application.queries import stuck
from hjemover.engine import commands as c
from hjemover.engine.outbox import MessageId
from hjemover.errors import CommandRefused
from hjemover.messages.channels import SendResult
from hjemover.store.address_book import Absence, Deputy, Membership, Person
from hjemover.vocabulary import Role
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    PERMANENT,
    Mailbox,
    at,
)

OWN = "ola@post.example"
UNITS = f"{INTAKE}@post.example"


def wants(town, person="ola", address=OWN, hour=8, **wishes):
    named = {group.replace("_", "-"): wish.replace("_", "-") for group, wish in wishes.items()}
    return choose(town.house, person, address=address, digest_hour=hour, wishes=named)


def post(town, *answers) -> Mailbox:
    out = Mailbox(*answers)
    town.post(out)
    return out


def test_every_message_is_in_one_group_that_people_choose_by():
    listed = [message for messages in GROUPS.values() for message in messages]
    assert sorted(listed) == sorted(get_args(MessageId))
    assert len(GROUP_OF) == len(listed)


def test_whoever_has_chosen_nothing_hears_nothing_and_the_unit_does(town):
    town.enrol()
    assert post(town).addresses == [UNITS]


def test_a_person_who_wants_to_hears_at_once_beside_the_unit(town):
    wants(town, new_work="at_once")
    town.enrol()
    assert sorted(post(town).addresses) == sorted([OWN, UNITS])
    assert post(town).addresses == []


@pytest.mark.parametrize("wish", ["at_once", "digest", "never"])
def test_the_unit_hears_just_as_before_whatever_its_people_choose(town, wish):
    wants(town, new_work=wish, answers=wish, deadlines=wish, trouble=wish, information=wish)
    town.enrol()
    heard = [to for to in post(town).addresses if to == UNITS]
    town.until(MONDAY + 3 * DAY)
    heard += [to for to in post(town).addresses if to == UNITS]
    assert len(heard) == 2  # the offer, and that its limit has passed


def test_only_the_kinds_a_person_chose_reach_them(town):
    wants(town, deadlines="at_once")
    town.enrol()
    assert post(town).addresses == [UNITS]
    town.until(MONDAY + 3 * DAY)
    assert OWN in post(town).addresses


def test_a_digest_of_ones_own_gathers_until_the_hour(town):
    wants(town, new_work="digest", hour=9)
    first, second = town.enrol(1), town.enrol(2)
    assert first != second
    assert post(town).addresses.count(OWN) == 0
    town.clock.set(MONDAY + DAY - timedelta(hours=1))  # 09.00 in Oslo
    out = post(town)
    assert out.addresses == [OWN]
    assert "2" in out.sent[0].content.subject


def test_what_is_done_meanwhile_is_not_in_the_digest(town):
    wants(town, new_work="digest", hour=9)
    ref = town.enrol(1)
    post(town)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.clock.set(MONDAY + DAY)
    assert OWN not in post(town).addresses


def test_whoever_is_away_does_not_hear_at_home(town):
    town.change(
        Person(id="eli", name="Ansatt eli", login="eli"),
        Membership(person="eli", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)),
        Absence(person="ola", from_day=MONDAY.date(), to_day=MONDAY.date()),
    )
    wants(town, new_work="at_once")
    town.enrol()
    assert post(town).addresses == [UNITS]


def test_whoever_leaves_the_unit_before_the_digest_does_not_get_it(town):
    wants(town, new_work="digest", hour=9)
    town.enrol()
    post(town)
    town.change(
        Person(id="eli", name="Ansatt eli", login="eli"),
        Membership(person="eli", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)),
        Membership(
            person="ola", unit=INTAKE, role=Role.COORDINATOR,
            from_day=date(2020, 1, 1), to_day=MONDAY.date(),
        ),
    )  # fmt: skip
    town.clock.set(MONDAY + DAY)
    assert OWN not in post(town).addresses
    (own,) = [one for one in notices(town.house, _ola()) if one.own]
    assert own.outcome == "not-needed"


def test_an_own_address_that_takes_no_mail_stops_nobody_and_is_told_to_its_owner(town):
    wants(town, new_work="at_once")
    town.enrol()
    post(town, SENT, PERMANENT)  # the unit's first, and then the person's own
    setting = setting_of(town.house, "ola")
    assert setting.status == "bounced"
    assert stuck(town.house, at(INTAKE)) == []
    failed = notices(town.house, _ola(), failed_only=True)
    assert [(one.own, one.outcome) for one in failed] == [(True, "failed")]
    assert wants(town, address="ola.ny@post.example", new_work="at_once").status == "ok"


SENT = SendResult(status="sent", code="250", detail="Taken.")


def _ola() -> Actor:
    return Actor(id="ola", units=frozenset({INTAKE}))


def test_nobody_sees_what_went_to_a_colleagues_own_address(town):
    wants(town, new_work="at_once")
    town.enrol()
    post(town)
    assert {one.own for one in notices(town.house, _ola())} == {True, False}
    assert {one.own for one in notices(town.house, at(INTAKE))} == {False}


def test_the_log_is_the_units_own(town):
    town.enrol()
    post(town)
    assert {one.unit for one in notices(town.house, at(INTAKE))} == {INTAKE}
    assert notices(town.house, at(NURSE)) == []


def test_a_message_that_was_overtaken_says_so_in_the_log(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    post(town)
    offered = next(
        one for one in notices(town.house, at(INTAKE)) if one.message == "handoff-offered"
    )
    assert (offered.outcome, offered.detail) == ("not-needed", "It is done already.")


def test_the_unit_that_stands_in_hears_while_it_does_and_the_other_as_well(town):
    town.enrol()
    town.change(
        Deputy(unit=INTAKE, deputy=NURSE, from_day=MONDAY.date()),
        Absence(person="ola", from_day=MONDAY.date(), to_day=MONDAY.date()),
    )
    assert sorted(post(town).addresses) == sorted([UNITS, f"{NURSE}@post.example"])


def test_an_escalation_to_the_lead_reaches_the_leads_own_address_only(town):
    town.change(
        Person(id="eli", name="Ansatt eli", login="eli"),
        Membership(person="eli", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)),
    )
    wants(town, trouble="at_once")
    wants(town, person="eli", address="eli@post.example", trouble="at_once")
    town.enrol()
    post(town)
    town.until(MONDAY + 10 * DAY)
    addresses = post(town).addresses
    assert OWN in addresses
    assert "eli@post.example" not in addresses


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "answer-missing"),
        ("ola", "answer-invalid"),
        ("ola@post", "answer-invalid"),
        ("ola@post.example\nBcc: alle@post.example", "answer-invalid"),
        ("ola@en@post.example", "answer-invalid"),
        ("Ola <ola@post.example>", "answer-invalid"),
    ],
)
def test_an_address_that_no_mail_can_reach_is_refused(town, address, code):
    with pytest.raises(CommandRefused, match=code) as refused:
        wants(town, address=address, new_work="at_once")
    assert refused.value.facts["field"] == "address"
    assert setting_of(town.house, "ola").address is None


def test_wanting_nothing_needs_no_address(town):
    assert wants(town, address="", new_work="never").address is None


def test_what_a_person_chose_is_kept_and_read_back(town):
    chosen = wants(town, hour=7, new_work="at_once", deadlines="digest")
    kept = setting_of(town.house, "ola")
    assert kept == chosen
    asked = wishes_of(kept)
    assert (asked.wish("handoff-offered"), asked.wish("reminder"), asked.wish("notice")) == (
        "at-once", "digest", "never",
    )  # fmt: skip
    assert asked.digest_at == time(7)


def test_the_hospital_does_not_hear_what_its_people_did_not_choose(town):
    wants(town, person="kari", address="kari@post.example", answers="digest")
    ref = town.enrol()
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvem?"), INTAKE)
    heard = post(town).addresses
    assert f"{HOSPITAL}@post.example" in heard
    assert "kari@post.example" not in heard
