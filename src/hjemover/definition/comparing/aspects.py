"""What the fields of the models are called: (it, one of it), in bokmål, nynorsk and English."""

# ruff: noqa: E501  # a table is read across

from typing import Final

from hjemover.vocabulary import Language

Aspect = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]

ASPECTS: Final[dict[str, Aspect]] = {
    "label": (("navnet", "et navn"), ("namnet", "eit namn"), ("the name", "a name")),
    "name": (("navnet", "et navn"), ("namnet", "eit namn"), ("the name", "a name")),
    "description": (("beskrivelsen", "en beskrivelse"), ("skildringa", "ei skildring"), ("the description", "a description")),
    "help": (("rådet", "et råd"), ("rådet", "eit råd"), ("the advice", "advice")),
    "say": (("det som sies så lenge", "noe som sies så lenge"), ("det som blir sagt så lenge", "noko som blir sagt så lenge"), ("what is told meanwhile", "something to tell meanwhile")),
    "tags": (("stikkordene", "stikkord"), ("stikkorda", "stikkord"), ("the tags", "tags")),
    "aliases": (("tidligere navn", "tidligere navn"), ("tidlegare namn", "tidlegare namn"), ("the former names", "former names")),
    "subject": (("det forløpet gjelder", "noe det gjelder"), ("det forløpet gjeld", "noko det gjeld"), ("what it is about", "something it is about")),
    "party": (("den som gjør det", "noen som gjør det"), ("den som gjer det", "nokon som gjer det"), ("who does it", "somebody who does it")),
    "sender": (("avsenderen", "en avsender"), ("avsendaren", "ein avsendar"), ("the sender", "a sender")),
    "receiver": (("mottakeren", "en mottaker"), ("mottakaren", "ein mottakar"), ("the receiver", "a receiver")),
    "copies": (("de som får kopi", "kopi til noen"), ("dei som får kopi", "kopi til nokon"), ("those who get a copy", "copies")),
    "to": (("de som får beskjed", "noen som får beskjed"), ("dei som får beskjed", "nokon som får beskjed"), ("those who are told", "somebody to tell")),
    "tell": (("de som får beskjed", "noen som får beskjed"), ("dei som får beskjed", "nokon som får beskjed"), ("those who are told", "somebody to tell")),
    "readdress": (("de som får ny enhet", "noen som får ny enhet"), ("dei som får ny eining", "nokon som får ny eining"), ("those who become another unit", "somebody who becomes another unit")),
    "service": (("tjenesten", "en tjeneste"), ("tenesta", "ei teneste"), ("the service", "a service")),
    "of": (("stedet parten hører til", "et sted parten hører til"), ("staden parten høyrer til", "ein stad parten høyrer til"), ("where the party belongs", "a place where the party belongs")),
    "informed_only": (("bare får beskjed", "bare beskjed"), ("berre får beskjed", "berre beskjed"), ("only told", "only messages")),
    "due": (("fristen", "en frist"), ("fristen", "ein frist"), ("the limit", "a limit")),
    "accept": (("svarfristen", "en svarfrist"), ("svarfristen", "ein svarfrist"), ("the limit for an answer", "a limit for an answer")),
    "delivered": (("fristen for å komme fram", "en frist for å komme fram"), ("fristen for å kome fram", "ein frist for å kome fram"), ("the limit for arriving", "a limit for arriving")),
    "until": (("det som ventes på", "noe å vente på"), ("det som blir venta på", "noko å vente på"), ("what is waited for", "something to wait for")),
    "remind": (("påminnelsen", "en påminnelse"), ("påminninga", "ei påminning"), ("the reminder", "a reminder")),
    "escalate": (("varslingen når fristen er ute", "varsling når fristen er ute"), ("varslinga når fristen er ute", "varsling når fristen er ute"), ("who is told when the limit has passed", "somebody to tell when the limit has passed")),
    "deadline_class": (("slaget av frist", "et slag av frist"), ("slaget av frist", "eit slag av frist"), ("the kind of limit", "a kind of limit")),
    "expire": (("faller bort når ingen svarer", "bortfall når ingen svarer"), ("fell bort når ingen svarar", "bortfall når ingen svarar"), ("lapses when nobody answers", "a lapse when nobody answers")),
    "window": (("tidsvinduet", "et tidsvindu"), ("tidsvindauget", "eit tidsvindauge"), ("the window", "a window")),
    "opens": (("når det begynner", "en begynnelse"), ("når det tek til", "ei byrjing"), ("when it begins", "a beginning")),
    "closes": (("når det slutter", "en slutt"), ("når det sluttar", "ein slutt"), ("when it ends", "an end")),
    "plan": (("når det kommer på listen", "en tid på listen"), ("når det kjem på lista", "ei tid på lista"), ("when it comes on the list", "a time on the list")),
    "value": (("verdien", "en verdi"), ("verdien", "ein verdi"), ("the value", "a value")),
    "overrides": (("de lokale verdiene", "lokale verdier"), ("dei lokale verdiane", "lokale verdiar"), ("the local values", "local values")),
    "source": (("kilden", "en kilde"), ("kjelda", "ei kjelde"), ("the source", "a source")),
    "verified": (("kontrollert", "kontroll"), ("kontrollert", "kontroll"), ("checked", "checking")),
    "then": (("veien videre", "en vei videre"), ("vegen vidare", "ein veg vidare"), ("the way on", "a way on")),
    "otherwise": (("det som ellers skjer", "noe som ellers skjer"), ("det som elles skjer", "noko som elles skjer"), ("what happens otherwise", "something that happens otherwise")),
    "start": (("det første steget", "et første steg"), ("det første steget", "eit første steg"), ("the first step", "a first step")),
    "rounds": (("antallet ganger det kan skje", "en grense for hvor mange ganger det kan skje"), ("talet på gonger det kan skje", "ei grense for kor mange gonger det kan skje"), ("the number of times it can happen", "a bound on how many times it can happen")),
    "branches": (("valgene", "valg"), ("vala", "val"), ("the choices", "choices")),
    "join": (("det som må være ferdig", "noe som må være ferdig"), ("det som må vere ferdig", "noko som må vere ferdig"), ("what must be done", "something that must be done")),
    "each": (("det det er en gren for", "en gren for hver"), ("det det er ei grein for", "ei grein for kvar"), ("what there is a branch for", "a branch for each")),
    "consent": (("samtykket det trenger", "et samtykke det trenger"), ("samtykket det treng", "eit samtykke det treng"), ("the consent it needs", "a consent it needs")),
    "carries": (("det som følger med", "noe som følger med"), ("det som følgjer med", "noko som følgjer med"), ("what goes along", "something that goes along")),
    "postponed": (("utsatt av pasienten", "utsettelse"), ("utsett av pasienten", "utsetjing"), ("postponed by the patient", "a postponement")),
    "outcome": (("slutten", "en slutt"), ("slutten", "ein slutt"), ("the end", "an end")),
    "close": (("slutten", "en slutt"), ("slutten", "ein slutt"), ("the end", "an end")),
    "silent": (("uten melding til noen", "stillhet"), ("utan melding til nokon", "stille"), ("without a message to anybody", "silence")),
    "gate": (("det som må være i orden først", "noe som må være i orden først"), ("det som må vere i orden først", "noko som må vere i orden først"), ("what must be in order first", "something that must be in order first")),
    "when": (("det som må gjelde", "noe som må gjelde"), ("det som må gjelde", "noko som må gjelde"), ("what must hold", "something that must hold")),
    "optional": (("kan utelates", "unntak"), ("kan utelatast", "unntak"), ("may be left out", "an exception")),
    "register": (("koden som skal registreres", "en kode som skal registreres"), ("koden som skal registrerast", "ein kode som skal registrerast"), ("the code to register", "a code to register")),
    "form": (("skjemaet", "et skjema"), ("skjemaet", "eit skjema"), ("the form", "a form")),
    "type": (("slaget av svar", "et slag av svar"), ("slaget av svar", "eit slag av svar"), ("the kind of answer", "a kind of answer")),
    "required": (("må besvares", "krav om svar"), ("må svarast på", "krav om svar"), ("must be answered", "a demand for an answer")),
    "choices": (("valgene", "valg"), ("vala", "val"), ("the choices", "choices")),
    "rows": (("radene", "rader"), ("radene", "rader"), ("the rows", "rows")),
    "at_least": (("det minste som kan svares", "et minste svar"), ("det minste som kan svarast", "eit minste svar"), ("the least answer", "a least answer")),
    "at_most": (("det meste", "en grense"), ("det meste", "ei grense"), ("the most", "a bound")),
    "may_be_future": (("kan være fram i tid", "tid framover"), ("kan vere fram i tid", "tid framover"), ("may lie ahead", "time ahead")),
    "first_known_of": (("datoene den kommer fra", "datoer den kommer fra"), ("datoane han kjem frå", "datoar han kjem frå"), ("the dates it comes from", "dates it comes from")),
    "basis": (("det samtykket bygger på", "noe det bygger på"), ("det samtykket byggjer på", "noko det byggjer på"), ("what the consent rests on", "something it rests on")),
    "set_dates": (("datoene som settes", "datoer som settes"), ("datoane som blir sette", "datoar som blir sette"), ("the dates that are set", "dates that are set")),
    "cancel": (("det som faller bort", "noe som faller bort"), ("det som fell bort", "noko som fell bort"), ("what is no longer needed", "something that is no longer needed")),
    "pause_until": (("pausen", "en pause"), ("pausen", "ein pause"), ("the pause", "a pause")),
    "resume": (("tar opp igjen det som står stille", "gjenopptak"), ("tek opp att det som står stille", "gjenopptak"), ("takes up what stands still", "a resumption")),
    "goto": (("veien videre", "en vei videre"), ("vegen vidare", "ein veg vidare"), ("the way on", "a way on")),
    "extend": (("forlengelsen", "en mulighet for forlengelse"), ("forlenginga", "høve til forlenging"), ("the extension", "a way to extend it")),
    "stops": (("klokken kan stanses", "en klokke som kan stanses"), ("klokka kan stansast", "ei klokke som kan stansast"), ("the clock can be stopped", "a clock that can be stopped")),
    "stop_reasons": (("grunnene til å stanse klokken", "grunner til å stanse klokken"), ("grunnane til å stanse klokka", "grunnar til å stanse klokka"), ("the reasons to stop the clock", "reasons to stop the clock")),
    "hours": (("åpningstidene", "åpningstider"), ("opningstidene", "opningstider"), ("the opening hours", "opening hours")),
    "stop": (("klokkene som stanser", "klokker som stanser"), ("klokkene som stansar", "klokker som stansar"), ("the clocks that stop", "clocks that stop")),
    "restart": (("klokkene som går igjen", "klokker som går igjen"), ("klokkene som går att", "klokker som går att"), ("the clocks that go again", "clocks that go again")),
    "grace": (("dagene som ikke teller", "dager som ikke teller"), ("dagane som ikkje tel", "dagar som ikkje tel"), ("the days that do not count", "days that do not count")),
    "rate": (("satsen", "en sats"), ("satsen", "ein sats"), ("the rate", "a rate")),
    "target": (("målet", "et mål"), ("målet", "eit mål"), ("the target", "a target")),
    "within": (("tiden det måles mot", "en tid det måles mot"), ("tida det blir målt mot", "ei tid det blir målt mot"), ("the time it is measured against", "a time it is measured against")),
    "breach": (("det som skjer når fristen går ut", "noe som skjer når fristen går ut"), ("det som skjer når fristen går ut", "noko som skjer når fristen går ut"), ("what happens when the limit passes", "something that happens when the limit passes")),
    "tacit": (("taushet er samtykke", "samtykke ved taushet"), ("tagnad er samtykke", "samtykke ved tagnad"), ("silence is acceptance", "acceptance by silence")),
    "overlap": (("tiden avsenderen blir med", "en tid avsenderen blir med"), ("tida avsendaren blir med", "ei tid avsendaren blir med"), ("how long the sender stays", "a time the sender stays")),
    "counted": (("det datoen regnes fra", "noe datoen regnes fra"), ("det datoen blir rekna frå", "noko datoen blir rekna frå"), ("what the date is counted from", "something the date is counted from")),
    "on": (("det som utløser det", "noe som utløser det"), ("det som utløyser det", "noko som utløyser det"), ("what sets it off", "something that sets it off")),
    "absence": (("stillheten som utløser det", "en stillhet som utløser det"), ("stilla som utløyser det", "ei stille som utløyser det"), ("the silence that sets it off", "a silence that sets it off")),
    "begins": (("det som lar det begynne av seg selv", "noe som lar det begynne av seg selv"), ("det som lèt det ta til av seg sjølv", "noko som lèt det ta til av seg sjølv"), ("what lets it begin by itself", "something that lets it begin by itself")),
    "data": (("det som meldes", "noe som meldes"), ("det som blir meldt", "noko som blir meldt"), ("what is told with it", "something told with it")),
    "inclusive": (("dagen det stanser, teller med", "tellingen av dagen det stanser"), ("dagen det stansar, tel med", "teljinga av dagen det stansar"), ("the day it stops counts", "counting of the day it stops")),
    "keeps": (("det som har vokst, beholdes", "at det som har vokst, beholdes"), ("det som har vakse, blir teke vare på", "at det som har vakse, blir teke vare på"), ("what has grown is kept", "that what has grown is kept")),
    "kind": (("måten det måles på", "en måte å måle på"), ("måten det blir målt på", "ein måte å måle på"), ("how it is measured", "a way of measuring")),
    "small": (("grensen for små tall", "en grense for små tall"), ("grensa for små tal", "ei grense for små tal"), ("the bound of small counts", "a bound of small counts")),
    "direction": (("før eller etter", "før eller etter"), ("før eller etter", "før eller etter"), ("before or after", "before or after")),
    "unit": (("det satsene er i", "noe satsene er i"), ("det satsane er i", "noko satsane er i"), ("what the rates are in", "something the rates are in")),
    "quorum": (("hvor mange som må si ja", "et antall som må si ja"), ("kor mange som må seie ja", "eit tal på kor mange som må seie ja"), ("how many must accept", "how many must accept")),
    "more": (("de andre mottakerne", "flere mottakere"), ("dei andre mottakarane", "fleire mottakarar"), ("the other receivers", "more receivers")),
    "pathway": (("det andre forløpet", "et annet forløp"), ("det andre forløpet", "eit anna forløp"), ("the other pathway", "another pathway")),
    "if_open": (("det som skjer når pasienten alt er på det", "noe for når pasienten alt er på det"), ("det som skjer når pasienten alt er på det", "noko for når pasienten alt er på det"), ("what happens when the patient is on it already", "something for when the patient is on it already")),
    "waits": (("venter til det andre er over", "venting på det andre"), ("ventar til det andre er over", "venting på det andre"), ("waits until the other is over", "waiting for the other")),
    "dates": (("datoene som følger med", "datoer som følger med"), ("datoane som følgjer med", "datoar som følgjer med"), ("the dates that go along", "dates that go along")),
    "item_dates": (("datoene som følger med fra hver rad", "datoer som følger med fra hver rad"), ("datoane som følgjer med frå kvar rad", "datoar som følgjer med frå kvar rad"), ("the dates that go along from each row", "dates that go along from each row")),
    "starts": (("forløpet som begynner", "et forløp som begynner"), ("forløpet som tek til", "eit forløp som tek til"), ("the pathway that begins", "a pathway that begins")),
}  # fmt: skip

