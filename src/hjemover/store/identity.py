"""Who a patient is: the name and the birth number, sealed (identitet).

They stand in one table, encrypted, and nowhere else. Patients are found again by a keyed hash
of the number (blind index), which is of no use without the key.
"""

import hmac
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


class Identity(Struct, frozen=True, kw_only=True):
    """A patient's name and number. Printing it shows neither.

    Args:
        birth_number: Eleven digits as text; None for a patient whose number is not known.
    """

    name: str
    birth_number: str | None = None

    def __repr__(self) -> str:
        return "Identity(…)"

    __str__ = __repr__


class Unsealable(Exception):
    """A sealed identity cannot be opened: its key is missing, or it was tampered with."""


class KeyRing:
    """The keys for sealing, by id, and the one for the blind index. Printing it shows none.

    Args:
        keys: 32 bytes each. Old ones stay until every row is sealed anew
            (:mod:`hjemover.store.sealed`).
        current: The id of the key that new rows are sealed with.
        index_key: 32 bytes; another key than any for sealing.
        also_index_key: By which patients are found as well, while the index key is changed.
    """

    def __init__(
        self,
        keys: Mapping[str, bytes],
        current: str,
        index_key: bytes,
        also_index_key: bytes | None = None,
    ) -> None:
        index_keys = [index_key] if also_index_key is None else [index_key, also_index_key]
        for name, key in (*keys.items(), *(("index", one) for one in index_keys)):
            if len(key) != _KEY_BYTES:
                raise ValueError(f"The key {name!r} has {len(key)} bytes. It must have 32.")
        if current not in keys:
            raise ValueError(f"The current key {current!r} is not on the ring.")
        if any(hmac.compare_digest(key, one) for key in keys.values() for one in index_keys):
            raise ValueError("The index key is also a sealing key. Make one of its own.")
        if also_index_key is not None and hmac.compare_digest(index_key, also_index_key):
            raise ValueError("The two index keys are the same. Take one of them away.")
        self.current = current
        self.names = frozenset(keys)
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._index_keys = tuple(index_keys)
        self.index_ids = tuple(_index_id(one) for one in index_keys)

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r}, {len(self._ciphers)} keys)"

    def seal(self, patient_id: str, identity: Identity) -> tuple[str, bytes]:
        """The id of the key used and the sealed identity, which opens for this patient only."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = msgspec.json.encode(identity)
        sealed = self._ciphers[self.current].encrypt(nonce, plain, patient_id.encode())
        return self.current, nonce + sealed

    def open(self, patient_id: str, key_id: str, sealed: bytes) -> Identity:
        """The identity that was sealed for this patient.

        Raises:
            Unsealable: The key is not on the ring, or the row was altered or moved.
        """
        try:
            plain = self._open(key_id, sealed, patient_id.encode())
        except InvalidTag as error:
            raise Unsealable(
                f"The identity of patient {patient_id} was altered. Restore it from a backup."
            ) from error
        return msgspec.json.decode(plain, type=Identity)

    def seal_text(self, place: str, text: str) -> tuple[str, bytes]:
        """The id of the key used and the sealed text, which opens in this place only.

        Args:
            place: Which row it stands in, so that a sealed text cannot be moved to another.
        """
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self.current].encrypt(nonce, text.encode(), _text_at(place))
        return self.current, nonce + sealed

    def open_text(self, place: str, key_id: str, sealed: bytes) -> str:
        """The text that was sealed for this place.

        Raises:
            Unsealable: The key is not on the ring, or the row was altered or moved.
        """
        try:
            return self._open(key_id, sealed, _text_at(place)).decode()
        except InvalidTag as error:
            raise Unsealable(
                "A sealed text was altered or moved. Restore it from a backup."
            ) from error

    def _open(self, key_id: str, sealed: bytes, bound_to: bytes) -> bytes:
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise Unsealable(f"The key {key_id!r} is not on the ring. Add it to the settings.")
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)

    @property
    def index_id(self) -> str:
        """What stands beside a number's hash, to tell which key it was made with."""
        return self.index_ids[0]

    def blind_index(self, number: str) -> bytes:
        """The keyed hash that a number is found by, however it was written."""
        return self.blind_indexes(number)[0]

    def blind_indexes(self, number: str) -> tuple[bytes, ...]:
        """The same, and what it was or will be by the other index key while it is changed."""
        digits = "".join(character for character in number if character.isdigit()).encode()
        return tuple(hmac.new(key, digits, sha256).digest() for key in self._index_keys)


def _index_id(key: bytes) -> str:
    """A mark of the key that tells nothing of it, nor of any number."""
    return hmac.new(key, b"which index key", sha256).hexdigest()[:12]


def _text_at(place: str) -> bytes:
    """Apart from every patient id, so that no text opens as somebody's identity."""
    return b"text/" + place.encode()
