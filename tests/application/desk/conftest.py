"""The same town as for the rest of the application."""

from tests.application.conftest import *  # noqa: F403
