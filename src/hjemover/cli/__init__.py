"""The command line (kommandolinje): thin doors that parse, call the application and present."""

from hjemover.cli.app import main

__all__ = ["main"]
