"""What grows day by day while a patient waits."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.AccrualStarted, ""): (
        "«{accrual}» begynte å løpe for {unit}, fra {counts_from}",
        "«{accrual}» tok til å løpe for {unit}, frå {counts_from}",
        "“{accrual}” began to grow for {unit}, from {counts_from}",
    ),
    (e.AccrualStopped, ""): (
        "«{accrual}» sluttet å løpe",
        "«{accrual}» slutta å løpe",
        "“{accrual}” stopped growing",
    ),
    (e.AccrualMoved, ""): (
        "«{accrual}» regnes nå fra {counts_from}, før fra {previous}",
        "«{accrual}» blir no rekna frå {counts_from}, før frå {previous}",
        "“{accrual}” now counts from {counts_from}, before from {previous}",
    ),
}
