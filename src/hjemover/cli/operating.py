"""For the operator: services up, one sweep, rebuild, verify, mail, and what is the matter."""

import os
import socket
from dataclasses import dataclass

from cyclopts import App

from hjemover.application.following_up import freeze_week
from hjemover.application.handle import PROJECTION_RULES
from hjemover.application.queries import health
from hjemover.application.sweeping import sweep_once
from hjemover.bootstrap import read_settings
from hjemover.calendar import say_instant
from hjemover.cli.console import out, say
from hjemover.cli.opening import open_house
from hjemover.engine import fold
from hjemover.store import mail as kept_mail
from hjemover.store.projections import rebuild as rebuild_tables
from hjemover.store.projections import verify as walk_chains
from hjemover.supervisor import run_up
from hjemover.web.serving import address_of, serve, web_child, with_free_port


def register(app: App) -> None:
    for command in (up, web, sweep, rebuild, verify, mail, doctor):
        app.command(command)
    app.command(freeze, name="freeze-week")


def up() -> int:
    """Start the web, Prefect's server and the worker, and keep them up until Ctrl-C."""
    settings = with_free_port(read_settings())
    open_house(settings, migrate=True).database.dispose()
    say(f"The web: {address_of(settings)}")
    return run_up(settings, [web_child(settings)])


def web() -> int:
    """Answer browsers until Ctrl-C. `hjemover up` does it too, with everything else."""
    settings = read_settings()
    serve(open_house(settings), settings)
    return 0


def sweep(*, once: bool = False) -> int:
    """Fire everything that is due, without Prefect. For cron, and for a day without a worker.

    Args:
        once: Say it, so that nobody takes this for the worker.
    """
    if not once:
        say("`hjemover sweep --once` fires what is due and ends. For a worker: `hjemover up`.")
        return 1
    by = f"sweep/{socket.gethostname()}/{os.getpid()}"
    done = sweep_once(open_house(migrate=True), by)
    say(f"{done.moved} pathways moved, {len(done.failed)} failed.")
    for ref in done.failed:
        say(f"  {ref} failed; see the log. It is tried again when its lease ends.")
    return 1 if done.failed else 0


def rebuild() -> int:
    """Drop the read tables and build them anew from the journal."""
    done = rebuild_tables(open_house(migrate=True).database, fold, PROJECTION_RULES)
    say(f"{done.pathways} pathways rebuilt.")
    for why in done.left:
        say(f"  left as it was: {why}")
    return 1 if done.left else 0


def freeze() -> int:
    """Freeze this week's list of what is stuck, for leaders' meetings. The night does it too."""
    week = freeze_week(open_house(migrate=True))
    frozen = say_instant(week.frozen_at, "en")
    say(f"The list of the week from {week.monday} has {week.count} rows. Frozen {frozen}.")
    if week.left_out:
        say(f"{week.left_out} more are stuck than a list may hold: those longest stuck are on it.")
    return 0


def verify() -> int:
    """Walk every chain, and name each broken link."""
    house = open_house()
    broken = walk_chains(house.database, fold)
    for link in broken:
        say(f"Pathway {link.ref}, entry {link.sequence}: {link.what}")
    say("Every chain holds." if not broken else f"{len(broken)} broken links.")
    return 1 if broken else 0


def mail(*, most: int = 20) -> int:
    """Read the mail that was kept because no mail server is set up, the newest first.

    Args:
        most: How many.
    """
    house = open_house()
    with house.database.reading() as tx:
        kept = kept_mail.latest(tx, most)
    if not kept:
        say("No mail is kept.")
    for one in kept:
        out.rule(say_instant(one.created, "nb"))
        say(f"To: {one.to_address}\nSubject: {one.subject}\n\n{one.text}")
    return 0


@dataclass(frozen=True)
class _Line:
    name: str
    value: str
    well: bool = True


def doctor() -> int:
    """Say how this installation stands: the database, the last sweep, mail, content."""
    settings = read_settings()
    house = open_house(settings, migrate=True)
    state = health(house)
    last = state.last_sweep
    lines = [
        _Line("database", f"{house.database.dialect} {house.database.server_version}"),
        _Line("environment", settings.environment),
        _Line("pathways", str(settings.pathways)),
        _Line("mail", settings.smtp_host or "kept; read it with `hjemover mail`"),
        _Line(
            "last sweep",
            f"{say_instant(last.finished, 'nb')} by {last.driver}, {last.fired} moved"
            if last
            else "none yet",
            well=last is not None,
        ),
        _Line(
            "oldest due",
            f"{state.overdue_seconds:.0f} s overdue" if state.overdue_seconds else "nothing is due",
            well=state.overdue_seconds < 120,
        ),
    ]
    for line in lines:
        say(f"{'ok ' if line.well else '!! '} {line.name:<12} {line.value}")
    return 0 if all(line.well for line in lines) else 1
