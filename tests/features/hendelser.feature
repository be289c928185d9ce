# language: no
Egenskap: Det som hender underveis
  Pasienter dør, flytter og får tilbakefall. Det skal aldri gå et brev for mye, og aldri være
  uklart hvem som har pasienten.

  Bakgrunn:
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Utbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Utbygda følger Kari

  Scenario: Pasienten dør den dagen invitasjonen skal ut
    Når det blir mandag 16. mars 2026 kl. 07.30
    Og det blir meldt at Kari er død
    Og det blir mandag 1. juni 2026 kl. 12.00
    Så er forløpet til Kari avsluttet som «Død»
    Og har kreftkoordinatoren i Utbygda ikke fått varselet «ny oppgave» om Kari
    Og har fastlegen ikke fått varselet «til orientering» om Kari
    Og står ingenting om Kari hos kreftkoordinatoren i Utbygda

  Scenario: Den gamle kommunen har pasienten til den nye tar imot
    Når det blir tirsdag 10. februar 2026 kl. 09.00
    Og Kari flytter til Innbygda
    Så står «Overta pasienten» for Kari hos kreftkoordinatoren i Innbygda
    Og er det fortsatt kreftkoordinatoren i Utbygda som har Kari
    Når det blir torsdag 12. februar 2026 kl. 09.00
    Og kreftkoordinatoren i Innbygda tar imot Kari
    Så er det kreftkoordinatoren i Innbygda som har Kari
    Og er fristen for «Inviter pasienten til samtale 2» for Kari onsdag 1. april 2026

  Scenario: Tilbakefall i niende måned
    Gitt det har blitt onsdag 8. april 2026 kl. 12.00
    Og samtale 2 med Kari er holdt uten behov
    Når det blir torsdag 8. oktober 2026 kl. 10.00
    Og Kari får tilbakefall mandag 5. oktober 2026
    Så er forløpet til Kari avsluttet som «Erstattet av et nytt forløp»
    Og begynner et nytt forløp for Kari som henger sammen med det gamle
    Når det blir fredag 5. februar 2027 kl. 12.00
    Så har kreftkoordinatoren i Utbygda ikke fått noe nytt om Kari etter fredag 9. oktober 2026 kl. 08.00
    Og står ingenting om Kari hos kreftkoordinatoren i Utbygda

  Scenario: Behandlingen blir lindrende, og samtale 2 tas før vinduet åpner
    Når det blir mandag 9. februar 2026 kl. 10.00
    Og behandlingen av Kari blir lindrende
    Så går forløpet til Kari fortsatt
    Når kreftkoordinatoren i Utbygda avtaler samtale 2 med Kari til tirsdag 17. februar 2026
    Og det blir tirsdag 17. februar 2026 kl. 12.00
    Og kreftkoordinatoren i Utbygda holder samtale 2 med Kari og finner behov
    Så står «Lag plan for oppfølging etter samtale 2» for Kari hos kreftkoordinatoren i Utbygda

  Scenario: Pasienten overføres til et annet sykehus før samtale 1
    Gitt Ola bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og sykehuset har meldt inn Ola
    Når Ola overføres til nabosykehuset
    Så er det fortsatt kreftavdelingen som har Ola
    Og står «Overta pasienten» for Ola hos nabosykehuset
    Når nabosykehuset tar imot Ola
    Så er det nabosykehuset som har Ola
    Og står «Informer pasienten og tilby samtale 1» for Ola hos nabosykehuset
