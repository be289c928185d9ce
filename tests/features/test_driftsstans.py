from pytest_bdd import scenarios

scenarios("driftsstans.feature")
