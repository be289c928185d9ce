"""The demo (demonstrasjon): a region, two hundred made-up patients, eighteen months in minutes."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from cyclopts import App

from hjemover.application import demo_people, figures
from hjemover.application.house import House
from hjemover.application.importing import parse_address_book
from hjemover.application.publishing import publish_folder
from hjemover.application.queries import stuck
from hjemover.application.registering import register_address_book
from hjemover.bootstrap import read_settings
from hjemover.calendar import local_day
from hjemover.cli.console import out, table
from hjemover.cli.looking import CAUSES, stuck_table
from hjemover.cli.opening import open_house
from hjemover.settings import Settings, content_folder
from hjemover.supervisor import prefect_server, run_up
from hjemover.web.serving import address_of, web_child, with_free_port

_MARK = "made by hjemover demo; removed when it runs again"


def register(app: App) -> None:
    app.command(demo)


def demo(*, once: bool = False, patients: int = 200, months: int = 18, seed: int = 17) -> int:
    """Let a made-up region work for eighteen months, then show what a manager asks.

    Args:
        once: End there, instead of keeping the services up until Ctrl-C.
        patients: How many made-up patients come.
        months: How long it lasts, ending yesterday.
        seed: Another number, another story.
    """
    settings = _settings_of_demo()
    _begin_afresh(settings.home)
    house = open_house(settings, migrate=True)
    _fill(house, settings)
    # To yesterday: the services that stay up go on from there by the machine's own clock.
    last_day = local_day(house.clock.now()) - timedelta(days=1)
    first_day = last_day - timedelta(days=round(months * 30.4))
    with prefect_server(settings) as url:
        out.print(f"Prefect's server is up: {url.removesuffix('/api')}")
        played = _play(settings, url, first_day.isoformat(), last_day.isoformat(), patients, seed)
        if played != 0:
            return played
        _show(house)
        _where_to_look(url)
    # Afterwards: in the story the region's own people do the work.
    demo_people.let_in(house)
    settings = with_free_port(settings)
    _who_signs_in(settings)
    if once:
        return 0
    out.print("\nThe services stay up until Ctrl-C.")
    return run_up(settings, [web_child(settings)])


def _settings_of_demo() -> Settings:
    """The demo has a home and a database of its own, and touches no other."""
    settings = read_settings()
    home = settings.home / "demo"
    return settings.model_copy(
        update={"home": home, "database_url": None, "environment": "demo", "smtp_host": None}
    )


def _begin_afresh(home: Path) -> None:
    """Remove what an earlier demo left; never a folder that a demo did not make."""
    mark = home / "DEMO"
    if home.exists() and not mark.exists():
        raise SystemExit(f"{home} was not made by a demo. Move it away, then run the demo again.")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    mark.write_text(_MARK + "\n", encoding="utf-8")


def _fill(house: House, settings: Settings) -> None:
    published = publish_folder(house, settings.pathways, "demo")
    parsed = parse_address_book(content_folder("region") / "address-book.yaml")
    if parsed.value is None:
        raise SystemExit("\n".join(str(problem) for problem in parsed.problems))
    count = register_address_book(house, parsed.value)
    names = ", ".join(f"{name} {version}" for name, version in published.new)
    out.print(f"Published {names}. Imported the region: {count} records.")


def _play(
    settings: Settings, url: str, first_day: str, last_day: str, patients: int, seed: int
) -> int:
    """Run the simulation in a process of its own, through the same flows as the worker."""
    environment = {
        **os.environ,
        "HJEMOVER_HOME": str(settings.home),
        "HJEMOVER_ENVIRONMENT": "demo",
        "PREFECT_API_URL": url,
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        # A day's wake-ups share a task run when they are more than a few: Prefect's own
        # bookkeeping of task runs would otherwise be most of what the demo waits for.
        "HJEMOVER_PREFECT_FEW": "3",
    }
    environment.pop("HJEMOVER_DATABASE_URL", None)
    command = [
        sys.executable, "-m", "flows.simulate", "--pathway", "kreft-hjem",
        "--from", first_day, "--to", last_day, "--patients", str(patients), "--seed", str(seed),
    ]  # fmt: skip
    return subprocess.run(command, env=environment, check=False).returncode


def _show(house: House) -> None:
    """What a manager asks, in five tables."""
    _show_outcomes(house)
    _show_handoffs(house)
    _show_holders(house)
    _show_stuck(house)
    _show_deadlines(house)
    _show_prompts(house)


def _show_outcomes(house: House) -> None:
    rows = table("\nPathways", "How it went", "Patients", numbers=True)
    for what, count in figures.pathways_by_outcome(house).items():
        rows.add_row(what, str(count))
    out.print(rows)


def _show_handoffs(house: House) -> None:
    found = figures.handoffs(house)
    rows = table("\nHandoffs by state", "State", "Handoffs", numbers=True)
    for status, count in found.by_status.items():
        rows.add_row(status, str(count))
    out.print(rows)
    if found.median_days is not None:
        ninety = found.ninety_percent_days or found.median_days
        out.print(
            f"Accepted after {found.median_days:.1f} days (median), nine of ten within"
            f" {ninety:.1f}. Answered in time {found.answered_in_time}, late {found.answered_late}."
        )

    lost = figures.lost_on_the_way(house)
    out.print(f"For {lost} patients a handoff did not arrive at first, and the sender was told.")


def _show_holders(house: House) -> None:
    rows = table(
        "\nDays with the ball", "Organisation", "Obligations", "Days", "Days each", numbers=True
    )
    for one in figures.holders(house)[:12]:
        rows.add_row(
            one.organisation, str(one.obligations), f"{one.days:.0f}", f"{one.days_each:.1f}"
        )
    out.print(rows)


def _show_stuck(house: House) -> None:
    found = stuck(house)
    by_cause: dict[str, int] = {}
    for row in found:
        by_cause[CAUSES[row.cause.value]] = by_cause.get(CAUSES[row.cause.value], 0) + 1
    rows = table(f"\nStuck now: {len(found)}", "Why", "Items", numbers=True)
    for cause, count in sorted(by_cause.items(), key=lambda one: -one[1]):
        rows.add_row(cause, str(count))
    out.print(rows)
    longest = sorted(found, key=lambda row: -row.days)[:5]
    out.print(stuck_table(house, longest, title="\nThe five that have stood longest"))


def _show_deadlines(house: House) -> None:
    rows = table("\nDeadlines", "Class", "Met", "Missed", "Share met", numbers=True)
    for one in figures.deadlines(house):
        rows.add_row(one.deadline_class, str(one.met), str(one.missed), f"{one.share:.0%}")
    out.print(rows)


def _show_prompts(house: House) -> None:
    rows = table("\nPrompts to units", "Unit", "Messages", "Mails", "Urgent", numbers=True)
    for one in figures.prompts(house)[:10]:
        rows.add_row(one.unit, str(one.messages), str(one.mails), str(one.urgent))
    out.print(rows)


def _who_signs_in(settings: Settings) -> None:
    rows = table(f"\nIn the browser: {address_of(settings)}", "Sign in as", "Who")
    for person in demo_people.PEOPLE:
        rows.add_row(person.login, person.what)
    out.print(rows)
    out.print(f"All of them with the password {demo_people.PASSWORD} (in the demo only).")


def _where_to_look(url: str) -> None:
    top = url.removesuffix("/api")
    out.print(
        f"\nIn Prefect: {top}/flows has a flow for each pathway, {top}/runs their runs,"
        f" {top}/artifacts the stuck handoffs."
    )
