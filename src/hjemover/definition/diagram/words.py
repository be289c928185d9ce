"""The picture's own words in the three languages. Everything else is the designer's text."""

from typing import Final

from msgspec import Struct

from hjemover.vocabulary import Language


class Words(Struct, frozen=True, kw_only=True):
    """Phrases with ``{}`` where a name or an amount goes in."""

    automatic: str
    limit: str
    window: str
    answer: str
    receipt: str
    receiver_answers: str
    until: str
    after: str
    before: str
    otherwise: str
    copy_to: str
    checklist: tuple[str, str]  # one item, several
    checklist_done: str
    when: str
    sent_when: str
    can_extend: tuple[str, str]  # once, several times
    can_stop: str
    to_all: str
    to_any: str
    to_some: str
    given_up: str
    tacit: str
    overlap: str
    stops_clock: str
    starts_clock: str
    notice_to: str
    lead_of: str
    time_is_up: str
    onward: str
    else_: str
    after_rounds: tuple[str, str]  # one round, several
    postponed: str
    join_all: str
    join_any: str
    join_some: str
    for_each: str
    subpathway: str
    starts_when: str
    ends_when: str
    window_opens: str
    window_closes: str
    enrolled: str
    version: str
    called_until: str
    here: str
    done: str
    ahead: str
    aside: str
    events: str
    kinds: dict[str, str]
    described: str
    and_: str
    or_: str
    not_: str
    known: str
    missing: str
    days_late: str
    rounds_of: str
    overdue_of: str
    arrived_of: str
    others: dict[str, str]  # what is known of the patient's other pathways
    told: str
    not_told: str
    closes: str
    pauses: str
    resumes: str
    goes_to: str
    starts: str
    readdresses: str
    cancels: str
    consents: str
    sets_dates: str
    tells: str


