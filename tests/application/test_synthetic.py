"""Invented people: the same each time, nobody's, and living where people live."""

from collections import Counter

from hjemover.application.synthetic import TRONDELAG, synthetic_people
from hjemover.birth_number import check_birth_number

OFFICES = {"5001": ["lege-a", "lege-b"], "5035": ["lege-c"]}


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    first = synthetic_people(50, 1, TRONDELAG, OFFICES)
    assert synthetic_people(50, 1, TRONDELAG, OFFICES) == first
    assert synthetic_people(50, 2, TRONDELAG, OFFICES) != first


def test_everybody_has_a_number_of_their_own_that_is_nobodys():
    people = synthetic_people(5_000, 7, TRONDELAG, OFFICES)
    numbers = [check_birth_number(person.birth_number) for person in people]
    assert {number.kind for number in numbers} == {"synthetic"}
    assert [number.born for number in numbers] == [person.born for person in people]
    assert len({number.digits for number in numbers}) == 5_000


def test_people_live_about_where_people_live_and_have_a_gp_there():
    people = synthetic_people(5_000, 7, TRONDELAG, OFFICES)
    homes = Counter(person.municipality for person in people)
    share = TRONDELAG["5001"] / sum(TRONDELAG.values())
    assert abs(homes["5001"] / 5_000 - share) < 0.03
    assert set(homes) == set(TRONDELAG)
    for person in people:
        assert person.gp in OFFICES.get(person.municipality, [None])


def test_printing_somebody_shows_no_name_and_no_whole_number():
    [person] = synthetic_people(1, 1, TRONDELAG, {})
    assert person.name not in repr(person)
    assert person.birth_number not in repr(person)
