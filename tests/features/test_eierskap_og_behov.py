from pytest_bdd import scenarios

scenarios("eierskap_og_behov.feature")
