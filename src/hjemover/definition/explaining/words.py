"""The phrases of an explanation in the three languages. Everything else is the designer's text.

Written to be read aloud to a patient's next of kin: no word that only the product knows.
"""

from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from hjemover.definition.models import SubjectKind
from hjemover.phrasing import capital
from hjemover.vocabulary import DeadlineClass, Language

W = TypeVar("W", bound=Struct)


class Words(Struct, frozen=True, kw_only=True):
    """Phrases with ``{}`` where a name or an amount goes in."""

    # headings
    who: str
    known: str
    happens: str
    any_time: str
    ends: str
    numbers: str
    consents: str
    windows: str
    # the whole
    valid_from: str
    begins: str
    alias: str
    # parties
    in_municipality: str
    at_gp: str
    at_organisation: str
    same_place: str
    from_row: str
    unit_from_row: str
    informed_only: str
    # dates
    must_be_known: str
    first_of: str
    or_: str
    and_: str
    may_be_future: str
    # time
    within: str
    by: str
    by_when: str
    after: str
    before: str
    after_done: str
    after_started: str
    window_opens: str
    window_closes: str
    answer_day: str
    enrolment: str
    between: str
    from_to: str
    verified: str
    unverified: str
    proposal: str
    no_source: str
    classed: str
    classes: dict[DeadlineClass, str]
    # tasks
    does: str
    does_within: str
    does_window: str
    no_limit: str
    planned: str
    remind: str
    escalate_task: str
    escalate_task_at_once: str
    escalate_answer: str
    escalate_answer_at_once: str
    overdue: str
    form: str
    form_again: str
    checklist: str
    item_when: str
    item_optional: str
    register: str
    register_started: str
    register_then: str
    code_from: str
    register_verified: str
    register_unverified: str
    advice: str
    comes_of_it: str
    asked: str
    gate_checklist: str
    gate_when: str
    # handoffs
    hands_over: str
    keeps: str
    answer_within: str
    receipt: str
    copy: str
    carries: str
    needs_objection: str
    needs_explicit: str
    still_keeps: str
    sent_when: str
    # waits
    waits_until: str
    waits_for: str
    waits_else: str
    waits_else_for: str
    waits_holder: str
    postponed: str
    # decisions, notices, branches
    chooses: str
    decision_name: str
    if_: str
    else_: str
    told: str
    at_once: str
    branches_name: str
    for_each: str
    join_all: str
    join_any: str
    join_some: str
    empty_list: str
    # ways on
    goes_on: str
    goes_on_then: str
    then: str
    part_done: str
    part_done_then: str
    sub_waits: str
    sub_starts: str
    sub_ends: str
    sub_else: str
    is_over: str
    is_over_then: str
    over: str
    silent: str
    rounds: str
    rounds_once: str
    lead_of: str
    # events
    happens_if: str
    sets: str
    consent_given: str
    consent_objected: str
    readdress: str
    cancel: str
    closes: str
    silent_after: str
    pauses: str
    resumes: str
    goto: str
    starts: str
    tells: str
    # numbers and consents
    number_used: str
    number_source: str
    number_proposal: str
    number_verified: str
    number_unverified: str
    override: str
    scopes: dict[str, str]
    allowed_until: str
    not_before: str
    rule_behind: str


