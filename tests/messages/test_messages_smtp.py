"""Mail over a real SMTP conversation, with the failures that real servers have."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import msgspec
import pytest
import trustme

from hjemover.messages.channels import KeptChannel, Outgoing, SmtpChannel, SmtpSettings
from tests.messages.mail_server import MAILBOX, MailServer, outgoing


def settings_for(
    server: MailServer, ca_file: Path | None = None, **changes: object
) -> SmtpSettings:
    base = SmtpSettings(
        host="127.0.0.1",
        port=server.port,
        sender="varsel@hjemover.example",
        ca_file=ca_file,
        timeout=5,
    )
    return msgspec.structs.replace(base, **changes)


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[SmtpSettings]:
    """A server that says whatever *talk* says to each caller, in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        # Closing the listener ends the wait; the caller going away ends the talk.
        with contextlib.suppress(OSError):
            while True:
                caller, _ = listener.accept()
                with caller, contextlib.suppress(OSError):
                    talk(caller)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield SmtpSettings(
            host="127.0.0.1",
            port=listener.getsockname()[1],
            starttls="never",
            sender="varsel@hjemover.example",
            timeout=0.3,
            patience=0.6,
        )
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
        assert not thread.is_alive()


# --- what arrives ------------------------------------------------------------------------------


def test_a_mail_arrives_with_its_norwegian_letters_intact(
    plain_server: MailServer, relay: SmtpSettings
) -> None:
    subject = (
        "Mottaket på Ørnes: 1 overføring ventar på svar frå dykk, så snøgt de får tid, æøå ÆØÅ"
    )

    with SmtpChannel(relay) as channel:
        result = channel.send(outgoing(subject=subject, text="Hei!\n\n.Åpne\nèéê\n"))

    assert result.status == "sent"
    (mail,) = plain_server.sink.mails
    assert mail["Subject"] == subject
    text = mail.get_body(("plain",))
    page = mail.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().splitlines() == ["Hei!", "", ".Åpne", "èéê"]
    assert "Åpne innboksen" in page.get_content()


def test_a_mail_asks_for_no_automatic_answer_and_carries_no_tracking(
    plain_server: MailServer, relay: SmtpSettings
) -> None:
    with SmtpChannel(relay) as channel:
        channel.send(outgoing())

    (mail,) = plain_server.sink.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == outgoing().written
    assert mail["To"] == MAILBOX
    assert not [name for name in mail if "list" in name.lower() or "track" in name.lower()]
    assert b"<img" not in plain_server.sink.raw[0]
    assert list(mail.iter_attachments()) == []


def test_the_same_prompt_has_the_same_message_id_on_every_try_and_shows_nothing_of_the_key(
    plain_server: MailServer, relay: SmtpSettings
) -> None:
    key = "p-71/hold-1#2/reminder/1/mottaket"
    with SmtpChannel(relay) as channel:
        channel.send(outgoing(key))
    with SmtpChannel(relay) as channel:
        channel.send(outgoing(key))
        channel.send(outgoing(key + "/2"))

    first, again, other = (mail["Message-ID"] for mail in plain_server.sink.mails)
    assert first == again != other
    assert "hold" not in first
    assert first.endswith("@hjemover.example>")


def test_a_batch_is_sent_over_one_connection(plain_server: MailServer, relay: SmtpSettings) -> None:
    with SmtpChannel(relay) as channel:
        results = [channel.send(outgoing(f"outbox-{n}")).status for n in range(20)]

    assert results == ["sent"] * 20
    assert len(plain_server.sink.mails) == 20
    assert len(plain_server.sink.sessions) == 1


# --- encryption and login ----------------------------------------------------------------------


def test_mail_is_encrypted_when_the_certificate_is_trusted(
    secure_server: MailServer, ca_file: Path
) -> None:
    with SmtpChannel(settings_for(secure_server, ca_file)) as channel:
        assert channel.send(outgoing()).status == "sent"

    assert secure_server.sink.encrypted == [True]


def test_nothing_is_sent_to_a_server_whose_certificate_is_not_trusted(
    secure_server: MailServer, tmp_path: Path
) -> None:
    stranger = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(stranger)

    with SmtpChannel(settings_for(secure_server, stranger)) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "tls-certificate")
    assert secure_server.sink.mails == []


