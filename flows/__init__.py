"""Prefect moves time: one flow for each pathway, one for deliveries, one for upkeep (flyter).

No rule stands in here, and no state: a flow asks the application what is due and has it fired.
Nothing in ``src/`` imports this package; ``hjemover up`` starts it as a process of its own.
"""

import os

# Read by Prefect when it is imported, so they stand before any import of it. Each can be set
# otherwise in the environment.
for _name, _value in {
    # Prefect's own telemetry.
    "DO_NOT_TRACK": "1",
    # Never a server of its own inside a worker: without one, deadlines fire beneath Prefect.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    # A worker that waits a minute for a lost server lets a minute's deadlines wait.
    "PREFECT_CLIENT_MAX_RETRIES": "1",
    "PREFECT_API_REQUEST_TIMEOUT": "10",
    # What runs do stands in Prefect, and what goes wrong in our own log, once.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}.items():
    os.environ.setdefault(_name, _value)