WORDS: Final[dict[Language, Words]] = {
    "nb": Words(
        who="Hvem som er med",
        known="Datoer det regnes fra",
        happens="Hva som skjer",
        any_time="Hva som kan skje underveis",
        ends="Slik kan det ende",
        numbers="Tallene, og hvor de kommer fra",
        consents="Deling av opplysninger",
        windows="Når noe skal skje",
        valid_from="Gjelder for dem som begynner fra og med {}.",
        begins="Det begynner med {}.",
        alias="Det het tidligere «{}» (til {}).",
        in_municipality="i kommunen der pasienten bor",
        at_gp="der pasienten har fastlege",
        at_organisation="i virksomheten det gjelder",
        same_place="samme sted som {}",
        from_row="den tjenesten som er valgt for hvert behov",
        unit_from_row="hver enhet som er valgt, for seg",
        informed_only="får vite hva som skjer, men skal ikke gjøre noe",
        must_be_known="må være kjent fra starten",
        first_of="den første som er kjent av {}",
        or_="eller",
        and_="og",
        may_be_future="kan være fram i tid",
        within="innen {}",
        by="senest {}",
        by_when="senest når {}",
        after="{} etter {}",
        before="{} før {}",
        after_done="«{}» er gjort",
        after_started="«{}» har begynt",
        window_opens="«{}» begynner",
        window_closes="«{}» er slutt",
        answer_day="dagen som er oppgitt som {}",
        enrolment="pasienten ble meldt inn",
        between="mellom {} og {}",
        from_to="tidligst {}, og senest {}",
        verified="{}, kontrollert",
        unverified="{}, ikke kontrollert",
        proposal="et forslag, ikke kontrollert",
        no_source="uten kilde",
        classed="{}, uten kilde",
        classes={
            DeadlineClass.LEGAL: "lovfestet",
            DeadlineClass.REGULATION: "fastsatt i forskrift",
            DeadlineClass.RECOMMENDED: "nasjonal anbefaling",
            DeadlineClass.LOCAL: "lokal avtale",
        },
        does="{} gjør dette.",
        does_within="{} gjør dette {}.",
        does_window="{} gjør dette {}.",
        no_limit="Det er ikke sagt når det skal være gjort.",
        planned="De får det på listen sin {}, så det kan planlegges.",
        remind="De blir minnet på det {} før fristen.",
        escalate_task="Er det ikke gjort {} etter fristen, får {} beskjed.",
        escalate_task_at_once="Er det ikke gjort når fristen går ut, får {} beskjed.",
        escalate_answer="Har ingen svart {} etter fristen, får {} beskjed.",
        escalate_answer_at_once="Har ingen svart når fristen går ut, får {} beskjed.",
        overdue="Det som ikke blir gjort i tide, vises som forsinket til det er gjort.",
        form="De fyller ut «{}» og svarer på dette: {}.",
        form_again="De fyller ut «{}», som i {}.",
        checklist="På veien krysses dette av: {}.",
        item_when="{} (hvis {})",
        item_optional="{} (hvis de vil)",
        register="Når det er gjort, skal koden {} registreres et annet sted ({}).",
        register_started="Når det begynner, skal koden {} registreres et annet sted ({}).",
        register_then="Da skal koden {} registreres et annet sted ({}).",
        code_from="{} fra {}",
        register_verified="Koden er kontrollert.",
        register_unverified="Koden er ikke kontrollert.",
        advice="Råd: {}",
        comes_of_it="Det kan ende slik:",
        asked="Da oppgis dette: {}.",
        gate_checklist="Det kan ikke velges før sjekklisten er klar.",
        gate_when="Det kan ikke velges før dette er i orden: {}.",
        hands_over="{} ber {} om å ta over ansvaret.",
        keeps="{} har ansvaret helt til en person der har sagt ja.",
        answer_within="Svaret skal komme {}.",
        receipt="Meldingen skal være framme {}; ellers får avsenderen vite at den ikke kom fram.",
        copy="{} får en kopi.",
        carries="Dette følger med: {}.",
        needs_objection="Det sendes ikke hvis pasienten har motsatt seg dette: {}.",
        needs_explicit="Det sendes bare hvis pasienten har sagt ja til dette: {}.",
        still_keeps="Så lenge ingen svarer, har {} fortsatt ansvaret, og det vises som forsinket.",
        sent_when="Det sendes ikke før dette er i orden: {}.",
        waits_until="Her ventes det til {}.",
        waits_for="Her ventes det i {}.",
        waits_else="Er ikke det kjent, ventes det til {}.",
        waits_else_for="Er ikke det kjent, ventes det i {}.",
        waits_holder="{} har ansvaret så lenge.",
        postponed="Det er pasienten som har bedt om å vente.",
        chooses="Her avgjør det som er kjent, hva som skjer videre:",
        decision_name="Veien videre velges",
        if_="Hvis {}",
        else_="Ellers",
        told="{} får beskjed. De trenger ikke å svare.",
        at_once="Dette skjer samtidig:",
        branches_name="Flere ting samtidig",
        for_each="For hver rad i «{}» skjer dette for seg: {}.",
        join_all="Når alt er ferdig, {}.",
        join_any="Så snart én av dem er ferdig, {}.",
        join_some="Når {} av dem er ferdige, {}.",
        empty_list="Er det ingen rader, går det rett videre.",
        goes_on="det går videre til {}",
        goes_on_then="går det videre til {}",
        then="Da {}.",
        part_done="denne delen er ferdig",
        part_done_then="er denne delen ferdig",
        sub_waits="Et eget forløp begynner ({}), og dette venter på det.",
        sub_starts="Et eget forløp begynner ({}), og dette går videre uten å vente.",
        sub_ends="Ender det som {}, {}.",
        sub_else="Ellers {}.",
        is_over="forløpet er over, {}",
        is_over_then="er forløpet over, {}",
        over="Forløpet er over: {}.",
        silent="Ingen får melding om det.",
        rounds="Dette kan skje {} ganger. Neste gang {} i stedet.",
        rounds_once="Dette kan skje én gang. Neste gang {} i stedet.",
        lead_of="lederen for {}",
        happens_if="{} sier fra om dette når det skjer.",
        sets="{} blir satt etter det som oppgis.",
        consent_given="Pasienten sier da ja til dette: {}.",
        consent_objected="Pasienten sier da nei til dette: {}.",
        readdress="Det som {} har, går over til dem som har det der pasienten hører til nå.",
        cancel="«{}» faller bort.",
        closes="Forløpet blir avsluttet: {}.",
        silent_after="Etter det sendes det ingenting ut.",
        pauses="Forløpet stopper opp til dagen som oppgis ({}). Ingen blir minnet så lenge.",
        resumes="Det som har stått stille, tas opp igjen.",
        goto="Da {}.",
        starts="Et nytt forløp begynner for pasienten.",
        tells="{} får beskjed.",
        number_used="{}: {}.",
        number_source="Kilde: {}.",
        number_proposal="Et forslag, som ikke står i noen kilde og som ingen har kontrollert.",
        number_verified="Noen har kontrollert det mot kilden.",
        number_unverified="Ingen har kontrollert det mot en kilde.",
        override="For {} «{}» gjelder {} fra {}.",
        scopes={"unit": "enheten", "organisation": "virksomheten", "region": "regionen"},
        allowed_until="Det er lov til pasienten sier nei.",
        not_before="Det er ikke lov før pasienten har sagt ja.",
        rule_behind="Regelen er {}.",
    ),
    "nn": Words(
        who="Kven som er med",
        known="Datoar det blir rekna frå",
        happens="Kva som skjer",
        any_time="Kva som kan skje undervegs",
        ends="Slik kan det ende",
        numbers="Tala, og kvar dei kjem frå",
        consents="Deling av opplysningar",
        windows="Når noko skal skje",
        valid_from="Gjeld for dei som tek til frå og med {}.",
        begins="Det tek til med {}.",
        alias="Det heitte tidlegare «{}» (til {}).",
        in_municipality="i kommunen der pasienten bur",
        at_gp="der pasienten har fastlege",
        at_organisation="i verksemda det gjeld",
        same_place="same stad som {}",
        from_row="den tenesta som er vald for kvart behov",
        unit_from_row="kvar eining som er vald, for seg",
        informed_only="får vite kva som skjer, men skal ikkje gjere noko",
        must_be_known="må vere kjend frå starten",
        first_of="den første som er kjend av {}",
        or_="eller",
        and_="og",
        may_be_future="kan vere fram i tid",
        within="innan {}",
        by="seinast {}",
        by_when="seinast når {}",
        after="{} etter {}",
        before="{} før {}",
        after_done="«{}» er gjort",
        after_started="«{}» har teke til",
        window_opens="«{}» tek til",
        window_closes="«{}» er slutt",
        answer_day="dagen som er oppgitt som {}",
        enrolment="pasienten vart meld inn",
        between="mellom {} og {}",
        from_to="tidlegast {}, og seinast {}",
        verified="{}, kontrollert",
        unverified="{}, ikkje kontrollert",
        proposal="eit forslag, ikkje kontrollert",
        no_source="utan kjelde",
        classed="{}, utan kjelde",
        classes={
            DeadlineClass.LEGAL: "lovfesta",
            DeadlineClass.REGULATION: "fastsett i forskrift",
            DeadlineClass.RECOMMENDED: "nasjonal tilråding",
            DeadlineClass.LOCAL: "lokal avtale",
        },
        does="{} gjer dette.",
        does_within="{} gjer dette {}.",
        does_window="{} gjer dette {}.",
        no_limit="Det er ikkje sagt når det skal vere gjort.",
        planned="Dei får det på lista si {}, så det kan planleggjast.",
        remind="Dei blir minte på det {} før fristen.",
        escalate_task="Er det ikkje gjort {} etter fristen, får {} beskjed.",
        escalate_task_at_once="Er det ikkje gjort når fristen går ut, får {} beskjed.",
        escalate_answer="Har ingen svart {} etter fristen, får {} beskjed.",
        escalate_answer_at_once="Har ingen svart når fristen går ut, får {} beskjed.",
        overdue="Det som ikkje blir gjort i tide, viser som forseinka til det er gjort.",
        form="Dei fyller ut «{}» og svarar på dette: {}.",
        form_again="Dei fyller ut «{}», som i {}.",
        checklist="På vegen blir dette kryssa av: {}.",
        item_when="{} (dersom {})",
        item_optional="{} (om dei vil)",
        register="Når det er gjort, skal koden {} registrerast ein annan stad ({}).",
        register_started="Når det tek til, skal koden {} registrerast ein annan stad ({}).",
        register_then="Då skal koden {} registrerast ein annan stad ({}).",
        code_from="{} frå {}",
        register_verified="Koden er kontrollert.",
        register_unverified="Koden er ikkje kontrollert.",
        advice="Råd: {}",
        comes_of_it="Det kan ende slik:",
        asked="Då blir dette oppgitt: {}.",
        gate_checklist="Det kan ikkje veljast før sjekklista er klar.",
        gate_when="Det kan ikkje veljast før dette er i orden: {}.",
        hands_over="{} ber {} om å ta over ansvaret.",
        keeps="{} har ansvaret heilt til ein person der har sagt ja.",
        answer_within="Svaret skal kome {}.",
        receipt="Meldinga skal vere framme {}; elles får avsendaren vite at ho ikkje kom fram.",
        copy="{} får ein kopi.",
        carries="Dette følgjer med: {}.",
        needs_objection="Det blir ikkje sendt dersom pasienten har sett seg imot dette: {}.",
        needs_explicit="Det blir berre sendt dersom pasienten har sagt ja til dette: {}.",
        still_keeps="Så lenge ingen svarar, har {} framleis ansvaret, og det viser som forseinka.",
        sent_when="Det blir ikkje sendt før dette er i orden: {}.",
        waits_until="Her blir det venta til {}.",
        waits_for="Her blir det venta i {}.",
        waits_else="Er ikkje det kjent, blir det venta til {}.",
        waits_else_for="Er ikkje det kjent, blir det venta i {}.",
        waits_holder="{} har ansvaret så lenge.",
        postponed="Det er pasienten som har bede om å vente.",
        chooses="Her avgjer det som er kjent, kva som skjer vidare:",
        decision_name="Vegen vidare blir vald",
        if_="Dersom {}",
        else_="Elles",
        told="{} får beskjed. Dei treng ikkje å svare.",
        at_once="Dette skjer samtidig:",
        branches_name="Fleire ting samtidig",
        for_each="For kvar rad i «{}» skjer dette for seg: {}.",
        join_all="Når alt er ferdig, {}.",
        join_any="Så snart éin av dei er ferdig, {}.",
        join_some="Når {} av dei er ferdige, {}.",
        empty_list="Er det ingen rader, går det rett vidare.",
        goes_on="det går vidare til {}",
        goes_on_then="går det vidare til {}",
        then="Då {}.",
        part_done="denne delen er ferdig",
        part_done_then="er denne delen ferdig",
        sub_waits="Eit eige forløp byrjar ({}), og dette ventar på det.",
        sub_starts="Eit eige forløp byrjar ({}), og dette går vidare utan å vente.",
        sub_ends="Endar det som {}, {}.",
        sub_else="Elles {}.",
        is_over="forløpet er over, {}",
        is_over_then="er forløpet over, {}",
        over="Forløpet er over: {}.",
        silent="Ingen får melding om det.",
        rounds="Dette kan skje {} gonger. Neste gong {} i staden.",
        rounds_once="Dette kan skje éin gong. Neste gong {} i staden.",
        lead_of="leiaren for {}",
        happens_if="{} seier frå om dette når det skjer.",
        sets="{} blir sett etter det som blir oppgitt.",
        consent_given="Pasienten seier då ja til dette: {}.",
        consent_objected="Pasienten seier då nei til dette: {}.",
        readdress="Det som {} har, går over til dei som har det der pasienten høyrer til no.",
        cancel="«{}» fell bort.",
        closes="Forløpet blir avslutta: {}.",
        silent_after="Etter det blir ingenting sendt ut.",
        pauses="Forløpet stoppar opp til dagen som blir oppgitt ({}). Ingen blir minte så lenge.",
        resumes="Det som har stått stille, blir teke opp att.",
        goto="Då {}.",
        starts="Eit nytt forløp tek til for pasienten.",
        tells="{} får beskjed.",
        number_used="{}: {}.",
        number_source="Kjelde: {}.",
        number_proposal="Eit forslag, som ikkje står i noka kjelde og som ingen har kontrollert.",
        number_verified="Nokon har kontrollert det mot kjelda.",
        number_unverified="Ingen har kontrollert det mot ei kjelde.",
        override="For {} «{}» gjeld {} frå {}.",
        scopes={"unit": "eininga", "organisation": "verksemda", "region": "regionen"},
        allowed_until="Det er lov til pasienten seier nei.",
        not_before="Det er ikkje lov før pasienten har sagt ja.",
        rule_behind="Regelen er {}.",
    ),
    "en": Words(
        who="Who takes part",
        known="Dates that are counted from",
        happens="What happens",
        any_time="What may happen on the way",
        ends="How it can end",
        numbers="The numbers, and where they come from",
        consents="Sharing of information",
        windows="When things are to happen",
        valid_from="For those who begin on {} or later.",
        begins="It begins with {}.",
        alias="It was called “{}” before (until {}).",
        in_municipality="in the municipality where the patient lives",
        at_gp="where the patient has a GP",
        at_organisation="in the organisation it concerns",
        same_place="in the same place as {}",
        from_row="the service that was chosen for each need",
        unit_from_row="each unit that was chosen, on its own",
        informed_only="is told what happens, but has nothing to do",
        must_be_known="must be known from the start",
        first_of="the first that is known of {}",
        or_="or",
        and_="and",
        may_be_future="may lie ahead",
        within="within {}",
        by="at the latest {}",
        by_when="at the latest when {}",
        after="{} after {}",
        before="{} before {}",
        after_done="“{}” is done",
        after_started="“{}” has begun",
        window_opens="“{}” begins",
        window_closes="“{}” is over",
        answer_day="the day that was given as {}",
        enrolment="the patient was enrolled",
        between="between {} and {}",
        from_to="at the earliest {}, and at the latest {}",
        verified="{}, checked",
        unverified="{}, not checked",
        proposal="a proposal, not checked",
        no_source="no source",
        classed="{}, no source",
        classes={
            DeadlineClass.LEGAL: "set by law",
            DeadlineClass.REGULATION: "set by regulation",
            DeadlineClass.RECOMMENDED: "national recommendation",
            DeadlineClass.LOCAL: "agreed locally",
        },
        does="{} does this.",
        does_within="{} does this {}.",
        does_window="{} does this {}.",
        no_limit="It is not said when it must be done.",
        planned="They get it on their list {}, so that it can be planned.",
        remind="They are reminded of it {} before the limit.",
        escalate_task="If it is not done {} after the limit, {} is told.",
        escalate_task_at_once="If it is not done when the limit passes, {} is told.",
        escalate_answer="If nobody has answered {} after the limit, {} is told.",
        escalate_answer_at_once="If nobody has answered when the limit passes, {} is told.",
        overdue="What is not done in time shows as late until it is done.",
        form="They fill in “{}” and answer this: {}.",
        form_again="They fill in “{}”, as in {}.",
        checklist="On the way this is ticked off: {}.",
        item_when="{} (if {})",
        item_optional="{} (if they wish)",
        register="When it is done, the code {} must be registered elsewhere ({}).",
        register_started="When it begins, the code {} must be registered elsewhere ({}).",
        register_then="Then the code {} must be registered elsewhere ({}).",
        code_from="{} from {}",
        register_verified="The code has been checked.",
        register_unverified="The code has not been checked.",
        advice="Advice: {}",
        comes_of_it="It can end like this:",
        asked="Then this is asked: {}.",
        gate_checklist="It cannot be chosen before the checklist is done.",
        gate_when="It cannot be chosen before this is in order: {}.",
        hands_over="{} asks {} to take over the responsibility.",
        keeps="{} is responsible until a person there has said yes.",
        answer_within="The answer is to come {}.",
        receipt="The message is to have arrived {}; if not, the sender is told that it did not.",
        copy="{} gets a copy.",
        carries="This goes along: {}.",
        needs_objection="It is not sent if the patient has objected to this: {}.",
        needs_explicit="It is only sent if the patient has said yes to this: {}.",
        still_keeps="As long as nobody answers, {} is still responsible, and it shows as late.",
        sent_when="It is not sent before this is in order: {}.",
        waits_until="Here they wait until {}.",
        waits_for="Here they wait for {}.",
        waits_else="If that is not known, they wait until {}.",
        waits_else_for="If that is not known, they wait for {}.",
        waits_holder="{} is responsible meanwhile.",
        postponed="It is the patient who has asked to wait.",
        chooses="Here what is known decides what happens next:",
        decision_name="The way on is chosen",
        if_="If {}",
        else_="Otherwise",
        told="{} is told. They need not answer.",
        at_once="This happens at the same time:",
        branches_name="Several things at the same time",
        for_each="For each row of “{}” this happens by itself: {}.",
        join_all="When all is done, {}.",
        join_any="As soon as one of them is done, {}.",
        join_some="When {} of them are done, {}.",
        empty_list="If there are no rows, it goes straight on.",
        goes_on="it goes on to {}",
        goes_on_then="it goes on to {}",
        then="Then {}.",
        part_done="this part is done",
        part_done_then="this part is done",
        sub_waits="A pathway of its own begins ({}), and this one waits for it.",
        sub_starts="A pathway of its own begins ({}), and this one goes on without waiting.",
        sub_ends="If it ends as {}, {}.",
        sub_else="Otherwise {}.",
        is_over="the pathway is over, {}",
        is_over_then="the pathway is over, {}",
        over="The pathway is over: {}.",
        silent="Nobody gets a message about it.",
        rounds="This can happen {} times. The next time {} instead.",
        rounds_once="This can happen once. The next time {} instead.",
        lead_of="the lead of {}",
        happens_if="{} tells of this when it happens.",
        sets="{} is set to what was given.",
        consent_given="The patient then says yes to this: {}.",
        consent_objected="The patient then says no to this: {}.",
        readdress="What lies with {} goes to those who have it where the patient belongs now.",
        cancel="“{}” is no longer needed.",
        closes="The pathway is closed: {}.",
        silent_after="After that nothing is sent out.",
        pauses="The pathway pauses until the day that is given ({}). Meanwhile nobody is reminded.",
        resumes="What has been standing still is taken up again.",
        goto="Then {}.",
        starts="A new pathway begins for the patient.",
        tells="{} is told.",
        number_used="{}: {}.",
        number_source="Source: {}.",
        number_proposal="A proposal, which stands in no source and which nobody has checked.",
        number_verified="Somebody has checked it against the source.",
        number_unverified="Nobody has checked it against a source.",
        override="For the {} “{}” it is {} from {}.",
        scopes={"unit": "unit", "organisation": "organisation", "region": "region"},
        allowed_until="It is allowed until the patient says no.",
        not_before="It is not allowed before the patient has said yes.",
        rule_behind="The rule is {}.",
    ),
}


