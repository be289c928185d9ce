"""What one house has answered and not sent, and what is left to see for one that is out of it."""

import re

import pytest
from msgspec.structs import replace

from hjemover.application.opaque import obligation_key
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import members
from hjemover.engine.evolve import evolve
from hjemover.errors import CommandRefused
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    OTHER_INTAKE,
    PATIENT,
    Mailbox,
    Town,
)
from tests.web.ways import newly_enrolled, offered

OURS, THEIRS, ASKED = "Vika heter Vilde", "Skrevet på sykehuset", "Har hun trapp?"


def read(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def appointed(town: Town) -> str:
    """The municipality has taken over, and answered something that no handoff sends on."""
    ref = offered(town)
    handoff = town.open(ref, "send-1").id
    town.order(ref, c.AcceptHandoff(obligation=handoff, person="ola"), INTAKE)
    town.order(
        ref,
        c.CompleteTask(
            obligation=town.open(ref, "appoint").id, outcome="appointed", answers={"deputy": OURS}
        ),
        INTAKE,
    )
    return ref


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "?vis=alt", "/utskrift"])
def test_a_house_reads_its_own_answers_and_no_others_that_were_not_sent(
    client_for, appointed, page
):
    ours = client_for("ola").get(f"/forlop/{appointed}{page}")
    theirs = client_for("kari").get(f"/forlop/{appointed}{page}")

    assert OURS in ours.text
    assert OURS not in theirs.text
    assert "«Oppnevn den som skal følge pasienten» er gjort" in read(theirs)
    assert "Det som ble skrevet, er ikke delt med dere." in read(theirs)
    assert "Svar som ikke er delt med dere" in read(theirs)


def test_a_colleague_in_another_unit_of_the_house_reads_what_the_house_answered(
    client_for, appointed
):
    assert OURS in client_for("nina").get(f"/forlop/{appointed}").text


def test_the_receiver_reads_what_the_handoff_carries_before_and_after_accepting(
    client_for, town, appointed
):
    page = client_for("ola").get(f"/forlop/{appointed}")
    assert "Trenger hjelp hjemme" in page.text
    # The answer to the offer of a talk was never sent, and it was not asked for.
    assert "«Informer pasienten og tilby samtale 1» er gjort: Takket ja" in read(page)


def test_an_answer_that_is_not_theirs_to_read_is_not_theirs_to_correct(client_for, appointed):
    ola, kari = client_for("ola"), client_for("kari")
    links = re.findall(r'href="(/forlop/[^"]+/svar/[^"]+)"', ola.get(f"/forlop/{appointed}").text)
    own = [url for url in links if OURS in ola.get(url).text]

    assert len(own) == 1
    assert kari.get(own[0]).status_code == 404
    assert kari.post(own[0], {"svar.deputy": "x", "grunn": "x", "ja": "ja"}).status_code == 404


def test_the_correction_of_an_answer_that_was_not_sent_is_told_without_what_it_says(
    client_for, town, appointed
):
    new = c.CorrectAnswer(step="appoint", field="deputy", value="Vidar", reason="Sluttet")
    town.order(appointed, new, INTAKE)
    theirs = client_for("kari").get(f"/forlop/{appointed}")

    assert "Et svar i «Oppnevn den som skal følge pasienten» ble rettet" in read(theirs)
    assert not any(word in theirs.text for word in (OURS, "Vidar", "Sluttet"))
    assert "rettet fra Vika heter Vilde til Vidar" in read(
        client_for("ola").get(f"/forlop/{appointed}")
    )


def test_what_two_units_ask_each_other_is_between_their_houses(client_for, town, appointed):
    handoff = town.open(appointed, "to-owner").id
    town.order(appointed, c.ReturnHandoff(obligation=handoff, question=ASKED), "bergen-kreft")

    assert ASKED in client_for("ola").get(f"/forlop/{appointed}").text
    assert ASKED not in client_for("kari").get(f"/forlop/{appointed}").text


# --- out of it ------------------------------------------------------------------------------------


