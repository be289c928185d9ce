"""Builds the application from settings (oppstart). Nothing else reads the environment."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hjemover.application.delivering import Carrier, InboxCarrier
from hjemover.application.house import Clock, House, SystemClock
from hjemover.messages import load_library
from hjemover.messages.channels import (
    Channel,
    KeptChannel,
    Outgoing,
    SmtpChannel,
    SmtpSettings,
)
from hjemover.settings import Settings
from hjemover.store import Database, Transaction, sealed
from hjemover.store import mail as kept_mail
from hjemover.store.identity import KeyRing
from hjemover.store.mail import Mail
from hjemover.store.migrating import StoreBehind, StoreTooNew

_INDEX, _ALSO_INDEX = "index", "index-also"
"""The names of the keys for the blind index; every other name is a key for sealing."""


class SettingsWrong(Exception):
    """A setting is missing or cannot be used. Says which, and what to do."""


CANNOT_START: Final = (SettingsWrong, StoreBehind, StoreTooNew)
"""Why :func:`build` refuses: each says in words what to do."""


def read_settings() -> Settings:
    """The settings of this process, from the environment.

    Raises:
        SettingsWrong: One of them cannot be read.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        # Not the error's own text: that shows the value, which may be a password.
        lines = [
            f"HJEMOVER_{'_'.join(str(part) for part in one['loc']).upper()}: {one['msg']}."
            for one in wrong.errors(include_input=False, include_url=False)
        ]
        raise SettingsWrong("\n".join(lines)) from None


def build(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    migrate: bool = False,
    any_keys: bool = False,
) -> House:
    """The application on its database, ready for use by several threads.

    Args:
        settings: Those of the environment when missing.
        clock: Another clock than the machine's, for tests and simulations.
        migrate: Bring the tables up to this release first. Without it they must be already.
        any_keys: Start also without a key that rows need, for whoever looks into just that.

    Raises:
        SettingsWrong: A setting is missing or cannot be used; or a key that rows are sealed with.
        NotificationsInvalid: A message in the notifications folder cannot be sent as it stands.
        StoreBehind: The database lacks what this release needs, and was not to be migrated.
        StoreTooNew: A later release has been at the database.
    """
    settings = settings or read_settings()
    keys = key_ring(settings)
    messages = load_library(settings.notifications)
    database = _open(settings.database)
    try:
        if migrate:
            database.migrate()
        else:
            _refuse_other_tables(database)
        if not any_keys:
            _refuse_missing_keys(database, keys)
    except BaseException:
        database.dispose()
        raise
    return House(
        database=database,
        clock=clock or SystemClock(),
        messages=messages,
        keys=keys,
        public_url=settings.public_url.rstrip("/"),
        lease_seconds=settings.lease_seconds,
        small_numbers=settings.small_numbers,
    )


def _open(address: str) -> Database:
    try:
        make_url(address)
    except (ArgumentError, ValueError):
        # Not the error's own text: that may quote the address, and the password in it.
        raise SettingsWrong(
            "HJEMOVER_DATABASE_URL is not the address of a database."
            " Write sqlite:///<path> or postgresql://<user>@<host>/<name>."
        ) from None
    try:
        return Database.open(address)
    except ValueError as wrong:
        raise SettingsWrong(f"HJEMOVER_DATABASE_URL: {wrong}") from None


def mail_channel(house: House, settings: Settings | None = None) -> Channel:
    """The way mail leaves. Make one for each batch, and close it.

    Without a mail server in the settings it is kept, to be read with ``hjemover mail``.
    """
    settings = settings or read_settings()
    if settings.smtp_host is None:
        return KeptChannel(lambda message: _keep(house, message))
    password = settings.smtp_password
    try:
        smtp = SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            starttls=settings.smtp_starttls,
            username=settings.smtp_username or "",
            password=password.get_secret_value() if password else "",
            timeout=settings.smtp_timeout,
            sender=settings.mail_sender,
            ca_file=settings.smtp_ca_file,
        )
    except ValueError as wrong:
        raise SettingsWrong(f"HJEMOVER_SMTP_…: {wrong}") from None
    return SmtpChannel(smtp)


def carrier() -> Carrier:
    """What brings a handoff to its receiver: the inbox of this very product."""
    return InboxCarrier()


