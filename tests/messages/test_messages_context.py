"""What a message may know, and what it may never be given."""

from datetime import UTC, datetime

import msgspec
import pytest

from hjemover.engine.outbox import OutboxEntry
from hjemover.messages import (
    MESSAGES,
    Addressee,
    ContextRefused,
    DigestContext,
    DigestLine,
    MessageContext,
    WorkKind,
    context_for,
    say_kind,
    work_kind,
)
from hjemover.messages.context import say_context
from hjemover.messages.kinds import WORDS
from hjemover.vocabulary import LANGUAGES, ObligationKind

DUE = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
INTAKE = Addressee(
    unit_name="Mottaket",
    organisation_name="Fjordvik kommune",
    link="https://hjemover.example/innboks/7f3kq2",
    settings_link="https://hjemover.example/varsler",
)
OFFER = OutboxEntry(
    key="p-71/send#1/handoff-offered/1/mottaket",
    ref="p-71",
    purpose="handoff",
    message="handoff-offered",
    unit="mottaket",
    obligation="send#1",
    due=DUE,
)


def context(**changes: object) -> MessageContext:
    base = context_for(OFFER, INTAKE, now=DUE, other_organisation="Nordfjell sykehus")
    return msgspec.structs.replace(base, **changes)


def test_a_message_has_no_field_for_a_person_a_step_or_a_pathway() -> None:
    # Adding a field here is a decision about what may leave the house. Argue for it in an ADR.
    assert MessageContext.__struct_fields__ == (
        "unit_name",
        "organisation_name",
        "count",
        "kind_of_work",
        "deadline",
        "late",
        "link",
        "other_unit_name",
        "settings_link",
    )
    assert DigestContext.__struct_fields__ == (
        "unit_name",
        "organisation_name",
        "lines",
        "link",
        "settings_link",
    )
    assert DigestLine.__struct_fields__ == ("kind_of_work", "count", "deadline", "late")


def test_nothing_of_the_work_but_its_kind_and_deadline_leaves_the_outbox() -> None:
    said = repr(context())

    assert "p-71" not in said
    assert "send" not in said
    assert WorkKind.HANDOFF in said


def test_what_is_shown_in_the_inbox_only_is_never_made_into_a_message() -> None:
    silent = msgspec.structs.replace(OFFER, inbox_only=True)

    with pytest.raises(ContextRefused, match="inbox only"):
        context_for(silent, INTAKE, now=DUE)


def test_a_deadline_is_late_from_its_own_instant_on() -> None:
    before = datetime(2026, 3, 6, 13, 59, tzinfo=UTC)

    assert not context_for(OFFER, INTAKE, now=before).late
    assert context_for(OFFER, INTAKE, now=DUE).late
    assert not context_for(msgspec.structs.replace(OFFER, due=None), INTAKE, now=DUE).late


@pytest.mark.parametrize("field", ["unit_name", "organisation_name", "other_unit_name"])
@pytest.mark.parametrize(
    "name",
    ["", "   ", "Mottaket\nBcc: alle", "Mottaket 41817012345", "Kari 418170 12345", "x" * 201],
)
def test_a_name_that_could_carry_more_than_a_name_is_refused_without_repeating_it(
    field: str, name: str
) -> None:
    with pytest.raises(ContextRefused, match=field) as refused:
        context(**{field: name})

    assert "12345" not in str(refused.value)
    assert "Bcc" not in str(refused.value)


@pytest.mark.parametrize("field", ["link", "settings_link"])
@pytest.mark.parametrize(
    "link",
    [
        "",
        "innboks",
        "javascript:alert(1)",
        "https://hjemover.example/innboks?navn=Kari",
        "https://hjemover.example/innboks#Kari",
        "https://kari@hjemover.example/innboks",
        "https://hjemover.example/41817012345",
        'https://hjemover.example/"onclick',
        "https://hjemover.example/a b",
    ],
)
def test_a_link_leads_to_the_inbox_and_hides_nothing(field: str, link: str) -> None:
    with pytest.raises(ContextRefused, match=field):
        context(**{field: link})


def test_an_opaque_id_with_many_digits_is_not_taken_for_a_birth_number() -> None:
    link = "https://hjemover.example/innboks/3f41817012345a90"

    assert context(link=link).link == link


def test_the_deadline_is_said_in_the_language_of_the_unit() -> None:
    said = {language: say_context(context(), language)["deadline"] for language in LANGUAGES}

    assert said == {
        "nb": "fredag 6. mars 2026 kl. 15.00",
        "nn": "fredag 6. mars 2026 kl. 15.00",
        "en": "Friday 6 March 2026 at 15:00",
    }


def test_every_kind_of_work_has_a_word_in_every_language() -> None:
    assert set(WORDS) == set(LANGUAGES)
    assert all(set(WORDS[language]) == set(WorkKind) for language in LANGUAGES)
    assert say_kind(WorkKind.HANDOFF, 1, "nn") == "overføring"
    assert say_kind(WorkKind.HANDOFF, 2, "nn") == "overføringar"
    assert say_kind(WorkKind.TASK, 0, "en") == "tasks"


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("obligation", [*ObligationKind, None])
def test_every_message_about_any_obligation_has_a_kind(
    message: str, obligation: ObligationKind | None
) -> None:
    assert work_kind(msgspec.convert(message, OutboxEntry.__annotations__["message"]), obligation)


def test_a_reminder_speaks_of_what_waits() -> None:
    assert work_kind("reminder", ObligationKind.HANDOFF) is WorkKind.HANDOFF
    assert work_kind("reminder", ObligationKind.TASK) is WorkKind.TASK
    assert work_kind("reminder", ObligationKind.CHOOSE_UNIT) is WorkKind.DECISION
    assert work_kind("handoff-returned", ObligationKind.HANDOFF) is WorkKind.QUESTION
