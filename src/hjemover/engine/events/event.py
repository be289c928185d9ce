"""What every fact has."""

from datetime import datetime

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True):
    at: datetime
