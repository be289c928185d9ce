# language: no
Egenskap: Levert er ikke mottatt
  En kvittering sier bare at et system tok meldingen. Sykehuset har pasienten til en person i
  kommunen har tatt imot.

  Bakgrunn:
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026
    Og sykehuset har sendt Kari over til kommunen

  Scenario: Meldingen er kvittert, men ingen tar imot
    Gitt systemet i Innbygda har kvittert for Kari
    Når det blir tirsdag 10. mars 2026 kl. 08.00
    Så er det fortsatt kreftavdelingen som har Kari
    Og står «Overfør pasienten til kommunen» for Kari som forfalt hos kreftavdelingen
    Og står «Overfør pasienten til kommunen» for Kari som forfalt hos mottaket i Innbygda
    Og har kreftavdelingen fått varselet «ingen har tatt tak i dette» om Kari
    Og har koordinerende enhet på sykehuset fått varselet «ingen har tatt tak i dette» om Kari
    Og har lederen for mottaket i Innbygda fått varselet «ingen har tatt tak i dette» om Kari
    Og sier systemet at Kari står fast fordi ingen har svart i tide

  Scenario: Fem virkedager må gå før ledelsen varsles
    Gitt systemet i Innbygda har kvittert for Kari
    Når det blir mandag 9. mars 2026 kl. 15.00
    Så har lederen for mottaket i Innbygda ikke fått noe om Kari

  Scenario: Ansvaret går over når en person tar imot
    Gitt systemet i Innbygda har kvittert for Kari
    Så er det fortsatt kreftavdelingen som har Kari
    Når mottaket i Innbygda tar imot Kari
    Så er det mottaket i Innbygda som har Kari
    Når det blir tirsdag 3. mars 2026 kl. 08.00
    Så har kreftavdelingen fått varselet «overføringen er tatt imot» om Kari

  Scenario: Ingen kvittering på en virkedag
    Når det blir onsdag 4. mars 2026 kl. 08.00
    Så har kreftavdelingen fått varselet «overføringen kom ikke fram» om Kari
    Og sier systemet at Kari står fast fordi meldingen ikke kom fram
    Og er det fortsatt kreftavdelingen som har Kari

  Scenario: En person som tar imot, har fått den, hva kvitteringen enn sier
    Når meldingen om Kari kommer i retur som ikke levert
    Og mottaket i Innbygda tar imot Kari
    Så er det mottaket i Innbygda som har Kari

  Scenario: Den som ikke fikk meldingen, har overføringen i innboksen likevel
    Når meldingen om Kari kommer i retur som ikke levert
    Så står «Overfør pasienten til kommunen» for Kari som ikke bekreftet levert hos mottaket i Innbygda
    Og sier systemet at Kari står fast fordi meldingen ikke kom fram
    Og er det fortsatt kreftavdelingen som har Kari
    Når mottaket i Innbygda åpner overføringen av Kari
    Så står «Overfør pasienten til kommunen» for Kari hos mottaket i Innbygda
    Og står ikke Kari fast
    Og er det fortsatt kreftavdelingen som har Kari

  Scenario: Det som er sendt på nytt, venter på mottakeren igjen
    Når meldingen om Kari kommer i retur som ikke levert
    Og kreftavdelingen sender meldingen om Kari på nytt
    Så står ingenting om Kari som ikke bekreftet levert hos mottaket i Innbygda
    Og står «Overfør pasienten til kommunen» for Kari hos mottaket i Innbygda
