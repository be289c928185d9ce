from pytest_bdd import scenarios

scenarios("rettelser.feature")
