from pytest_bdd import scenarios

scenarios("levert_er_ikke_mottatt.feature")
