"""The address book (adressebok): who is who, written record by record, read as a snapshot."""

from hjemover.store.address_book.records import (
    Absence,
    ContactPoint,
    Deputy,
    Membership,
    NumberSetting,
    Organisation,
    Person,
    Record,
    Service,
    Unit,
    UnitService,
    covers,
)
from hjemover.store.address_book.snapshot import AddressBook, number_value, snapshot
from hjemover.store.address_book.writing import (
    KINDS,
    hangs_on,
    key_of,
    put,
    records,
    remove,
    version,
)

__all__ = [
    "KINDS",
    "Absence",
    "AddressBook",
    "ContactPoint",
    "Deputy",
    "Membership",
    "NumberSetting",
    "Organisation",
    "Person",
    "Record",
    "Service",
    "Unit",
    "UnitService",
    "covers",
    "hangs_on",
    "key_of",
    "number_value",
    "put",
    "records",
    "remove",
    "snapshot",
    "version",
]
