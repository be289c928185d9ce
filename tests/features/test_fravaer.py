from pytest_bdd import scenarios

scenarios("fravaer.feature")
