"""Refusals as sentences: what happened, to what, and the next move."""

from collections.abc import Mapping

from hjemover.errors import CommandRefused, RefusalCode

REFUSALS: Mapping[RefusalCode, str] = {
    "unknown-pathway": "There is no pathway {ref}. Check the reference against `hjemover inbox`.",
    "unknown-definition": "{definition} is not published for that day. Run `hjemover publish`.",
    "unknown-obligation": "There is nothing called {obligation} in this pathway. Look at it again.",
    "unknown-unit": "There is no unit {unit} in the address book. Import it, or choose another.",
    "unknown-event": "The pathway has no event {event}.",
    "unknown-date": "The pathway has no date called {name} that can be set.",
    "unknown-party": "The pathway has no party {party}.",
    "unknown-step": "The pathway has no step {step}.",
    "already-enrolled": "That pathway has begun already.",
    "already-done": "{step} is done already. Look at the list again.",
    "pathway-closed": "The pathway is closed ({outcome}). Nothing more can be done in it.",
    "not-your-unit": "This belongs to {belongs_to}. Ask them, or have it handed over.",
    "wrong-status": "That cannot be done now: it is {status}. Look at it again.",
    "unknown-outcome": "{step} has no outcome {outcome}. It can be: {known}.",
    "unknown-item": "The checklist has no item {item}. It has: {known}.",
    "gate-closed": "{step} cannot be {outcome} yet. Still missing: {missing}.",
    "cannot-be-extended": "The limit of {obligation} cannot be prolonged ({why}).",
    "cannot-be-stopped": "The clock of {obligation} cannot be stopped now ({why}).",
    "answer-missing": "{field} must be answered.",
    "answer-invalid": "The answer to {field} does not fit ({why}). Correct it.",
    "date-in-future": "That lies in the future. Give a day that has been.",
    "date-before-start": "That is before the patient was enrolled. Give a later day.",
    "reason-missing": "A reason must be given. Write a few words.",
    "late-reason-missing": "It is late. Write why, in a few words.",
    "consent-missing": "The patient has not agreed to share this.",
    "cannot-forward-there": "It cannot be sent on to {unit}: they have it, or sent it.",
    "nobody-there": "Nobody at {unit} can take it now.",
    "already-claimed": "Somebody else at the unit has it. Ask them, or take it over.",
    "snooze-past-limit": "It cannot be put off past its limit. The last day is {latest}.",
    "snooze-not-ahead": "Put it off to a day that is still to come, within a year.",
    "too-many-views": "There are {most} saved views already. Remove one first.",
    "cannot-undo": "That cannot be taken back any more.",
    "version-conflict": "Somebody else has just changed this pathway. Look at it again.",
    "command-id-reused": "That order id was used for something else. Draw a new one.",
    "unknown-person": "That person does not work in this organisation. Choose another.",
    "not-your-organisation": "That belongs to another organisation. Ask those who look after it.",
    "unknown-follow-up": "There is no such follow-up in your organisation. Look at the list again.",
    "unknown-week": "There is no list for the week of {monday}. Freeze it, or choose another.",
    "follow-up-settled": "It is done, or was taken along by somebody else. Look at it again.",
    "nothing-chosen": "Nothing was chosen. Choose at least one.",
    "date-in-past": "That day has been. Give one to come.",
    "store-busy": "The database is busy. Nothing was changed; try again in a moment.",
}


class _Gaps(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"this {name}"


def say_refusal(refusal: CommandRefused) -> str:
    """One sentence, or two, in English."""
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in refusal.facts.items()
    }
    return REFUSALS[refusal.code].format_map(_Gaps(facts))