def test_nothing_is_sent_to_a_server_with_a_certificate_for_another_name(
    secure_server: MailServer, ca_file: Path
) -> None:
    with SmtpChannel(settings_for(secure_server, ca_file, host="localhost")) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "tls-certificate")
    assert secure_server.sink.mails == []


def test_nothing_is_sent_in_clear_when_encryption_is_required(plain_server: MailServer) -> None:
    with SmtpChannel(settings_for(plain_server)) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "tls-not-offered")
    assert plain_server.sink.mails == []


def test_a_local_relay_without_encryption_may_be_allowed(plain_server: MailServer) -> None:
    with SmtpChannel(settings_for(plain_server, starttls="if-offered")) as channel:
        assert channel.send(outgoing()).status == "sent"


def test_encryption_is_used_whenever_it_is_offered(
    secure_server: MailServer, ca_file: Path
) -> None:
    settings = settings_for(secure_server, ca_file, starttls="if-offered")
    with SmtpChannel(settings) as channel:
        assert channel.send(outgoing()).status == "sent"

    assert secure_server.sink.encrypted == [True]


def test_mail_is_sent_after_login(secure_server: MailServer, ca_file: Path) -> None:
    settings = settings_for(secure_server, ca_file, username="hjemover", password="riktig passord")
    with SmtpChannel(settings) as channel:
        assert channel.send(outgoing()).status == "sent"

    assert secure_server.sink.logins == ["hjemover"]


def test_a_wrong_password_is_our_trouble_and_does_not_mark_the_address_as_dead(
    secure_server: MailServer, ca_file: Path
) -> None:
    settings = settings_for(secure_server, ca_file, username="hjemover", password="galt")
    with SmtpChannel(settings) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "535 5.7.8")
    assert "login" in result.detail


def test_a_password_is_never_sent_in_clear(plain_server: MailServer) -> None:
    settings = settings_for(
        plain_server, starttls="if-offered", username="hjemover", password="riktig passord"
    )
    with SmtpChannel(settings) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "login-unsafe")
    assert plain_server.sink.logins == []
    with pytest.raises(ValueError, match="in clear"):
        settings_for(plain_server, starttls="never", username="hjemover", password="x")


def test_the_password_is_not_shown_with_the_settings(plain_server: MailServer) -> None:
    settings = settings_for(plain_server, username="hjemover", password="riktig passord")

    assert "riktig" not in repr(settings)
    assert "riktig" not in f"{settings}"


# --- what servers say --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        ("450 4.2.1 Mailbox busy", "temporary", "450 4.2.1"),
        ("451 Greylisted, come back", "temporary", "451"),
        ("550 5.1.1 No such user", "permanent", "550 5.1.1"),
        ("553 Not here", "permanent", "553"),
        ("530 5.7.0 Authentication required", "temporary", "530 5.7.0"),
    ],
)
def test_an_address_that_is_refused_is_tried_again_only_if_it_may_help(
    plain_server: MailServer, relay: SmtpSettings, reply: str, status: str, code: str
) -> None:
    plain_server.sink.refuse[MAILBOX] = reply

    with SmtpChannel(relay) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == (status, code)
    assert plain_server.sink.mails == []


@pytest.mark.parametrize(
    ("reply", "status"),
    [("452 4.3.1 Out of space", "temporary"), ("554 5.7.1 Rejected", "permanent")],
)
def test_a_message_that_is_refused_does_not_stop_the_rest_of_the_batch(
    plain_server: MailServer, relay: SmtpSettings, reply: str, status: str
) -> None:
    plain_server.sink.refuse_data = [reply]

    with SmtpChannel(relay) as channel:
        refused = channel.send(outgoing("outbox-1"))
        taken = channel.send(outgoing("outbox-2"))

    assert (refused.status, taken.status) == (status, "sent")
    assert len(plain_server.sink.mails) == 1


