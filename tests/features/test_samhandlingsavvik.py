from pytest_bdd import scenarios

scenarios("samhandlingsavvik.feature")