WORDS: Final[dict[Language, Words]] = {
    "nb": Words(
        automatic="Automatisk",
        limit="frist {}",
        window="vindu {}",
        answer="svar innen {}",
        receipt="kvittering innen {}",
        receiver_answers="Mottakeren svarer",
        until="til {}",
        after="{} etter {}",
        before="{} før {}",
        otherwise="ellers {}",
        copy_to="kopi til {}",
        checklist=("sjekkliste med ett punkt", "sjekkliste med {} punkter"),
        checklist_done="sjekklisten er klar",
        when="når {}",
        sent_when="sendes {}",
        can_extend=("kan forlenges én gang", "kan forlenges {} ganger"),
        can_stop="klokka kan stoppes",
        to_all="til {}; alle må ta imot",
        to_any="til {}; én er nok",
        to_some="til {}; {} er nok",
        given_up="når fristen er passert",
        tacit="taushet er samtykke",
        overlap="avsenderen er med til «{}», senest {}",
        stops_clock="stopper klokka for «{}»",
        starts_clock="starter klokka for «{}»",
        notice_to="til {}",
        lead_of="leder for {}",
        time_is_up="når tiden er inne",
        onward="videre",
        else_="ellers",
        after_rounds=("etter {} runde", "etter {} runder"),
        postponed="utsatt av pasienten",
        join_all="venter på alle",
        join_any="én er nok",
        join_some="{} er nok",
        for_each="én gren for hver: {}",
        subpathway="eget forløp: {}",
        starts_when="«{}» startet",
        ends_when="«{}»",
        window_opens="«{}» åpner",
        window_closes="«{}» lukker",
        enrolled="innmelding",
        version="versjon {}, gjelder fra {}",
        called_until="kalt «{}» til {}",
        here="du er her",
        done="gjort",
        ahead="videre",
        aside="ikke lenger aktuelt",
        events="Kan skje når som helst",
        kinds={
            "task": "oppgave",
            "handoff": "overføring",
            "receipt": "svar på overføring",
            "wait": "venter",
            "decide": "automatisk valg",
            "notice": "melding til orientering",
            "parallel": "parallelle grener",
            "join": "grenene møtes",
            "subpathway": "underforløp",
            "end": "slutt",
        },
        described="Forløpet har {steps} steg hos {lanes}. Det starter med «{first}».",
        and_="og",
        or_="eller",
        not_="ikke",
        known="{} er kjent",
        missing="{} mangler",
        days_late="dager for sent til «{}»",
        rounds_of="runder i «{}»",
        overdue_of="fristen for «{}» er ute",
        arrived_of="«{}» er framme",
        others={
            "open": "pågående «{}»",
            "closed": "avsluttede «{}»",
            "days_since": "dager siden «{}»",
        },
        told="når {} meldes",
        not_told="når {} ikke er meldt på {}",
        closes="avslutter: {}",
        pauses="setter på vent",
        resumes="tar opp igjen",
        goes_to="går til «{}»",
        starts="starter nytt forløp",
        readdresses="ny mottaker: {}",
        cancels="avbryter «{}»",
        consents="endrer samtykke",
        sets_dates="endrer {}",
        tells="varsler {}",
    ),
    "nn": Words(
        automatic="Automatisk",
        limit="frist {}",
        window="vindauge {}",
        answer="svar innan {}",
        receipt="kvittering innan {}",
        receiver_answers="Mottakaren svarer",
        until="til {}",
        after="{} etter {}",
        before="{} før {}",
        otherwise="elles {}",
        copy_to="kopi til {}",
        checklist=("sjekkliste med eitt punkt", "sjekkliste med {} punkt"),
        checklist_done="sjekklista er klar",
        when="når {}",
        sent_when="blir send {}",
        can_extend=("kan forlengjast éin gong", "kan forlengjast {} gonger"),
        can_stop="klokka kan stoppast",
        to_all="til {}; alle må ta imot",
        to_any="til {}; éin er nok",
        to_some="til {}; {} er nok",
        given_up="når fristen er passert",
        tacit="teiing er samtykke",
        overlap="avsendaren er med til «{}», seinast {}",
        stops_clock="stoppar klokka for «{}»",
        starts_clock="startar klokka for «{}»",
        notice_to="til {}",
        lead_of="leiar for {}",
        time_is_up="når tida er inne",
        onward="vidare",
        else_="elles",
        after_rounds=("etter {} runde", "etter {} rundar"),
        postponed="utsett av pasienten",
        join_all="ventar på alle",
        join_any="éin er nok",
        join_some="{} er nok",
        for_each="éi grein for kvar: {}",
        subpathway="eige forløp: {}",
        starts_when="«{}» starta",
        ends_when="«{}»",
        window_opens="«{}» opnar",
        window_closes="«{}» lukkar",
        enrolled="innmelding",
        version="versjon {}, gjeld frå {}",
        called_until="kalla «{}» til {}",
        here="du er her",
        done="gjort",
        ahead="vidare",
        aside="ikkje lenger aktuelt",
        events="Kan skje når som helst",
        kinds={
            "task": "oppgåve",
            "handoff": "overføring",
            "receipt": "svar på overføring",
            "wait": "ventar",
            "decide": "automatisk val",
            "notice": "melding til orientering",
            "parallel": "parallelle greiner",
            "join": "greinene møtest",
            "subpathway": "underforløp",
            "end": "slutt",
        },
        described="Forløpet har {steps} steg hos {lanes}. Det startar med «{first}».",
        and_="og",
        or_="eller",
        not_="ikkje",
        known="{} er kjend",
        missing="{} manglar",
        days_late="dagar for seint til «{}»",
        rounds_of="rundar i «{}»",
        overdue_of="fristen for «{}» er ute",
        arrived_of="«{}» er framme",
        others={
            "open": "pågåande «{}»",
            "closed": "avslutta «{}»",
            "days_since": "dagar sidan «{}»",
        },
        told="når {} blir meldt",
        not_told="når {} ikkje er meldt på {}",
        closes="avsluttar: {}",
        pauses="set på vent",
        resumes="tek opp att",
        goes_to="går til «{}»",
        starts="startar nytt forløp",
        readdresses="ny mottakar: {}",
        cancels="avbryt «{}»",
        consents="endrar samtykke",
        sets_dates="endrar {}",
        tells="varslar {}",
    ),
    "en": Words(
        automatic="Automatic",
        limit="within {}",
        window="window {}",
        answer="answer within {}",
        receipt="receipt within {}",
        receiver_answers="The receiver answers",
        until="until {}",
        after="{} after {}",
        before="{} before {}",
        otherwise="else {}",
        copy_to="copy to {}",
        checklist=("checklist with one item", "checklist with {} items"),
        checklist_done="the checklist is done",
        when="when {}",
        sent_when="sent {}",
        can_extend=("can be prolonged once", "can be prolonged {} times"),
        can_stop="its clock can be stopped",
        to_all="to {}; all must accept",
        to_any="to {}; one is enough",
        to_some="to {}; {} are enough",
        given_up="when the limit has passed",
        tacit="silence is acceptance",
        overlap="the sender stays until “{}”, at most {}",
        stops_clock="stops the clock of “{}”",
        starts_clock="starts the clock of “{}”",
        notice_to="to {}",
        lead_of="lead of {}",
        time_is_up="when the time comes",
        onward="onward",
        else_="otherwise",
        after_rounds=("after {} round", "after {} rounds"),
        postponed="postponed by the patient",
        join_all="waits for all",
        join_any="one is enough",
        join_some="{} are enough",
        subpathway="its own pathway: {}",
        for_each="one branch for each: {}",
        starts_when="“{}” started",
        ends_when="“{}”",
        window_opens="“{}” opens",
        window_closes="“{}” closes",
        enrolled="enrolment",
        version="version {}, valid from {}",
        called_until="called “{}” until {}",
        here="you are here",
        done="done",
        ahead="ahead",
        aside="no longer on the way",
        events="Can happen at any time",
        kinds={
            "task": "task",
            "handoff": "handoff",
            "receipt": "answer to the handoff",
            "wait": "wait",
            "decide": "automatic choice",
            "notice": "notice",
            "parallel": "parallel branches",
            "join": "the branches meet",
            "subpathway": "subpathway",
            "end": "end",
        },
        described="The pathway has {steps} steps with {lanes}. It starts with “{first}”.",
        and_="and",
        or_="or",
        not_="not",
        known="{} is known",
        missing="{} is missing",
        days_late="days late for “{}”",
        rounds_of="rounds of “{}”",
        overdue_of="the limit for “{}” has passed",
        arrived_of="“{}” has arrived",
        others={"open": "open “{}”", "closed": "closed “{}”", "days_since": "days since “{}”"},
        told="when {} is told",
        not_told="when {} is not told for {}",
        closes="closes: {}",
        pauses="pauses",
        resumes="resumes",
        goes_to="goes to “{}”",
        starts="starts a new pathway",
        readdresses="new receiver: {}",
        cancels="cancels “{}”",
        consents="changes consent",
        sets_dates="changes {}",
        tells="tells {}",
    ),
}
