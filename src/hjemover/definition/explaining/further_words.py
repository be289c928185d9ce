"""The phrases for what limits, the world outside and counting add to an explanation."""

from typing import Final, Literal

from msgspec import Struct

from hjemover.vocabulary import Language


class FurtherWords(Struct, frozen=True, kw_only=True):
    """Phrases with ``{}`` where a name or an amount goes in."""

    # limits
    extend: str
    extend_once: str
    stops: str
    stop_reasons: str
    breach_reason: str
    breach_then: str
    breach_start: str
    tacit: str
    overlap: str
    quorum_one: str
    quorum_some: str
    sub_due: str
    hours: str
    counted_week: str
    # the world outside
    begins_itself: str
    begins_when: str
    begins_after_other: str
    at_the_earliest: str
    at_the_latest: str
    struck_by: str
    struck_when: str
    struck_by_silence: str
    clocks_stop: str
    clocks_go: str
    # what is counted
    grows: str
    grows_from: str
    grace: str
    counts_from: str
    grace_from: str
    rate: str
    not_kept: str
    last_day_not: str
    rates: str
    rate_from: str
    rate_until: str
    measured: str
    measures: dict[Literal["share", "median", "count"], str]
    share_of_all: str
    share_by: str
    from_to: str
    only_from: str
    target: str
    # milestones
    began: str
    ended: str
    ended_with: str
    overdue: str
    delivered: str
    seen: str
    came_in_time: str
    came_late: str
    struck: str
    enrolled: str
    closed: str
    closed_with: str


