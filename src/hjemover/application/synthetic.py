"""People who do not exist, for demos, tests and measurements (syntetiske personer).

Names are an adjective and a noun, and birth numbers have 80 added to the month, as in
Skatteetaten's Tenor, so that nobody can take them for patients.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from hjemover.birth_number import make_synthetic, masked

# Rounded to the nearest hundred or so: weights for a sample, not statistics.
TRONDELAG: Final[dict[str, int]] = {
    "5001": 215_000, "5006": 24_000, "5007": 15_000, "5014": 5_500, "5028": 17_500,
    "5029": 8_500, "5031": 15_000, "5035": 25_000, "5037": 20_500, "5038": 15_000,
    "5045": 2_300, "5046": 1_200, "5047": 3_900, "5059": 19_000,
}  # fmt: skip
"""Rough numbers of inhabitants by municipality number, for the sample region."""

ADJECTIVES: Final = (
    "Blid", "Snill", "Lun", "Rask", "Rolig", "Modig", "Flittig", "Munter", "Stille", "Varm",
    "Klok", "Kvikk", "Mild", "Trofast", "Nysgjerrig", "Tålmodig", "Vennlig", "Lystig", "Stø",
    "Ærlig", "Økonomisk", "Åpen", "Gyllen", "Fornuftig", "Høflig", "Lett", "Søvnig", "Travel",
    "Undrende", "Våken", "Ydmyk", "Sprek", "Kreativ", "Grønn", "Luftig", "Heldig", "Jevn", "Trygg",
)  # fmt: skip
NOUNS: Final = (
    "Fjellrev", "Kaffekopp", "Sykkel", "Vott", "Elg", "Lenestol", "Vedovn", "Brygge", "Havørn",
    "Gulrot", "Lampe", "Bjørk", "Tømmerhugger", "Ulltråd", "Åre", "Øks", "Værhane", "Traktor",
    "Brunost", "Multe", "Rype", "Robåt", "Ryggsekk", "Paraply", "Nisse", "Måke", "Klokke",
    "Kajakk", "Jordbærplante", "Hest", "Gran", "Fløyte", "Dør", "Bokhylle", "Anorakk", "Laks",
    "Skistav", "Trekkspill", "Ugle", "Ekspedisjon",
)  # fmt: skip

_FIRST_BIRTH: Final = date(1932, 1, 1)
_LAST_BIRTH: Final = date(2018, 12, 31)
# Most people who get cancer are past sixty; children get it too.
_USUAL_BIRTH: Final = date(1957, 1, 1)


class SyntheticPatient(Struct, frozen=True, kw_only=True):
    """Somebody invented, with a home and perhaps a GP.

    Args:
        municipality: Organisation id.
        gp: Organisation id of a GP office in that municipality; None where there is none.
    """

    birth_number: str
    name: str
    born: date
    municipality: str
    gp: str | None

    def __repr__(self) -> str:
        # The same habit as with real people, so that no test teaches another.
        return f"SyntheticPatient({masked(self.birth_number)}, municipality={self.municipality!r})"


def synthetic_people(
    count: int,
    seed: int,
    municipalities: Mapping[str, int],
    gp_offices: Mapping[str, Sequence[str]],
) -> list[SyntheticPatient]:
    """*count* people, the same for the same arguments; no two have the same birth number.

    Args:
        municipalities: Organisation id to weight, such as the number of inhabitants.
        gp_offices: Municipality to the GP offices there.
    """
    draw = random.Random(seed)
    homes = draw.choices(list(municipalities), list(municipalities.values()), k=count)
    born_that_day: Counter[date] = Counter()
    people = []
    for home in homes:
        born = _birthday(draw)
        offices = gp_offices.get(home, ())
        people.append(
            SyntheticPatient(
                birth_number=make_synthetic(born, born_that_day[born]),
                name=synthetic_name(draw),
                born=born,
                municipality=home,
                gp=draw.choice(offices) if offices else None,
            )
        )
        born_that_day[born] += 1
    return people


def synthetic_name(draw: random.Random) -> str:
    """A name that nobody has."""
    return f"{draw.choice(ADJECTIVES)} {draw.choice(NOUNS)}"


def _birthday(draw: random.Random) -> date:
    latest = (_LAST_BIRTH - _FIRST_BIRTH).days
    usual = (_USUAL_BIRTH - _FIRST_BIRTH).days
    return _FIRST_BIRTH + timedelta(days=int(draw.triangular(0, latest, usual)))
