"""Who the patients of a page are, as this reader may see them."""

from collections.abc import Collection

from msgspec import Struct
from starlette.requests import Request

from hjemover.store import patients
from hjemover.store.desk.rows import pathways
from hjemover.store.transaction import Transaction
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


class Shown(Struct, frozen=True):
    name: str
    number: str | None = None
    protected: bool = False


def names_on_list(
    request: Request, visitor: Visitor, tx: Transaction, refs: Collection[str], thing: str
) -> dict[str, str]:
    house = site(request).house
    whose = {row.ref: row.patient_id for row in pathways(tx, refs)} if refs else {}
    found = patients.get_many(tx, house.keys, sorted({one for one in whose.values() if one}))
    return {ref: found[one].identity.name for ref, one in whose.items() if one in found}


def patient_of(
    request: Request, visitor: Visitor, tx: Transaction, ref: str, thing: str
) -> Shown | None:
    names = names_on_list(request, visitor, tx, [ref], thing)
    return Shown(names[ref]) if ref in names else None