def test_who_sent_an_offer_on_reads_what_they_did_and_nothing_of_what_came_after(client_for, town):
    ref = town.enrol()
    offer = town.open(ref, "send")
    url = f"/oppgave/{ref}/{obligation_key(offer.id)}"
    town.order(ref, c.ForwardHandoff(obligation=offer.id, to=OTHER_INTAKE), INTAKE)
    town.order(ref, c.ReturnHandoff(obligation=offer.id, question=ASKED), OTHER_INTAKE)
    town.order(ref, c.AnswerHandoff(obligation=offer.id, answer=THEIRS), HOSPITAL)
    page = client_for("ola").get(url)

    assert "Dette er ikke lenger hos dere" in read(page)
    assert "Mottak Askøy" in read(page)  # where they sent it
    assert not any(word in page.text for word in (PATIENT, ASKED, THEIRS))
    assert f"/forlop/{ref}" not in page.text
    assert "Dere har ikke lenger noen del i dette forløpet" in read(page)
    assert ASKED in client_for("kari").get(url).text


def test_an_offer_that_ended_while_elsewhere_does_not_say_how(client_for, town):
    ref = town.enrol()
    offer = town.open(ref, "send")
    url = f"/oppgave/{ref}/{obligation_key(offer.id)}"
    town.order(ref, c.ForwardHandoff(obligation=offer.id, to=OTHER_INTAKE), INTAKE)
    rejected = c.RejectHandoff(
        obligation=offer.id, reason=THEIRS, answers={"why": "wrong-municipality"}
    )
    town.order(ref, rejected, OTHER_INTAKE)
    page = client_for("ola").get(url)

    assert "Dette er avsluttet" in read(page)
    assert THEIRS not in page.text
    assert THEIRS in client_for("eva").get(url).text


def test_a_newly_enrolled_patient_is_the_hospitals_alone(client_for, town):
    ref = newly_enrolled(town)
    assert client_for("kari").get(f"/forlop/{ref}").status_code == 200
    assert client_for("ola").get(f"/forlop/{ref}").status_code == 404


def test_who_said_no_to_a_patient_has_no_part_in_them_any_more(client_for, town):
    ref = town.enrol()
    assert client_for("ola").get(f"/forlop/{ref}").status_code == 200
    offer = town.open(ref, "send").id
    no = c.RejectHandoff(
        obligation=offer, reason="Ikke vår.", answers={"why": "wrong-municipality"}
    )
    town.order(ref, no, INTAKE)

    assert client_for("ola").get(f"/forlop/{ref}").status_code == 404
    page = client_for("ola").get(f"/oppgave/{ref}/{obligation_key(offer)}")
    assert "Ikke vår. Registrert av" in read(page)
    assert PATIENT not in page.text
    assert PATIENT in client_for("kari").get(f"/forlop/{ref}").text


def test_who_sent_an_offer_on_may_not_act_on_the_pathway_either(town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.ForwardHandoff(obligation=offer, to=OTHER_INTAKE), INTAKE)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(ref, c.ReportEvent(event="death"), INTAKE)


# --- whose turn it will be ------------------------------------------------------------------------


def test_who_gets_an_offer_sent_on_is_told_whose_turn_comes_when_they_accept(client_for, town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    url = f"/oppgave/{ref}/{obligation_key(offer)}"
    town.order(ref, c.ForwardHandoff(obligation=offer, to=OTHER_INTAKE), INTAKE)
    said = read(client_for("eva").get(url))
    town.order(ref, c.AcceptHandoff(obligation=offer, person="eva"), OTHER_INTAKE)

    assert town.open(ref, "visit").holder == OTHER_INTAKE
    assert "Når dere tar imot: Mottak Askøy, Askøy får oppgaven «Besøk pasienten»." in said


def test_the_sender_who_is_asked_is_not_told_that_they_accept(client_for, town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.ReturnHandoff(obligation=offer, question=ASKED), INTAKE)
    said = read(client_for("kari").get(f"/oppgave/{ref}/{obligation_key(offer)}"))

    assert "Når de tar imot: Kreftsykepleier, Bergen får oppgaven" in said
    assert "Når dere tar imot" not in said


def test_an_objection_to_sharing_ends_the_sight_of_a_receiver_that_never_took_over(
    client_for, town
):
    ref = offered(town)
    assert PATIENT in client_for("ola").get(f"/forlop/{ref}").text
    offer = town.open(ref, "send-1").id
    town.order(ref, c.ReportEvent(event="objects"), HOSPITAL)

    assert client_for("ola").get(f"/forlop/{ref}").status_code == 404
    page = client_for("ola").get(f"/oppgave/{ref}/{obligation_key(offer)}")
    assert PATIENT not in page.text
    assert "pasienten motsetter seg deling" in read(page)
    assert PATIENT in client_for("kari").get(f"/forlop/{ref}").text


def test_an_objection_to_sharing_ends_the_sight_of_who_got_a_copy(town):
    ref = offered(town)
    gp = "lege-torget-post"
    assert gp in members(town.pathway(ref))
    town.order(ref, c.ReportEvent(event="objects"), HOSPITAL)
    assert members(town.pathway(ref)) == {HOSPITAL}


def test_who_has_taken_a_patient_over_keeps_their_part_when_the_patient_objects(town, appointed):
    town.order(appointed, c.ReportEvent(event="objects"), HOSPITAL)
    assert INTAKE in members(town.pathway(appointed))


BACK = "Innlagt igjen i natt"


@pytest.fixture
def taken_back(town: Town) -> tuple[str, str]:
    """An offer that the hospital took back, and then noted something: its reference and address."""
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.MarkSeen(obligation=offer), INTAKE)
    town.order(ref, c.WithdrawHandoff(obligation=offer, reason=BACK), HOSPITAL)
    new_day = c.CorrectDate(name="diagnosed", value=(MONDAY - 9 * DAY).date(), reason=THEIRS)
    town.order(ref, new_day, HOSPITAL)
    return ref, f"/oppgave/{ref}/{obligation_key(offer)}"


