from pytest_bdd import scenarios

scenarios("tidsvinduer.feature")
