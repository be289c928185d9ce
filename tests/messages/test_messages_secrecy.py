"""Whatever is known of a patient, none of it reaches the mail server."""

from datetime import UTC, datetime
from itertools import count

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hjemover.engine.outbox import OutboxEntry
from hjemover.messages import MESSAGES, Addressee, MessageLibrary, context_for
from hjemover.messages.channels import Outgoing, SmtpChannel, SmtpSettings
from hjemover.vocabulary import LANGUAGES, ObligationKind
from tests.messages.mail_server import MAILBOX, NOW, MailServer

LETTERS = "abcdefghijklmnoprstuvyæøåABCDEFGHIJKLMNOPRSTUVYÆØÅ"


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """All that the rest of the product may know. Synthetic: the month is above 80."""

    name: str
    birth_number: str
    diagnosis: str
    pathway: str
    step: str

    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.birth_number, self.diagnosis, self.pathway, self.step)


def _word(prefix: str) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=6, max_size=14).map(lambda text: f"{prefix}{text}")


PATIENTS = st.builds(
    Patient,
    name=st.tuples(_word("N"), _word("E")).map(" ".join),
    birth_number=st.integers(0, 99999).map(lambda n: f"418170{n:05}"),
    diagnosis=_word("C5"),
    pathway=_word("forløp-"),
    step=_word("steg-"),
)

_serial = count()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    patient=PATIENTS,
    message=st.sampled_from(MESSAGES),
    language=st.sampled_from(LANGUAGES),
    obligation=st.sampled_from([None, *ObligationKind]),
    due=st.sampled_from([None, datetime(2026, 3, 6, 14, tzinfo=UTC)]),
)
def test_nothing_that_is_known_of_a_patient_reaches_the_mail_server(
    library: MessageLibrary,
    plain_server: MailServer,
    relay: SmtpSettings,
    patient: Patient,
    message: str,
    language: str,
    obligation: ObligationKind | None,
    due: datetime | None,
) -> None:
    # The worst case: somebody upstream has made references and keys out of the patient.
    entry = msgspec.convert(
        {
            "key": f"{patient.birth_number}/{patient.step}/{message}/{next(_serial)}",
            "ref": f"{patient.name} {patient.pathway}",
            "purpose": "prompt",
            "message": message,
            "unit": patient.diagnosis,
            "obligation": f"{patient.step}#1",
            "copy_party": patient.name,
            "still_if": f"{patient.step}#1",
        },
        OutboxEntry,
    )
    entry = msgspec.structs.replace(entry, due=due)
    to = Addressee(
        unit_name="Mottaket",
        organisation_name="Fjordvik kommune",
        link="https://hjemover.example/innboks",
        settings_link="https://hjemover.example/varsler",
        language=msgspec.convert(language, Addressee.__annotations__["language"]),
    )

    context = context_for(entry, to, now=NOW, obligation=obligation)
    content = library.render(entry.message, context, to.language)
    with SmtpChannel(relay) as channel:
        result = channel.send(Outgoing(id=entry.key, to=MAILBOX, content=content, written=NOW))

    assert result.status == "sent"
    mail = plain_server.sink.mails[-1]
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in mail.items()]
    everything = "\n".join([*parts, *headers, plain_server.sink.raw[-1].decode(), result.detail])
    assert len(parts) == 2
    for secret in patient.secrets():
        for piece in secret.split():
            assert piece.casefold() not in everything.casefold()
