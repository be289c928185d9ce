"""The town of the application's tests, here too."""

from tests.application.conftest import *  # noqa: F403