def test_who_had_an_offer_taken_back_knows_whom_it_was_about_and_nothing_of_what_came_after(
    client_for, town, taken_back
):
    ref, url = taken_back
    ola = client_for("ola")
    page = ola.get(url)

    assert PATIENT in page.text
    assert BACK in page.text
    assert THEIRS not in page.text
    assert "Her står hvem det gjaldt" in read(page)
    assert f"/forlop/{ref}" not in page.text
    assert ola.get(f"/innsyn/forlop/{ref}").status_code == 404
    for more in ("", "?vis=alt", "/utskrift", "/kart"):
        assert ola.get(f"/forlop/{ref}{more}").status_code == 404, more
    assert "was-sent-it" in repr(town.contents()["access_log"])
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(ref, c.ReportEvent(event="death"), INTAKE)
    assert PATIENT in client_for("kari").get(f"/forlop/{ref}").text


def test_who_had_an_offer_taken_back_a_month_ago_does_not_see_whom_it_was_about(
    client_for, town, taken_back
):
    town.clock.set(MONDAY + 31 * DAY)
    page = client_for("ola").get(taken_back[1])
    assert PATIENT not in page.text
    assert BACK in page.text


def test_nobody_who_never_took_over_sees_whom_it_was_about_when_the_patient_objects(
    client_for, town
):
    ref = offered(town)
    offer = town.open(ref, "send-1").id
    url = f"/oppgave/{ref}/{obligation_key(offer)}"
    town.order(ref, c.WithdrawHandoff(obligation=offer, reason=BACK), HOSPITAL)
    assert PATIENT in client_for("ola").get(url).text
    town.order(ref, c.ReportEvent(event="objects"), HOSPITAL)

    page = client_for("ola").get(url)
    assert page.status_code == 200
    assert PATIENT not in page.text


def test_a_unit_that_never_had_the_offer_does_not_see_the_page_of_who_had_it(
    client_for, taken_back
):
    for person in ("eva", "nina"):
        page = client_for(person).get(taken_back[1])
        assert page.status_code == 404
        assert PATIENT not in page.text


