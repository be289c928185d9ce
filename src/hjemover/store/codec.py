"""How facts and states are written down, and how the journal is chained (hendelseskjede).

The hash of an entry covers the entry before it, the header, and a commitment to the payload:

    commitment = SHA-256(salt || payload)
    hash       = SHA-256(format || previous hash || canonical header || commitment)

So a payload and its salt may lawfully be removed and the chain still holds. The payload is
hashed as the bytes that are stored, so a later release that writes JSON in another way breaks
no history.
"""

from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec

from hjemover.engine.events import AnyEvent
from hjemover.engine.state import Pathway
from hjemover.store.types import instant_text

JOURNAL_FORMAT: Final = 2
"""Counted up when there are facts that an earlier release does not know. Entries have their own."""
STATE_FORMAT: Final = 3
"""Counted up when the state of a pathway holds more, or says it otherwise: an older one is folded
anew from the journal when it is next read for an act, and by ``hjemover rebuild``."""
GENESIS: Final = bytes(32)
"""What the first entry of a chain follows."""
SALT_BYTES: Final = 16

_encoder = msgspec.json.Encoder(order="deterministic")
_event_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_state_decoder = msgspec.json.Decoder(Pathway)

encode = _encoder.encode
"""Any of our values as JSON; the same bytes for the same value."""
decode_event = _event_decoder.decode
decode_state = _state_decoder.decode


def event_type(event: AnyEvent) -> str:
    """The event's name in the journal: ``task-requested``."""
    tag = event.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


def commitment(salt: bytes, payload: bytes) -> bytes:
    return sha256(salt + payload).digest()


def link(
    previous: bytes,
    committed: bytes,
    *,
    ref: str,
    sequence: int,
    event_type: str,
    effective: datetime,
    recorded: datetime,
    actor: str,
    actor_unit: str | None,
    command_id: str,
    journal_format: int = JOURNAL_FORMAT,
) -> bytes:
    """The hash of one journal entry."""
    header = encode(
        (
            ref,
            sequence,
            event_type,
            instant_text(effective),
            instant_text(recorded),
            actor,
            actor_unit,
            command_id,
        )
    )
    return sha256(journal_format.to_bytes(2) + previous + header + committed).digest()