_PLACE: Final[dict[Language, int]] = {"nb": 0, "nn": 1, "en": 2}

# Where the same field means another thing in another model.
_OWN: Final = {
    ("Limit", "until"): "due",
    ("Rounds", "at_most"): "rounds",
    ("Rounds", "then"): "spent",
    ("Interrupt", "start"): "starts",
    ("NamedDate", "required"): "known",
    ("EndStep", "outcome"): "outcome",
    ("Accrual", "of"): "counts",
    ("Measure", "of"): "counts",
    ("Accrual", "starts"): "grows_from",
    ("Accrual", "stops"): "grows_until",
    ("Measure", "begins"): "measured_from",
    ("Measure", "ends"): "measured_to",
}
ASPECTS["spent"] = (
    ("veien når grensen er nådd", "en vei når grensen er nådd"),
    ("vegen når grensa er nådd", "ein veg når grensa er nådd"),
    ("the way when the bound is reached", "a way when the bound is reached"),
)
ASPECTS["counts"] = (
    ("det som telles fra", "noe å telle fra"),
    ("det som blir talt frå", "noko å telje frå"),
    ("what it counts from", "something to count from"),
)
ASPECTS["grows_from"] = (
    ("det som setter det i gang", "noe som setter det i gang"),
    ("det som set det i gang", "noko som set det i gang"),
    ("what starts it", "something that starts it"),
)
ASPECTS["grows_until"] = (
    ("det som stanser det", "noe som stanser det"),
    ("det som stansar det", "noko som stansar det"),
    ("what stops it", "something that stops it"),
)
ASPECTS["measured_from"] = (
    ("det som måles fra", "noe å måle fra"),
    ("det som blir målt frå", "noko å måle frå"),
    ("what is measured from", "something to measure from"),
)
ASPECTS["measured_to"] = (
    ("det som måles til", "noe å måle til"),
    ("det som blir målt til", "noko å måle til"),
    ("what is measured to", "something to measure to"),
)
ASPECTS["known"] = (
    ("må være kjent fra starten", "krav om å være kjent"),
    ("må vere kjend frå starten", "krav om å vere kjend"),
    ("must be known from the start", "a demand to be known"),
)


def aspect(owner: str, field: str, language: Language) -> tuple[str, str]:
    """(it, one of it) of *field* in the model *owner*; an unnamed one by the word of the file."""
    found = ASPECTS.get(_OWN.get((owner, field), field))
    if found is None:
        word = f"“{field}”" if language == "en" else f"«{field}»"
        return word, word
    return found[_PLACE[language]]
