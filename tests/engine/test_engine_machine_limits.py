"""Random stories through checklists, gates and limits: what holds of all stories holds of these."""

from tests.engine.limited import LIMITED_RULES
from tests.engine.test_engine_machine import PROFILE, TRY_OUT, PatientStory
from tests.engine.trials import Trial


class LimitedStory(PatientStory):
    trial = Trial(
        rules=LIMITED_RULES,
        enrolled_with=TRY_OUT.enrolled_with,
        municipalities=TRY_OUT.municipalities,
        gps=TRY_OUT.gps,
        services=TRY_OUT.services,
    )


TestLimitedStory = LimitedStory.TestCase
TestLimitedStory.settings = PROFILE
