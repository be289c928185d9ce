"""A worker that claims and then never gets further, for a test to kill."""

import time
from collections.abc import Sequence

from flows.__main__ import main
from flows.running import leave
from hjemover.application import peeking, sweeping
from hjemover.application.house import House
from hjemover.application.sweeping import Fired
from hjemover.store.wakeups import Claim


def never(house: House, claims: Sequence[Claim]) -> Fired:
    time.sleep(3600)
    return Fired()


if __name__ == "__main__":
    sweeping.fire = never
    # A receipt would let time pass for its patient too.
    peeking.mail_waits = lambda house: False
    leave(main())
