from pytest_bdd import scenarios

scenarios("frister.feature")
