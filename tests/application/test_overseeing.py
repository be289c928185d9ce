"""Whoever follows up hears of an emergency access by mail, or it is said that nobody could."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta

import pytest

from hjemover.application import overseeing, seeing
from hjemover.application.house import Actor
from hjemover.application.notice_log import notices
from hjemover.application.noticing import choose
from hjemover.application.seeing import Looker, Taken
from hjemover.birth_number import make_synthetic
from hjemover.messages.channels import SmtpChannel, SmtpSettings
from hjemover.store.address_book import Membership, Person
from hjemover.vocabulary import Role
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    OTHER_INTAKE,
    PATIENT,
    PERMANENT,
    Mailbox,
    Town,
    temporary,
)
from tests.messages.mail_server import MailServer, Sink

NUMBER = make_synthetic(date(1950, 3, 1), 0)
WHY = "Pasienten er bevisstløs i mottak"
RITA, ANNE = "rita@hus.example", "anne@hus.example"


def has_role(town: Town, person: str, role: Role, unit: str = LUNG_WARD, **days: date) -> None:
    town.change(
        Person(id=person, name=f"Ansatt {person}", login=person),
        Membership(
            person=person, unit=unit, role=role, **{"from_day": date(2020, 1, 1), **days}
        ),
    )  # fmt: skip


def reached_at(town: Town, person: str, address: str) -> None:
    choose(town.house, person, address=address, digest_hour=8, wishes={})


def take(town: Town, person: str = "eva") -> Taken:
    units = frozenset({OTHER_INTAKE})
    who = Looker(actor=Actor(id=person, units=units), name=f"Ansatt {person}", units=units)
    return seeing.take_emergency_access(
        town.house, who, unit=OTHER_INTAKE, birth_number=NUMBER, reason=WHY
    )


def told(town: Town) -> list[str]:
    """How far the hospital's auditors have been told of each emergency access."""
    units = frozenset({HOSPITAL})
    rita = Looker(actor=Actor(id="rita", units=units), name="Rita", units=units)
    found = seeing.to_review(town.house, rita)
    return [*seeing.told_by_mail(town.house, found).values()]


def post(town: Town, *answers) -> Mailbox:
    town.post(out := Mailbox(*answers))
    return out


@pytest.fixture
def watched(town: Town) -> Town:
    """The hospital has an auditor, Rita, and Anne who keeps its address book."""
    has_role(town, "rita", Role.AUDITOR)
    has_role(town, "anne", Role.ADMINISTRATOR)
    reached_at(town, "rita", RITA)
    reached_at(town, "anne", ANNE)
    town.enrol()
    town.post()
    return town


def test_the_auditor_hears_at_once_and_nobody_else(watched: Town):
    assert take(watched).told

    out = post(watched)

    assert out.addresses == [RITA]
    (mail,) = out.sent
    assert mail.content.subject == "Lungeavdelingen: 1 bruk av nødrett å følge opp"
    assert "Helse Bergen" in mail.content.text
    assert "https://hjemover.example/innsyn\n" in mail.content.text
    assert told(watched) == ["sent"]
    assert post(watched).addresses == []


def test_the_mail_says_nothing_of_the_patient_the_reason_or_whoever_took_it(watched: Town):
    taken = take(watched)
    (mail,) = post(watched).sent

    whole = f"{mail.id} {mail.content.subject} {mail.content.text} {mail.content.html}".lower()
    for secret in (*PATIENT.split(), NUMBER, NUMBER[:6], *taken.refs, "bevisst", "eva", "askøy"):
        assert secret.lower() not in whole, secret


def test_every_auditor_of_the_organisation_hears_and_none_of_another(watched: Town):
    has_role(watched, "siri", Role.AUDITOR, HOSPITAL)
    has_role(watched, "ivar", Role.AUDITOR, OTHER_INTAKE)
    reached_at(watched, "siri", "siri@hus.example")
    reached_at(watched, "ivar", "ivar@askoy.example")

    take(watched)

    assert sorted(post(watched).addresses) == [RITA, "siri@hus.example"]


def test_neither_a_choice_nor_the_night_keeps_it_from_the_auditor(watched: Town):
    wishes = dict.fromkeys(("new-work", "answers", "deadlines", "trouble", "information"), "never")
    choose(
        watched.house, "rita", address=RITA, digest_hour=8, wishes={**wishes, "oversight": "never"}
    )
    watched.clock.set(MONDAY + 5 * DAY + timedelta(hours=14))  # Saturday night

    take(watched)

    assert post(watched).addresses == [RITA]