def _keep(house: House, message: Outgoing) -> None:
    def work(tx: Transaction) -> None:
        mailboxes = house.addresses(tx).mail.values()
        unit = next((point.unit for point in mailboxes if point.address == message.to), "")
        kept_mail.keep(
            tx,
            Mail(
                created=message.written,
                unit=unit,
                subject=message.content.subject,
                text=message.content.text,
                html=message.content.html,
                to_address=message.to,
            ),
        )

    house.database.run_writing(work)


# --- the keys for patient identity ------------------------------------------------------------


def key_ring(settings: Settings) -> KeyRing:
    """The keys that names and birth numbers are sealed with.

    Raises:
        SettingsWrong: They are missing in production, or cannot be used.
    """
    if settings.identity_keys is not None:
        return _ring(settings.identity_keys.get_secret_value(), "HJEMOVER_IDENTITY_KEYS")
    if settings.environment == "production":
        raise SettingsWrong(
            "HJEMOVER_IDENTITY_KEYS is missing. In production the keys for patient identity are"
            ' given, never made: {"<key id>": "<base64 of 32 bytes>", "index": "<another>"}.'
            " Keep them apart from the database's backup."
        )
    path = settings.home / "keys.json"
    return _ring(_read_or_make(path), str(path))


def _ring(raw: str, where: str) -> KeyRing:
    try:
        found = json.loads(raw)
        if not isinstance(found, Mapping) or not all(isinstance(k, str) for k in found.values()):
            raise ValueError("it is not an object of texts")
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in found.items()}
        index, also = keys.pop(_INDEX, None), keys.pop(_ALSO_INDEX, None)
        if index is None or not keys:
            raise ValueError('it needs the key "index" and at least one other')
        return KeyRing(keys, next(iter(keys)), index, also)
    except (ValueError, binascii.Error) as wrong:
        # A JSON error would quote the text, keys and all.
        why = "it is not JSON" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
        raise SettingsWrong(
            f"{where} is no key ring: {why.rstrip('.')}. It is to be"
            ' {"<key id>": "<base64 of 32 bytes>", …, "index": "<base64 of 32 bytes>"}.'
        ) from None


def _refuse_other_tables(database: Database) -> None:
    """Say now what would else be an error on every page and at every sweep.

    A database that cannot be reached is not held against its tables.
    """
    try:
        database.require_current()
    except (DBAPIError, PoolTimeout, database.engine.dialect.loaded_dbapi.Error):
        return


def _refuse_missing_keys(database: Database, ring: KeyRing) -> None:
    """Say now what would else be said at the first look at a patient, in the middle of the night.

    A database that cannot be reached, or has no tables yet, is not held against the keys.
    """
    try:
        with database.reading() as tx:
            unfit = sealed.unfit(tx, ring)
    except (DBAPIError, PoolTimeout, database.engine.dialect.loaded_dbapi.Error):
        return
    said = [
        f'The key "{name}" is not on the ring, and rows are sealed with it ({", ".join(tables)}).'
        for name, tables in unfit.missing.items()
    ]
    said += [
        f'The key "{name}" on the ring is another than the one that rows are sealed with.'
        for name in unfit.wrong
    ]
    if unfit.index:
        said.append(
            "Patients are found by an index key that is not on the ring. Put it back as"
            f' "{_INDEX}", or as "{_ALSO_INDEX}" beside a new one.'
        )
    if said:
        raise SettingsWrong(
            "\n".join(said) + "\nCorrect HJEMOVER_IDENTITY_KEYS. A key can leave it when"
            " `hjemover keys show` says that nothing needs it."
        )


def _read_or_make(path: Path) -> str:
    """The demo's own keys; the first process to come makes them, readable by its user only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = json.dumps({name: new_key() for name in ("demo-1", _INDEX)})
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(made, encoding="ascii")
    try:
        # A link either is the whole file or is not there, whoever else is starting just now.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")


def new_key() -> str:
    """A key for the ring, as it is written there."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


__all__ = [
    "CANNOT_START",
    "Carrier",
    "Channel",
    "House",
    "Settings",
    "SettingsWrong",
    "build",
    "carrier",
    "key_ring",
    "mail_channel",
    "new_key",
    "read_settings",
]