FURTHER: Final[dict[Language, FurtherWords]] = {
    "nb": FurtherWords(
        extend="Fristen kan forlenges med {} når det er en grunn, opptil {} ganger.",
        extend_once="Fristen kan forlenges én gang, med {}, når det er en grunn.",
        stops="Fristen kan stå stille når det er en grunn, og flyttes da like mye.",
        stop_reasons="Grunnen kan være: {}.",
        breach_reason="Blir det for sent, må de skrive hvorfor.",
        breach_then="Går fristen ut uten at det er gjort: {}.",
        breach_start="Går fristen ut, kommer det et utkast til et nytt forløp eller en ny sak.",
        tacit="Svarer ingen innen fristen, regnes det som et ja.",
        overlap="Også etter at mottakeren har sagt ja, er {} med til {} er gjort, i høyst {}.",
        quorum_one="Det holder at én av dem sier ja.",
        quorum_some="Det holder at {} av dem sier ja.",
        sub_due="Det skal være ferdig {}.",
        hours="har åpent {}",
        counted_week="uke {} regnet etter {}",
        begins_itself="Det begynner også av seg selv når noen melder om dette: {}.",
        begins_when="Det gjelder bare hvis {}.",
        begins_after_other="Det gjelder bare etter at et annet forløp ble avsluttet{}.",
        at_the_earliest="tidligst etter {}",
        at_the_latest="senest etter {}",
        struck_by="Dette skjer av seg selv når noen melder om: {}.",
        struck_when="Det gjelder bare hvis {}.",
        struck_by_silence="Dette skjer når ingen har meldt om {} på {}, så lenge {} pågår.",
        clocks_stop="Fristen for {} står da stille.",
        clocks_go="Fristen for {} går da videre.",
        grows="Det som øker dag for dag",
        grows_from="Det øker for hver dag fra {}, til {}.",
        grace="De første {} teller ikke.",
        counts_from="Dagene telles fra dette: {}.",
        grace_from="De første {} etter {} teller ikke.",
        rate="Hver dag regnes etter «{}».",
        not_kept="Når det stanser, slettes det som har vokst.",
        last_day_not="Den dagen det stanser, teller ikke.",
        rates="Satser",
        rate_from="{} {} fra {}",
        rate_until="{} {} fra {} til {}",
        measured="Det som måles",
        measures={
            "share": "hvor mange som holder {}",
            "median": "hvor lang tid det tar, i det midterste tilfellet",
            "count": "hvor mange ganger det skjer",
        },
        share_of_all="hvor mange av alle",
        share_by="hvor mange som rekker det {}",
        from_to="fra {} til {}",
        only_from="når {}",
        target="målet er {} prosent",
        began="{} begynner",
        ended="{} er ferdig",
        ended_with="{} ender med {}",
        overdue="fristen for {} går ut",
        delivered="{} er kommet fram",
        seen="{} er sett",
        came_in_time="{} kommer mens det er tid",
        came_late="{} kommer for sent",
        struck="dette skjer: {}",
        enrolled="forløpet begynner",
        closed="forløpet er over",
        closed_with="forløpet er over med {}",
    ),
    "nn": FurtherWords(
        extend="Fristen kan forlengjast med {} når det er ein grunn, inntil {} gonger.",
        extend_once="Fristen kan forlengjast éin gong, med {}, når det er ein grunn.",
        stops="Fristen kan stå stille når det er ein grunn, og blir då flytt like mykje.",
        stop_reasons="Grunnen kan vere: {}.",
        breach_reason="Blir det for seint, må dei skrive kvifor.",
        breach_then="Går fristen ut utan at det er gjort: {}.",
        breach_start="Går fristen ut, kjem det eit utkast til eit nytt forløp eller ei ny sak.",
        tacit="Svarar ingen innan fristen, blir det rekna som eit ja.",
        overlap="Òg etter at mottakaren har sagt ja, er {} med til {} er gjort, i høgst {}.",
        quorum_one="Det held at éin av dei seier ja.",
        quorum_some="Det held at {} av dei seier ja.",
        sub_due="Det skal vere ferdig {}.",
        hours="har ope {}",
        counted_week="veke {} rekna etter {}",
        begins_itself="Det tek òg til av seg sjølv når nokon melder om dette: {}.",
        begins_when="Det gjeld berre dersom {}.",
        begins_after_other="Det gjeld berre etter at eit anna forløp vart avslutta{}.",
        at_the_earliest="tidlegast etter {}",
        at_the_latest="seinast etter {}",
        struck_by="Dette skjer av seg sjølv når nokon melder om: {}.",
        struck_when="Det gjeld berre dersom {}.",
        struck_by_silence="Dette skjer når ingen har meldt om {} på {}, så lenge {} går.",
        clocks_stop="Fristen for {} står då stille.",
        clocks_go="Fristen for {} går då vidare.",
        grows="Det som aukar dag for dag",
        grows_from="Det aukar for kvar dag frå {}, til {}.",
        grace="Dei første {} tel ikkje.",
        counts_from="Dagane blir talde frå dette: {}.",
        grace_from="Dei første {} etter {} tel ikkje.",
        rate="Kvar dag blir rekna etter «{}».",
        not_kept="Når det stansar, blir det som har vakse, sletta.",
        last_day_not="Den dagen det stansar, tel ikkje.",
        rates="Satsar",
        rate_from="{} {} frå {}",
        rate_until="{} {} frå {} til {}",
        measured="Det som blir målt",
        measures={
            "share": "kor mange som held {}",
            "median": "kor lang tid det tek, i det midtarste tilfellet",
            "count": "kor mange gonger det skjer",
        },
        share_of_all="kor mange av alle",
        share_by="kor mange som rekk det {}",
        from_to="frå {} til {}",
        only_from="når {}",
        target="målet er {} prosent",
        began="{} tek til",
        ended="{} er ferdig",
        ended_with="{} endar med {}",
        overdue="fristen for {} går ut",
        delivered="{} har kome fram",
        seen="{} er sett",
        came_in_time="{} kjem medan det er tid",
        came_late="{} kjem for seint",
        struck="dette skjer: {}",
        enrolled="forløpet tek til",
        closed="forløpet er over",
        closed_with="forløpet er over med {}",
    ),
    "en": FurtherWords(
        extend="The limit can be extended by {} when there is a reason, up to {} times.",
        extend_once="The limit can be extended once, by {}, when there is a reason.",
        stops="The limit can stand still when there is a reason, and then moves as much.",
        stop_reasons="The reason can be: {}.",
        breach_reason="If it is late, they must write why.",
        breach_then="If the limit passes before it is done: {}.",
        breach_start="If the limit passes, a draft of a new pathway or case is made.",
        tacit="If nobody answers within the limit, that counts as a yes.",
        overlap="Also after the receiver has said yes, {} stays until {} is done, for at most {}.",
        quorum_one="It is enough that one of them says yes.",
        quorum_some="It is enough that {} of them say yes.",
        sub_due="It is to be done {}.",
        hours="is open {}",
        counted_week="week {} counted by {}",
        begins_itself="It also begins by itself when there is word of this: {}.",
        begins_when="That is only if {}.",
        begins_after_other="That is only after another pathway was closed{}.",
        at_the_earliest="at the earliest after {}",
        at_the_latest="at the latest after {}",
        struck_by="This happens by itself when there is word of: {}.",
        struck_when="That is only if {}.",
        struck_by_silence="This happens when there is no word of {} for {}, while {} lasts.",
        clocks_stop="The limit of {} then stands still.",
        clocks_go="The limit of {} then goes on.",
        grows="What grows day by day",
        grows_from="It grows for each day from when {}, until {}.",
        grace="The first {} do not count.",
        counts_from="The days count from this: {}.",
        grace_from="The first {} after {} do not count.",
        rate="Each day is reckoned by “{}”.",
        not_kept="When it stops, what has grown is deleted.",
        last_day_not="The day it stops does not count.",
        rates="Rates",
        rate_from="{} {} from {}",
        rate_until="{} {} from {} to {}",
        measured="What is measured",
        measures={
            "share": "how many keep within {}",
            "median": "how long it takes, in the middle case",
            "count": "how many times it happens",
        },
        share_of_all="how many of all",
        share_by="how many make it {}",
        from_to="from when {} until {}",
        only_from="when {}",
        target="the target is {} per cent",
        began="{} begins",
        ended="{} is done",
        ended_with="{} ends with {}",
        overdue="the limit of {} passes",
        delivered="{} has arrived",
        seen="{} has been seen",
        came_in_time="{} comes while there is time",
        came_late="{} comes too late",
        struck="this happens: {}",
        enrolled="the pathway begins",
        closed="the pathway is over",
        closed_with="the pathway is over with {}",
    ),
}  # fmt: skip