def test_an_offer_taken_back_and_sent_elsewhere_is_the_new_receivers_alone(client_for, town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    url = f"/oppgave/{ref}/{obligation_key(offer)}"
    elsewhere = c.WithdrawHandoff(obligation=offer, reason=BACK, to=OTHER_INTAKE)
    town.order(ref, elsewhere, HOSPITAL)
    town.order(ref, c.ReturnHandoff(obligation=offer, question=ASKED), OTHER_INTAKE)
    page = client_for("ola").get(url)

    assert PATIENT in page.text
    assert ASKED not in page.text
    assert client_for("ola").get(f"/forlop/{ref}").status_code == 404
    assert client_for("eva").get(f"/forlop/{ref}").status_code == 200


def test_who_sent_an_offer_on_has_no_part_either_when_it_is_taken_back_from_the_next(town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.ForwardHandoff(obligation=offer, to=OTHER_INTAKE), INTAKE)
    town.order(ref, c.WithdrawHandoff(obligation=offer, reason=BACK), HOSPITAL)
    assert members(town.pathway(ref)) == {HOSPITAL}


def test_who_is_offered_it_again_has_their_part_again_and_keeps_it_by_taking_over(
    client_for, town, taken_back
):
    ref, _ = taken_back
    choice = town.open(ref, "choose").id
    town.order(ref, c.CompleteTask(obligation=choice, outcome="sent"), HOSPITAL)
    offer = town.open(ref, "send").id
    assert client_for("ola").get(f"/forlop/{ref}").status_code == 200
    town.order(ref, c.AcceptHandoff(obligation=offer, person="ola"), INTAKE)
    assert INTAKE in members(town.pathway(ref))


def test_who_had_taken_over_before_keeps_their_part_when_a_later_offer_is_taken_back(
    town, appointed
):
    pathway = town.pathway(appointed)
    again = e.HandoffOffered(
        at=MONDAY, obligation="send-9#1", step="send-9", sender=HOSPITAL, receiver=INTAKE
    )
    back = e.HandoffWithdrawn(at=MONDAY, obligation="send-9#1", step="send-9", reason=BACK)
    after = evolve(evolve(pathway, again), back)
    kept = replace(after, obligations={})  # what they have open is not what they keep it by

    assert kept.let_go == (INTAKE,)
    assert INTAKE in members(kept)


def test_an_offer_that_ran_out_leaves_its_receiver_no_part(town):
    pathway = town.pathway(town.enrol())
    ran_out = e.HandoffExpired(at=MONDAY, obligation="send#1", step="send")
    assert members(evolve(pathway, ran_out)) == {HOSPITAL}


def test_who_loses_to_a_withdrawal_and_had_typed_nothing_is_not_told_of_their_text(
    client_for, town
):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    url = f"/oppgave/{ref}/{obligation_key(offer)}/ta-imot"
    ola = client_for("ola")
    form = ola.get(url)
    town.order(ref, c.WithdrawHandoff(obligation=offer, reason="Innlagt igjen"), HOSPITAL)
    said = read(ola.send(form, url))

    assert "Innlagt igjen" in said
    assert "Ingenting av ditt er sendt." in said
    assert "Teksten din står her" not in said


def test_the_lead_of_who_has_the_offer_is_told_that_it_lies_there_and_nobody_else(town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.ForwardHandoff(obligation=offer, to=OTHER_INTAKE), INTAKE)
    box = Mailbox()
    town.until(MONDAY + 12 * DAY)
    town.post(box)

    told = {one.to for one in box.sent if "ligget for lenge" in one.content.subject}
    assert told == {"askoy-mottak@post.example"}  # it has no lead of its own in the address book
    assert not any("bergen" in one.to or "leder" in one.to for one in box.sent)


def test_a_corrected_date_does_not_bring_back_who_sent_the_offer_on(town):
    ref = town.enrol()
    offer = town.open(ref, "send").id
    town.order(ref, c.ForwardHandoff(obligation=offer, to=OTHER_INTAKE), INTAKE)
    before = town.open(ref, "send").schedule
    town.order(
        ref,
        c.CorrectDate(name="diagnosed", value=(MONDAY - 9 * DAY).date(), reason="Feil dag"),
        HOSPITAL,
    )
    assert town.open(ref, "send").schedule == before
    assert {unit for rung in before for unit, _ in rung.to} == {OTHER_INTAKE}


def test_ticking_what_is_not_theirs_does_not_tell_what_it_is(client_for, town):
    ref = town.enrol()
    box = f"{ref}.{obligation_key(town.open(ref, 'send').id)}"
    page = client_for("eva").post("/innboks/flere", {"knapp": "ta", "sak": box, "ordre": "a" * 32})

    assert "En sak som ikke er åpen lenger" in read(page)
    assert "Overfør til kommunen" not in page.text
    assert town.open(ref, "send").claimed_by is None


def test_what_is_half_written_for_one_answer_is_kept_when_another_is_begun(client_for, town):
    ref = town.enrol()
    url = f"/oppgave/{ref}/{obligation_key(town.open(ref, 'send').id)}"
    ola = client_for("ola")
    no, ask = f"{url}/avvis", f"{url}/sporsmal"
    ola.send(ola.get(no), no, grunn="Bor i Askøy, tror jeg", knapp="kladd")
    ola.send(ola.get(ask), ask, tekst="Har hun trapp hjemme?", knapp="kladd")

    assert "Bor i Askøy, tror jeg" in ola.get(no).text
    assert "Har hun trapp hjemme?" in ola.get(ask).text
