"""A feature's word that mails tell nothing would be worth nothing if nothing could be found."""

from seeing import told_in


def test_a_name_in_a_mail_is_found_however_it_is_written() -> None:
    assert told_in("Det gjelder KARI Tålmodig.", {"Kari", "Tålmodig", "Ola"}) == {
        "Kari",
        "Tålmodig",
    }


def test_a_name_inside_another_word_is_no_name() -> None:
    assert told_in("Karius og kontakt med skolane", {"Kari", "Ola"}) == set()
