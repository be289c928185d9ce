from pytest_bdd import scenarios

scenarios("psykisk_helse_voksne.feature")
