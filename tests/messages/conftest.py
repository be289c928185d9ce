"""The messages as they are shipped, and a mail server with and without encryption."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from hjemover.messages import MessageLibrary, load_library
from hjemover.messages.channels import SmtpSettings
from tests.messages.mail_server import MailServer, Sink

NOTIFICATIONS = Path(__file__).parents[2] / "notifications"


@pytest.fixture(scope="session")
def notifications() -> Path:
    return NOTIFICATIONS


@pytest.fixture(scope="session")
def library() -> MessageLibrary:
    return load_library(NOTIFICATIONS)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture(scope="session")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def secure_server(tls: ssl.SSLContext) -> Iterator[MailServer]:
    yield from _run(MailServer(Sink(), tls))


@pytest.fixture
def plain_server() -> Iterator[MailServer]:
    yield from _run(MailServer(Sink(), None))


def _run(server: MailServer) -> Iterator[MailServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def relay(plain_server: MailServer) -> SmtpSettings:
    """Settings for the plain server: a relay on the same machine."""
    return SmtpSettings(
        host="127.0.0.1",
        port=plain_server.port,
        starttls="never",
        sender="varsel@hjemover.example",
        timeout=5,
    )
