"""A small definition without a single problem, for tests to use and to break.

It has one of nearly everything: a handoff from hospital to municipality, a task with a window,
a wait, a decision, branches (named, and one for each row of a list), and events.
"""

# The lines of the YAML are as a designer would write them.
# ruff: noqa: E501

BASE = """\
pathway: trygg-hjem
version: 1
valid_from: 2026-01-01
name: {nb: Trygg hjem, nn: Trygg heim, en: Safely home}
tags: [kreft]

parties:
  hospital: {name: {nb: Sykehuset, nn: Sjukehuset, en: The hospital}, service: cancer-care}
  intake: {name: {nb: Mottaket, nn: Mottaket, en: The intake}, service: intake, of: patient.municipality}
  nurse: {name: {nb: Kreftsykepleier, nn: Kreftsjukepleiar, en: Cancer nurse}, service: cancer-nurse, of: intake}
  gp: {name: {nb: Fastlegen, nn: Fastlegen, en: The GP}, service: gp, of: patient.gp, informed_only: true}
  provider: {name: {nb: Tjenesten, nn: Tenesta, en: The service}, service: item.service, of: intake}

dates:
  diagnosed: {name: {nb: Diagnosedato, nn: Diagnosedato, en: Date of diagnosis}, required: true}
  told: {name: {nb: Informert, nn: Informert, en: Told}}
  clock: {name: {nb: Klokkestart, nn: Klokkestart, en: Clock start}, first_known_of: [told, diagnosed]}

numbers:
  accept-within: {value: 2 working days, class: local, source: proposal, verified: false}
  opens: {value: 3 months, class: recommended, source: helsenorge, verified: true}
  closes: {value: 4 months, class: recommended, source: helsenorge, verified: true}
  high: {value: 4, class: recommended, source: NCCN, verified: false}

windows:
  second:
    name: {nb: Andre samtale, nn: Andre samtale, en: Second talk}
    opens: {after: $opens, of: clock}
    closes: {after: $closes, of: clock}
    plan: {before: 3 weeks, of: second.opens}

consents:
  sharing: {name: {nb: Deling, nn: Deling, en: Sharing}, basis: objection, source: hpl. § 45}

outcomes:
  FULLFORT: {nb: Fullført, nn: Fullført, en: Completed}
  DOD: {nb: Død, nn: Død, en: Died}

start: offer
steps:
  offer:
    task: {nb: Tilby samtale, nn: Tilby samtale, en: Offer a talk}
    party: hospital
    due: {within: 10 days, of: clock, remind: 1 day before, escalate: [{after: 3 working days, to: [hospital.lead]}]}
    outcomes:
      accepted: talk
      later: {ask: {again_on: date}, then: ask-again}
      declined: {ask: {scope: [this-talk, whole-pathway]}, then: tell-gp}
  ask-again:
    wait: {until: again_on, else: 4 weeks}
    label: {nb: Spør igjen senere, nn: Spør igjen seinare, en: Ask again later}
    postponed: true
    rounds: {at_most: 2, then: send}
    then: offer
  talk:
    task: {nb: Hold første samtale, nn: Hald første samtale, en: Hold the first talk}
    party: hospital
    due: {within: 3 weeks}
    form: needs
    register: {set: NCMP, code: WMFG11, verified: false}
    then: send
  send:
    handoff: {nb: Overfør til kommunen, nn: Overfør til kommunen, en: Hand over}
    from: hospital
    to: intake
    copy: [gp]
    needs: consent.sharing
    carries: [talk]
    accept: {within: $accept-within, remind: 1 working day before, escalate: [{after: 5 working days, to: [intake.lead]}]}
    rounds: {at_most: 3, then: tell-gp}
    outcomes:
      accepted: choose
      rejected: {ask: {why: [wrong-municipality, not-our-patient]}, then: find-receiver}
      objected: tell-gp
  find-receiver:
    task: {nb: Finn rett mottaker, nn: Finn rett mottakar, en: Find the right receiver}
    party: hospital
    due: {within: 2 working days}
    then: send
  choose:
    decide:
      - {when: "talk.urgent || talk.distress >= number.high", then: both}
    else: second-talk
  both:
    parallel: {visit: home-visit, plan: consider-plan}
    join: all
    then: second-talk
  home-visit:
    task: {nb: Besøk pasienten, nn: Besøk pasienten, en: Visit the patient}
    party: nurse
    due: {within: 5 working days}
    then: joined
  consider-plan:
    task: {nb: Vurder individuell plan, nn: Vurder individuell plan, en: Consider a plan}
    party: nurse
    due: {within: 10 working days}
    outcomes:
      yes: joined
      no: joined
  second-talk:
    task: {nb: Hold andre samtale, nn: Hald andre samtale, en: Hold the second talk}
    party: nurse
    window: second
    due: {remind: 1 week before}
    outcomes:
      held: {ask: {needs: {type: list, required: false, columns: {service: service, note: text}}}, then: each-need}
      no_need: tell-gp
  each-need:
    parallel: {each: second-talk.needs, start: offer-need}
    then: tell-gp
  offer-need:
    task: {nb: Svar på behovet, nn: Svar på behovet, en: Answer the need}
    party: provider
    due: {within: 10 working days}
    outcomes:
      booked: joined
      no_offer: joined
  tell-gp:
    notice: {nb: Forløpet er avsluttet, nn: Forløpet er avslutta, en: The pathway is over}
    to: [gp]
    then: finished
  finished:
    end: FULLFORT

events:
  death: {name: {nb: Død, nn: Død, en: Death}, close: DOD, silent: true, tell: [nurse]}
  moved: {name: {nb: Flyttet, nn: Flytta, en: Moved}, ask: {municipality: municipality}, readdress: [intake, nurse]}
  told: {name: {nb: Informert, nn: Informert, en: Told}, ask: {told_on: date}, set: {told: told_on}}
  too-ill: {name: {nb: For syk, nn: For sjuk, en: Too ill}, ask: {review_on: date}, pause: review_on}
  better: {name: {nb: Bedre, nn: Betre, en: Better}, resume: true}
  objects: {name: {nb: Vil ikke dele, nn: Vil ikkje dele, en: Objects}, consent: {sharing: objected}}
"""

NEEDS_FORM = """\
form: needs
name: {nb: Behov, nn: Behov, en: Needs}
fields:
  urgent: yes-no
  distress: {type: number, name: {nb: Grad av påkjenning, nn: Grad av påkjenning, en: Distress}, at_least: 0, at_most: 10}
  themes:
    type: table
    name: {nb: Temaer, nn: Tema, en: Themes}
    rows:
      economy: {nb: Økonomi, nn: Økonomi, en: Economy}
      work: {nb: Arbeid, nn: Arbeid, en: Work}
    columns:
      needs: yes-no
      note: long-text
"""

FORMS = {"needs": NEEDS_FORM}
"""The forms that `BASE` uses, by id, as `load_text` takes them."""
