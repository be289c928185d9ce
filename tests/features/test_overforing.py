from pytest_bdd import scenarios

scenarios("overforing.feature")
