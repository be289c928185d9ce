"""What a sentence about the patient is called where the pathway is about a case instead."""

from collections.abc import Mapping
from typing import Final

from hjemover.definition.models import PathwayDefinition
from hjemover.web.wording import N_

_OF_A_CASE: Final[Mapping[str, str]] = {
    "Ta imot pasienten": N_("Ta imot saken"),
    "Har ansvaret for pasienten nå": N_("Har ansvaret for saken nå"),
    "Fordi pasienten ble meldt inn %(day)s.": N_("Fordi saken ble meldt inn %(day)s."),
    "%(sender)s vil overføre pasienten til dere."
    " De har ansvaret til en navngitt person hos dere tar imot.": N_(
        "%(sender)s vil overføre saken til dere."
        " De har ansvaret til en navngitt person hos dere tar imot."
    ),
    "Ansvaret for pasienten går fra %(sender)s til %(receiver)s.": N_(
        "Ansvaret for saken går fra %(sender)s til %(receiver)s."
    ),
    "Avsenderen ser spørsmålet og har ansvaret for pasienten mens dere venter.": N_(
        "Avsenderen ser spørsmålet og har ansvaret for saken mens dere venter."
    ),
    "Neste for pasienten: %(what)s": N_("Neste i saken: %(what)s"),
    "%(unit)s har hatt pasienten: %(days)s": N_("%(unit)s har hatt saken: %(days)s"),
}


def of_subject(definition: PathwayDefinition, msgid: str) -> str:
    """*msgid*, or what stands for it where *definition* is about no patient."""
    return _OF_A_CASE.get(msgid, msgid) if definition.about_nobody else msgid
