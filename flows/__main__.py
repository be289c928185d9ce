"""``python -m flows``: the worker. ``python -m flows.serve`` is the door on Prefect's schedule."""

import sys

from flows.running import leave, run_until_told, set_up_logging
from flows.worker import work
from flows.worksite import here
from hjemover.bootstrap import CANNOT_START


def main() -> int:
    set_up_logging()
    try:
        site = here()
    except CANNOT_START as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - for the person at the terminal
        return 2
    return run_until_told(lambda ending: work(site, ending))


if __name__ == "__main__":
    leave(main())
