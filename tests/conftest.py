"""For all tests: a slow machine is no fault, so no example of a property has a time to keep."""

from hypothesis import settings

settings.register_profile("hjemover", deadline=None)
settings.load_profile("hjemover")
