"""The weekly meeting (ukemøte): walks a frozen list, and takes along what was not done."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from msgspec import Struct

from hjemover.application.following_up.agreeing import homes_of, organisations
from hjemover.application.following_up.stuck import Stuck, stuck_items
from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import follow_ups, weekly_lists
from hjemover.store.follow_ups import FollowUp
from hjemover.store.transaction import Transaction
from hjemover.store.weekly_lists import Review, WeeklyList, WeeklyRow


class MeetingRow(Struct, frozen=True, kw_only=True):
    """One thing that was stuck that Monday, how it stands now, and what has been agreed on.

    Args:
        number: Its place on the list, from 1.
        now: As it is now; None: it has loosened since.
        agreed: What this very meeting has agreed on.
        carried: What earlier meetings, or people between them, agreed on, and is not done.
        review: When the meeting was through with it.
    """

    number: int
    row: WeeklyRow
    now: Stuck | None
    agreed: tuple[FollowUp, ...]
    carried: tuple[FollowUp, ...]
    review: Review | None


class Meeting(Struct, frozen=True, kw_only=True):
    """A week's list for somebody's units.

    Args:
        left_over: Agreed on before and not done, about what is not on this list any more.
    """

    week: WeeklyList
    rows: tuple[MeetingRow, ...]
    left_over: tuple[FollowUp, ...]

    @property
    def reviewed(self) -> int:
        return sum(row.review is not None for row in self.rows)

    @property
    def agreed(self) -> int:
        return sum(bool(row.agreed) for row in self.rows)

    @property
    def loosened(self) -> int:
        return sum(row.now is None for row in self.rows)


def meeting(house: House, actor: Actor, monday: date) -> Meeting | None:
    """The list of a week, as the actor's units see it. None: that week has no list."""
    with house.database.reading() as tx:
        week = weekly_lists.get(tx, monday)
        if week is None:
            return None
        rows = weekly_lists.rows(tx, monday, covered_units(house, tx, actor.units))
        homes = organisations(house, tx, actor)
        reviews = _reviews(tx, homes, monday)
        agreed = _by_item(one for one in follow_ups.of_week(tx, homes, monday))
        undone = [one for one in follow_ups.left_undone(tx, homes) if _from_before(one, monday)]
    now = {one.key: one for one in stuck_items(house, actor, [row.item for row in rows])}
    carried, listed = _by_item(undone), {row.item for row in rows}
    return Meeting(
        week=week,
        rows=tuple(
            MeetingRow(
                number=number,
                row=row,
                now=now.get(row.item),
                agreed=agreed.get(row.item, ()),
                carried=carried.get(row.item, ()),
                review=reviews.get(row.item),
            )
            for number, row in enumerate(rows, start=1)
        ),
        left_over=tuple(one for one in undone if one.item not in listed),
    )


def reviewed(house: House, actor: Actor, monday: date, item: tuple[str, str]) -> None:
    """The meeting is through with a row. Said twice is said once.

    Raises:
        CommandRefused: ``not-your-unit``: the row is not on the list of the actor's units.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> None:
        homes = homes_of(house, tx, actor, [item])
        if weekly_lists.get(tx, monday) is None:
            raise CommandRefused("unknown-week", monday=monday)
        weekly_lists.review(tx, monday, homes[item], item, now, actor.id)

    house.database.run_writing(work)


def _reviews(
    tx: Transaction, homes: Collection[str], monday: date
) -> dict[tuple[str, str], Review]:
    found = (one for home in homes for one in weekly_lists.reviews(tx, monday, home))
    return {(one.ref, one.obligation): one for one in found}


def _by_item(found: Iterable[FollowUp]) -> dict[tuple[str, str], tuple[FollowUp, ...]]:
    by_item: dict[tuple[str, str], list[FollowUp]] = {}
    for one in found:
        by_item.setdefault(one.item, []).append(one)
    return {item: tuple(all_) for item, all_ in by_item.items()}


def _from_before(one: FollowUp, monday: date) -> bool:
    """Agreed on in an earlier meeting, or between meetings until the end of this week."""
    if one.week is not None:
        return one.week < monday
    return local_day(one.written_at) < monday + timedelta(days=7)
