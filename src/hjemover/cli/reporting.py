"""For whoever passes on what another system knows: one occurrence, told by hand."""

from cyclopts import App

from hjemover.application.house import THE_SYSTEM
from hjemover.application.importing import OccurrenceRow
from hjemover.application.importing.days import Unreadable, read_moment
from hjemover.application.importing.occurrences import read_told
from hjemover.application.registering_occurrences import known_occurrences, register_occurrences
from hjemover.cli.console import say
from hjemover.cli.opening import open_house


def register(app: App) -> None:
    app.command(report)


def report(
    occurrence: str, reference: str, *told: str, id: str, unit: str, at: str | None = None
) -> int:
    """Tell of something that happened to a patient, as an admission. Many at once: import a file.

    Args:
        occurrence: Its name in the definitions.
        reference: The opaque reference of one of the patient's pathways. No birth numbers here:
            what is typed is kept by the shell.
        told: What is told with it, as acute=yes.
        id: The sender's own id of it. The same one twice is heard once.
        unit: Where it happened.
        at: When, as "2026-03-05 10:30"; now without it.
    """
    house = open_house()
    known = known_occurrences(house)
    fields = known.fields.get(occurrence)
    if fields is None:
        names = ", ".join(sorted(known.fields)) or "nothing"
        say(f'No published pathway listens for "{occurrence}". They listen for {names}.')
        return 1
    if unit not in known.units:
        say(f"There is no unit {unit} in the address book. Check its id, or import it.")
        return 1
    data = {}
    for one in told:
        name, _, value = one.partition("=")
        if name not in fields:
            say(f'"{name}" is not told with {occurrence}. It has {", ".join(fields) or "nothing"}.')
            return 1
        try:
            data[name] = read_told(fields[name], value)
        except Unreadable as wrong:
            say(f'"{name}" {wrong}')
            return 1
    try:
        when = read_moment(at) if at else house.clock.now()
    except Unreadable as wrong:
        say(f'"at" {wrong}')
        return 1
    row = OccurrenceRow(
        file="report",
        line=1,
        id=id,
        occurrence=occurrence,
        reference=reference,
        at=when,
        unit=unit,
        data=data,
    )
    [heard] = register_occurrences(house, [row], THE_SYSTEM)
    say(f"{len(heard.listened)} pathways heard of it, {len(heard.began)} began by it.")
    return 0
