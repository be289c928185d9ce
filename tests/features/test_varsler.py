from pytest_bdd import scenarios

scenarios("varsler.feature")
