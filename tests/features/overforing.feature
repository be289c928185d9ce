# language: no
Egenskap: Overføringen som ikke går rett fram
  Den kan komme tilbake med et spørsmål, avvises, sendes videre, trekkes tilbake eller bli borte.
  Hele tiden har én enhet pasienten.

  Bakgrunn:
    Gitt det er mandag 4. mai 2026 kl. 09.00
    Og Ola bor i Utbygda og fikk diagnosen mandag 4. mai 2026
    Og sykehuset har sendt Ola over til kommunen

  Scenario: Mottaket har et spørsmål, og får svar
    Når mottaket i Utbygda returnerer Ola med spørsmålet «Trenger han tolk?»
    Så har kreftavdelingen fått varselet «spørsmål om overføringen» om Ola
    Og er det fortsatt kreftavdelingen som har Ola
    Når det blir tirsdag 5. mai 2026 kl. 10.00
    Og kreftavdelingen svarer «Ja, på polsk.» om Ola
    Så har mottaket i Utbygda fått varselet «svar om overføringen» om Ola
    Og er fristen for «Overfør pasienten til kommunen» for Ola torsdag 7. mai 2026

  Scenario: Feil kommune
    Når mottaket i Utbygda avviser Ola som «feil kommune»
    Så er det fortsatt kreftavdelingen som har Ola
    Og står «Finn riktig mottaker» for Ola hos kreftavdelingen
    Og er fristen for «Finn riktig mottaker» for Ola tirsdag 5. mai 2026
    Og står ingenting om Ola hos mottaket i Utbygda
    Når kreftavdelingen velger mottaket i Innbygda som mottaker for Ola
    Så står «Overfør pasienten til kommunen» for Ola hos mottaket i Innbygda
    Når systemet i Innbygda kvitterer for Ola
    Så har mottaket i Innbygda fått varselet «ny overføring» om Ola
    Og er det fortsatt kreftavdelingen som har Ola

  Scenario: Mottaket sender videre til den det gjelder
    Når det blir tirsdag 5. mai 2026 kl. 09.00
    Og mottaket i Utbygda sender Ola videre til koordinerende enhet i Utbygda
    Så står «Overfør pasienten til kommunen» for Ola hos koordinerende enhet i Utbygda
    Og står ingenting om Ola hos mottaket i Utbygda
    Og er det fortsatt kreftavdelingen som har Ola
    Og er fristen for «Overfør pasienten til kommunen» for Ola torsdag 7. mai 2026
    Når koordinerende enhet i Utbygda tar imot Ola
    Så er det koordinerende enhet i Utbygda som har Ola

  Scenario: Sykehuset trekker overføringen tilbake
    Gitt systemet i Utbygda har kvittert for Ola
    Når kreftavdelingen trekker overføringen av Ola tilbake fordi «Han bor i Innbygda.»
    Så står ingenting om Ola hos mottaket i Utbygda
    Og står «Finn riktig mottaker» for Ola hos kreftavdelingen
    Når det blir tirsdag 5. mai 2026 kl. 08.00
    Så har mottaket i Utbygda fått varselet «overføringen er trukket tilbake» om Ola

  Scenario: Meldingen kom ikke fram, og sendes på nytt
    Når meldingen om Ola kommer i retur som ikke levert
    Så har kreftavdelingen fått varselet «overføringen kom ikke fram» om Ola
    Når det blir tirsdag 5. mai 2026 kl. 09.00
    Og kreftavdelingen sender meldingen om Ola på nytt
    Så er fristen for «Overfør pasienten til kommunen» for Ola torsdag 7. mai 2026
    Når systemet i Utbygda kvitterer for Ola
    Og mottaket i Utbygda tar imot Ola
    Så er det mottaket i Utbygda som har Ola

  Scenario: Fastlegen får kopi, men ingen oppgaver
    Så står ingenting om Ola hos fastlegen
    Når det blir tirsdag 5. mai 2026 kl. 08.00
    Så har fastlegen fått varselet «kopi» om Ola
