from pytest_bdd import scenarios

scenarios("pasientens_valg.feature")
