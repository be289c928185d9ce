from pytest_bdd import scenarios

scenarios("hendelser.feature")
