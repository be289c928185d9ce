"""What an order would come to (forhåndsvisning): decided on the stored pathway, not committed."""

from hjemover.application.house import Actor, House
from hjemover.application.others import rules_for
from hjemover.application.queries import covered_units
from hjemover.engine.access import check_access
from hjemover.engine.commands import AnyCommand
from hjemover.engine.preview import Preview, preview
from hjemover.errors import CommandRefused
from hjemover.store import journal


def preview_order(house: House, ref: str, command: AnyCommand, by: Actor) -> Preview:
    """What *command* would change if *by* gave it now. Writes nothing.

    Raises:
        CommandRefused: As :func:`~hjemover.application.handle.handle` would refuse it.
    """
    with house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
        if stored is None:
            raise CommandRefused("unknown-pathway", ref=ref)
        pathway = stored.pathway
        if not by.system:
            check_access(pathway, command, covered_units(house, tx, by.units))
        key = pathway.definition, pathway.version
        rules = rules_for(house, tx, key, stored.patient_id, ref)
        return preview(rules, pathway, command, house.clock.now())