def test_what_a_server_quotes_of_the_mail_stays_out_of_the_result(
    plain_server: MailServer, relay: SmtpSettings
) -> None:
    plain_server.sink.refuse_data = ["554 5.7.1 Content rejected: Åpne innboksen".encode().decode()]

    with SmtpChannel(relay) as channel:
        result = channel.send(outgoing())

    assert result.code == "554 5.7.1"
    assert "innboksen" not in result.detail


@pytest.mark.parametrize(
    "address", ["", "mottak", "mottak@", "@fjordvik.example", "a@b.example\r\nBcc: x@y.example"]
)
def test_an_address_that_cannot_be_one_is_permanent_and_bothers_no_server(
    relay: SmtpSettings, plain_server: MailServer, address: str
) -> None:
    with SmtpChannel(relay) as channel:
        result = channel.send(outgoing(to=address))

    assert (result.status, result.code) == ("permanent", "address")
    assert plain_server.sink.mails == []


# --- what servers do not say -------------------------------------------------------------------


def test_a_server_that_never_answers_holds_nobody_longer_than_the_timeout() -> None:
    with raw_server(_until_gone) as settings:
        began = monotonic()
        with SmtpChannel(settings) as channel:
            result = channel.send(outgoing())
            rest = [channel.send(outgoing(f"outbox-{n}")) for n in range(50)]

    assert (result.status, result.code) == ("temporary", "timeout")
    assert {answer.code for answer in rest} == {"timeout"}
    assert monotonic() - began < 5  # 51 time-outs one after the other would take 15 seconds


def test_a_server_that_answers_a_byte_at_a_time_is_hung_up_on() -> None:
    def drip(caller: socket.socket) -> None:
        while True:
            caller.sendall(b"2")
            threading.Event().wait(0.02)

    with raw_server(drip) as settings, SmtpChannel(settings) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "timeout")


def test_a_closed_port_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings = SmtpSettings(
        host="127.0.0.1", port=port, starttls="never", sender="varsel@hjemover.example"
    )

    with SmtpChannel(settings) as channel:
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "refused")


def test_a_server_that_is_closed_for_now_is_temporary_even_when_it_says_no_for_good() -> None:
    with (
        raw_server(lambda caller: caller.sendall(b"554 5.3.2 Closed\r\n")) as settings,
        SmtpChannel(settings) as channel,
    ):
        result = channel.send(outgoing())

    assert (result.status, result.code) == ("temporary", "554 5.3.2")


def test_a_mail_that_was_taken_before_the_line_went_dead_may_come_twice_but_is_never_lost(
    plain_server: MailServer, relay: SmtpSettings
) -> None:
    plain_server.sink.hang_up_after_data = 1

    with SmtpChannel(relay) as channel:
        unsure = channel.send(outgoing())
        again = channel.send(outgoing())

    assert (unsure.status, unsure.code) == ("temporary", "dropped")
    assert "twice" in unsure.detail
    assert again.status == "sent"
    first, second = plain_server.sink.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_server_that_hangs_up_between_two_mails_is_called_again() -> None:
    taken: list[bytes] = []

    def one_mail_a_call(caller: socket.socket) -> None:
        with caller.makefile("rwb") as line:
            for reply in (b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go"):
                line.write(reply + b"\r\n")
                line.flush()
                if reply[:3] != b"354":
                    line.readline()
            while (text := line.readline()) != b".\r\n":
                taken.append(text)
            line.write(b"250 ok\r\n")
            line.flush()

    with raw_server(one_mail_a_call) as settings, SmtpChannel(settings) as channel:
        assert channel.send(outgoing("outbox-1")).status == "sent"
        assert channel.send(outgoing("outbox-2")).status == "sent"

    assert sum(line.startswith(b"Message-ID:") for line in taken) == 2


def _until_gone(caller: socket.socket) -> None:
    while caller.recv(1024):
        pass


# --- without a mail server ---------------------------------------------------------------------


def test_without_a_mail_server_the_mail_is_kept_to_be_read() -> None:
    kept: list[Outgoing] = []
    channel = KeptChannel(kept.append)

    result = channel.send(outgoing())
    channel.close()

    assert kept == [outgoing()]
    assert result.status == "sent"
    assert "hjemover mail" in result.detail
