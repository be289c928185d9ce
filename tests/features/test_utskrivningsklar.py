from pytest_bdd import scenarios

scenarios("utskrivningsklar.feature")
