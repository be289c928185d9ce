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

outcomes:
  HJEM: {nb: Hjemme, nn: Heime, en: At home}
  DOD: {nb: Død, nn: Død, en: Died}

start: ready
steps:
  ready:
    task: {nb: Vurder om pasienten er klar, nn: Vurder om pasienten er klar, en: Is the patient ready}
    party: ward
    due: {within: 24 hours}
    register:
      - {set: NPR-tidspunkt, code: "2", verified: true}
      - {set: lokal, code: [{from: 2019-01-01, code: GAMMEL}, {from: 2026-07-01, code: NY, verified: false}], verified: true, at: started}
    then: ask
  ask:
    handoff: {nb: Meld utskrivingsklar, nn: Meld utskrivingsklar, en: Tell the municipality}
    from: ward
    to: intake
    accept: {within: 24 hours}
    rounds: {at_most: 5, then: home}
    register: {set: NPR-tidspunkt, code: "3", at: started, verified: true}
    outcomes:
      accepted: {then: home, register: {set: NPR-tidspunkt, code: "7", verified: true}}
      rejected: {ask: {why: text}, then: ready-again, register: {set: NPR-tidspunkt, code: "6", verified: true}}
  ready-again:
    task: {nb: Spør kommunen igjen, nn: Spør kommunen igjen, en: Ask again}
    party: ward
    due: {within: 1 day}
    then: ask
  home:
    end: HJEM

events:
  withdrawn: {name: {nb: Avmeldt, nn: Avmeld, en: Withdrawn}, goto: ready, register: {set: NPR-tidspunkt, code: "4", verified: true}}
  death: {name: {nb: Død, nn: Død, en: Death}, close: DOD, silent: true}
"""
