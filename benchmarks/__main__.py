"""``make bench``: acts, step cost by age, deadlines through Prefect, pages, and how fresh."""

import argparse
import platform
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.acts import Comparison, compare_acts, compare_sweep
from benchmarks.age import compare_ages
from benchmarks.databases import postgres_server
from benchmarks.fresh import measure_freshness
from benchmarks.pages import BUDGET, PagesFound, measure_pages
from benchmarks.through_prefect import fire_deadlines

out = Console(highlight=False, width=100)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=int, default=600, help="acts in each round")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--due", type=int, default=5_000, help="deadlines due at once")
    options.add_argument("--only", choices=("acts", "age", "prefect", "pages", "fresh"))
    options.add_argument("--pathways", type=int, default=100_000, help="to make pages of")
    options.add_argument("--real", type=int, default=60, help="of them played, not copied")
    options.add_argument("--requests", type=int, default=100, help="for each page")
    options.add_argument(
        "--database", choices=("sqlite", "postgresql"), help="pages and fresh, one only"
    )
    options.add_argument(
        "--listeners", type=int, nargs="+", default=[1, 50, 200], help="open inboxes, in turn"
    )
    options.add_argument("--told", type=int, default=60, help="acts to be told of")
    chosen = options.parse_args()
    out.print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="hjemover-bench-") as folder:
        home = Path(folder)
        if chosen.only in (None, "acts"):
            _show_acts(home, chosen.acts, chosen.rounds)
        if chosen.only in (None, "age"):
            _show_age(home)
        if chosen.only in (None, "prefect"):
            _show_prefect(home, chosen.due)
        if chosen.only in (None, "pages"):
            _show_pages(home, chosen)
        if chosen.only in (None, "fresh"):
            _show_fresh(home, chosen)


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 else "right")
    return table


def _show_acts(home: Path, acts: int, rounds: int) -> None:
    headings = ("Database", "Acts/s", "The same SQL by hand/s", "Ratio", "Budget")
    human = _table("\nHuman acts, a transaction each: journal, read tables, outbox", *headings)
    sweep = _table("\nActs of a sweep, many to a transaction", *headings)
    with postgres_server() as server:
        for name, url, budget in (
            ("SQLite", f"sqlite:///{home}", "0.20"),
            ("PostgreSQL", server, "0.40"),
        ):
            human.add_row(name, *_figures(compare_acts(url, acts, rounds)), budget)
            sweep.add_row(name, *_figures(compare_sweep(url, acts, rounds)), "0.25")
    out.print(human)
    out.print(sweep)


def _figures(found: Comparison) -> tuple[str, str, str]:
    return f"{found.ours:.0f}", f"{found.by_hand:.0f}", f"{found.ratio:.2f}"


def _show_age(home: Path) -> None:
    found = compare_ages(home)
    table = _table("\nWhat a step costs as a pathway grows old", "Journal entries", "µs an act")
    for age in found:
        table.add_row(str(age.entries), f"{age.microseconds:.0f}")
    out.print(table)
    out.print(
        f"Ratio of the oldest to the youngest: {found[-1].microseconds / found[0].microseconds:.2f}"
    )


def _show_prefect(home: Path, due: int) -> None:
    found = fire_deadlines(home, due)
    table = _table("\nDeadlines due at once, on SQLite", "How", "Deadlines/s")
    table.add_row("through Prefect (a flow run, a task run for each chunk)", f"{found.prefect:.0f}")
    table.add_row("the function beneath, without Prefect", f"{found.bare:.0f}")
    out.print(table)
    out.print(f"Ratio: {found.prefect / found.bare:.2f}. Budget: 500 a second through Prefect.")


def _show_pages(home: Path, chosen: argparse.Namespace) -> None:
    with postgres_server() as server:
        for name, url in (("sqlite", f"sqlite:///{home}"), ("postgresql", server)):
            if chosen.database in (None, name):
                found = measure_pages(url, home, chosen.pathways, chosen.real, chosen.requests)
                _show_pages_of(name, found)


def _show_fresh(home: Path, chosen: argparse.Namespace) -> None:
    with postgres_server() as server:
        for name, url in (("sqlite", f"sqlite:///{home}"), ("postgresql", server)):
            if chosen.database in (None, name):
                _show_fresh_on(name, url, home, chosen)
    out.print("Budget: 1,000 ms.")


def _show_fresh_on(name: str, url: str, home: Path, chosen: argparse.Namespace) -> None:
    table = _table(
        f"\nFrom the commit of {chosen.told} acts until open inboxes are told, on {name}, ms",
        "Open inboxes", "The act", "p50", "p95", "p99", "Slowest",
        "Web idle, of a core", "Database idle, transactions/s",
    )  # fmt: skip
    for listeners in chosen.listeners:
        one = measure_freshness(url, home, listeners, chosen.told)
        table.add_row(
            str(listeners), f"{one.act:.1f}",
            f"{one.p50:.0f}", f"{one.p95:.0f}", f"{one.p99:.0f}", f"{one.slowest:.0f}",
            f"{100 * one.idle_web:.1f} %",
            "not counted" if one.idle_database is None else f"{one.idle_database:.1f}",
        )  # fmt: skip
    out.print(table)


def _show_pages_of(name: str, found: PagesFound) -> None:
    table = _table(
        f"\nPages on {name}: {found.pathways} pathways, {found.real} of them played and the others"
        f" copies; {found.listed} rows on the inbox' own lists",
        "Page", "p50, ms", "p95, ms", "Page, kB", "First load without fonts, kB",
    )  # fmt: skip
    for page, size in zip(found.times, found.sizes, strict=True):
        table.add_row(
            page.name, f"{page.p50:.0f}", f"{page.p95:.0f}", f"{size.page:.0f}", f"{size.all:.0f}"
        )
    out.print(table)
    for page in found.times:
        if page.slowest:
            out.print(f"{page.name} is over {BUDGET:.0f} ms: {page.slowest}")


if __name__ == "__main__":
    main()
