"""A definition with the words about codes, money, measures, other pathways and the world outside.

As `good.BASE`, without a single problem, for tests to use and to break.
"""

# ruff: noqa: E501

WIDE = """\
pathway: trygg-utskriving
version: 1
valid_from: 2026-01-01
name: {nb: Trygg utskriving, nn: Trygg utskriving, en: Safe discharge}
aliases: [{name: {nb: Utskrivingspakken, nn: Utskrivingspakken, en: Discharge package}, until: 2022-12-31}]

parties:
  ward: {name: {nb: Sengeposten, nn: Sengeposten, en: The ward}, service: ward}
  intake: {name: {nb: Mottaket, nn: Mottaket, en: The intake}, service: intake, of: patient.municipality}

occurrences:
  measured: {data: {value: {type: number, name: {nb: Verdi, nn: Verdi, en: Value}}}}
  readmitted: {name: {nb: Reinnlagt, nn: Reinnlagd, en: Readmitted}, data: {acute: {type: yes-no, name: {nb: Akutt, nn: Akutt, en: Acute}}, since: {type: date, name: {nb: Siden, nn: Sidan, en: Since}, required: true}}}
begins: [{on: readmitted, when: "others.open_count == 0", of: trygg-utskriving, after: 8 hours, within: 30 days, set: {ready-on: since}}]

dates:
  ready-on: {name: {nb: Klar, nn: Klar, en: Ready}, required: true}

numbers:
  silent-for: {value: 3 days, class: local, source: proposal, verified: false}
  grace: {value: 0 hours, class: local, source: proposal, verified: false}
  answer-within: {value: 2 hours, class: local, source: proposal, verified: false}

outcomes:
  HJEM: {nb: Hjemme, nn: Heime, en: At home}
  DOD: {nb: Død, nn: Død, en: Died}

start: ready
steps:
  ready:
    task: {nb: Vurder om pasienten er klar, nn: Vurder om pasienten er klar, en: Is the patient ready}
    party: ward
    due: {within: 24 hours, of: ready-on}
    register:
      - {set: NPR-tidspunkt, code: "2", verified: true}
      - {set: lokal, code: [{from: 2019-01-01, code: GAMMEL}, {from: 2026-07-01, code: NY, verified: false}], verified: true, at: started}
    outcomes:
      done: {ask: {children: {type: list, name: {nb: Barn, nn: Barn, en: Children}, required: false, columns: {born: {type: date, name: {nb: Født, nn: Fødd, en: Born}}, first: {type: text, name: {nb: Fornavn, nn: Fornamn, en: First name}}}}}, then: ask}
  ask:
    handoff: {nb: Meld utskrivingsklar, nn: Meld utskrivingsklar, en: Tell the municipality}
    from: ward
    to: intake
    accept: {within: 24 hours}
    rounds: {at_most: 5, then: home}
    register: {set: NPR-tidspunkt, code: "3", at: started, verified: true}
    outcomes:
      accepted: {then: rehab, register: {set: NPR-tidspunkt, code: "7", verified: true}}
      rejected: {ask: {why: text}, then: ready-again, register: {set: NPR-tidspunkt, code: "6", verified: true}}
  ready-again:
    task: {nb: Spør kommunen igjen, nn: Spør kommunen igjen, en: Ask again}
    party: ward
    due: {within: 1 day}
    then: ask
  rehab:
    subpathway: {nb: Rehabilitering, nn: Rehabilitering, en: Rehabilitation}
    pathway: rehabilitering
    if_open: join
    hand: {dates: {since: ready-on}}
    party: intake
    due: {within: 3 months}
    outcomes: {SELVHJULPEN: each-child}
    else: each-child
  each-child:
    subpathway: {nb: Hvert barn, nn: Kvart barn, en: Each child}
    pathway: barn-som-parorende
    each: ready.children
    waits: false
    hand: {dates: {born: item.born}}
    then: home
  home:
    end: HJEM

events:
  withdrawn: {name: {nb: Avmeldt, nn: Avmeld, en: Withdrawn}, goto: ready, register: {set: NPR-tidspunkt, code: "4", verified: true}}
  offer-ready: {name: {nb: Tilbud er klart, nn: Tilbod er klart, en: An offer is ready}, tell: [ward]}
  silent: {name: {nb: Ingen målinger, nn: Ingen målingar, en: No measurements}, absent: measured, within: $silent-for, while: ready-again, tell: [ward]}
  back: {name: {nb: Tilbake, nn: Tilbake, en: Back}, on: readmitted, when: "occurrence.acute && others.days_since.kreft_hjem < 30", ask: {since: {type: date, name: {nb: Siden, nn: Sidan, en: Since}}}, tell: [ward]}
  death: {name: {nb: Død, nn: Død, en: Death}, close: DOD, silent: true}

tables:
  daily-rate:
    unit: NOK
    source: the domain notes, 3.1
    verified: true
    rows: [{from: 2023-01-01, value: 5508}, {from: 2024-01-01, until: 2024-12-31, value: 5745}]

accruals:
  payment-days:
    name: {nb: Betalingsdøgn, nn: Betalingsdøgn, en: Payment days}
    per: day
    rate: daily-rate
    of: ready.done
    grace: $grace
    starts: [ask.rejected, ask.overdue]
    stops: [event.offer-ready, event.withdrawn, ask.accepted]
    keeps: true
    counts: inclusive
    party: intake

measures:
  answered:
    name: {nb: Svar innen to timer, nn: Svar innan to timar, en: Answered within two hours}
    kind: share
    from: ask.started
    to: [ask.accepted, ask.rejected]
    within: $answer-within
    when: "rounds.ask <= 1"
    target: 80
    source: proposal
    verified: false
    small: 5
    party: intake
  stay: {name: {nb: Tid til hjemreise, nn: Tid til heimreise, en: Time to going home}, kind: median, from: ready.done, to: closed.HJEM, source: proposal, verified: false}
  withdrawals: {name: {nb: Avmeldinger, nn: Avmeldingar, en: Withdrawals}, kind: count, from: event.withdrawn, source: proposal, verified: false}
"""