_SUBJECTS: Final[dict[Language, dict[SubjectKind, str]]] = {
    "nb": {
        "patient": "pasienten", "case": "saken", "organisation": "virksomheten",
        "family": "familien",
    },
    "nn": {
        "patient": "pasienten", "case": "saka", "organisation": "verksemda", "family": "familien",
    },
    "en": {
        "patient": "the patient", "case": "the case", "organisation": "the organisation",
        "family": "the family",
    },
}  # fmt: skip


def words_for(language: Language, subject: SubjectKind) -> Words:
    """The phrases for a pathway about *subject*: a patient, or what it is about instead."""
    return about(WORDS[language], language, subject)


def about(words: W, language: Language, subject: SubjectKind) -> W:
    """*words* with the subject of the pathway where they say "the patient"."""
    if subject == "patient":
        return words

    def said(phrase: object) -> object:
        return phrase_about(phrase, language, subject) if isinstance(phrase, str) else phrase

    return replace(words, **{name: said(getattr(words, name)) for name in words.__struct_fields__})


def phrase_about(phrase: str, language: Language, subject: SubjectKind) -> str:
    """*phrase* with the subject of the pathway where it says "the patient"."""
    patient, instead = _SUBJECTS[language]["patient"], _SUBJECTS[language][subject]
    return phrase.replace(patient, instead).replace(capital(patient), capital(instead))