def test_what_is_rolled_back_tells_nobody_and_what_is_taken_has_told(watched: Town, monkeypatch):
    """In one transaction: no access without its message, and no message without its access."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(seeing.emergencies.access_log, "append", broken)
        with pytest.raises(RuntimeError):
            take(watched)
    assert watched.contents()["emergency_access"] == []
    assert post(watched).addresses == []

    monkeypatch.setattr(overseeing.outbox, "enqueue", broken)
    with pytest.raises(RuntimeError):
        take(watched)
    assert watched.contents()["emergency_access"] == []


def test_what_was_followed_up_before_the_mail_could_go_is_not_sent(watched: Town):
    take(watched)
    assert post(watched, *temporary(1)).addresses == []
    units = frozenset({HOSPITAL})
    rita = Looker(actor=Actor(id="rita", units=units), name="Rita", units=units)
    (waiting,) = seeing.to_review(watched.house, rita)
    assert told(watched) == ["waiting"]
    assert seeing.review_emergency(watched.house, rita, waiting.emergency.id, "Berettiget")

    watched.clock.set(MONDAY + timedelta(minutes=2))

    assert post(watched).addresses == []
    (own,) = notices(watched.house, rita.actor, also_in=frozenset({LUNG_WARD}))
    assert (own.message, own.outcome, own.detail) == (
        "emergency-taken", "not-needed", "It is done already.",
    )  # fmt: skip


def test_whoever_is_auditor_no_longer_when_it_is_sent_does_not_get_it(watched: Town):
    take(watched)
    has_role(watched, "rita", Role.AUDITOR, to_day=MONDAY.date() - DAY)

    out = post(watched)

    assert RITA not in out.addresses
    # Nobody else could hear of it either, so it is told where that is mended.
    assert [*out.addresses, *post(watched).addresses] == [ANNE]


# --- nobody to tell -------------------------------------------------------------------------------


@pytest.mark.parametrize("lacks", ["an auditor", "an address"])
def test_without_an_auditor_to_reach_whoever_keeps_the_address_book_is_told(town: Town, lacks: str):
    has_role(town, "anne", Role.ADMINISTRATOR)
    reached_at(town, "anne", ANNE)
    if lacks == "an address":
        has_role(town, "rita", Role.AUDITOR)
    town.enrol()
    town.post()

    assert not take(town).told

    out = post(town)
    assert out.addresses == [ANNE]
    assert "https://hjemover.example/adressebok\n" in out.sent[0].content.text
    assert told(town) == ["nobody"]


def test_an_auditor_who_took_it_themselves_does_not_count_as_told(watched: Town):
    has_role(watched, "rita", Role.COORDINATOR, OTHER_INTAKE)

    assert not take(watched, "rita").told
    assert post(watched).addresses == [ANNE]


def test_an_address_that_turns_out_to_take_no_mail_is_told_of_once(watched: Town):
    take(watched)
    out = post(watched, PERMANENT)

    assert [*out.addresses, *post(watched).addresses] == [ANNE]
    assert told(watched) == ["nobody"]
    # The next time it is known at once.
    assert not take(watched).told


def test_while_another_auditor_has_heard_a_dead_address_is_no_alarm(watched: Town):
    has_role(watched, "siri", Role.AUDITOR)
    reached_at(watched, "siri", "siri@hus.example")
    take(watched)

    out = post(watched, PERMANENT)

    assert [*out.addresses, *post(watched).addresses] == ["siri@hus.example"]
    assert told(watched) == ["sent"]


def test_organisations_without_an_auditor_to_reach_are_known_before_it_happens(watched: Town):
    with watched.house.database.reading() as tx:
        assert overseeing.unwatched(watched.house, tx, ["hus", "4601"]) == ["4601"]


def test_a_message_to_an_auditor_keeps_nobodys_work_stuck_and_no_colleague_sees_it(watched: Town):
    take(watched)
    post(watched, PERMANENT)
    at_the_ward = Actor(id="per", units=frozenset({LUNG_WARD}))

    assert notices(watched.house, at_the_ward) == []


# --- the real way out -----------------------------------------------------------------------------


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer(Sink(), None)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_it_reaches_a_real_mail_server_in_the_units_language(watched: Town):
    with mail_server() as server:
        relay = SmtpSettings(
            host="127.0.0.1", port=server.port, starttls="never",
            sender="varsel@hjemover.example", timeout=5,
        )  # fmt: skip
        take(watched)
        with closing(SmtpChannel(relay)) as channel:
            watched.post(channel)
        (mail,) = server.sink.mails

    assert mail["To"] == RITA
    assert mail["Subject"] == "Lungeavdelingen: 1 bruk av nødrett å følge opp"
    raw = server.sink.raw[0].decode()
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    assert len(parts) == 2
    for secret in (*PATIENT.split(), NUMBER, WHY, INTAKE):
        assert secret.lower() not in "\n".join([raw, *parts]).lower()


def test_a_server_that_will_not_have_the_address_is_as_good_as_nobody_told(watched: Town):
    with mail_server() as server:
        server.sink.refuse[RITA] = "550 5.1.1 No such user"
        relay = SmtpSettings(
            host="127.0.0.1", port=server.port, starttls="never",
            sender="varsel@hjemover.example", timeout=5,
        )  # fmt: skip
        take(watched)
        for _ in range(2):
            with closing(SmtpChannel(relay)) as channel:
                watched.post(channel)

    assert [mail["To"] for mail in server.sink.mails] == [ANNE]
    assert told(watched) == ["nobody"]
