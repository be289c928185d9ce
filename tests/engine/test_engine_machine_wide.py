"""Random stories where something accrues and is measured: every invariant holds there too."""

from msgspec.structs import replace

from tests.engine.test_engine_machine import PROFILE, TRY_OUT, PatientStory
from tests.engine.wide import WIDE_RULES


class WideStory(PatientStory):
    trial = replace(TRY_OUT, rules=WIDE_RULES)


TestAnyWideStory = WideStory.TestCase
TestAnyWideStory.settings = PROFILE
