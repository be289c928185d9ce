# language: no
Egenskap: Når den eneste kreftsykepleieren er borte
  Sakene skal stå hos noen samme dag. Er det ingen stedfortreder, skal det synes at de står fast.

  Bakgrunn:
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Innbygda følger Kari
    Og det har blitt mandag 16. mars 2026 kl. 09.00

  Scenario: Stedfortrederen har sakene på listen samme dag, og bare så lenge
    Gitt mottaket i Innbygda er stedfortreder for kreftkoordinatoren i Innbygda
    Så står ingenting om Kari hos mottaket i Innbygda
    Når den eneste hos kreftkoordinatoren i Innbygda er borte fra mandag 16. mars 2026 til fredag 20. mars 2026
    Så står «Inviter pasienten til samtale 2» for Kari hos mottaket i Innbygda
    Og er det fortsatt kreftkoordinatoren i Innbygda som har Kari
    Og står ikke Kari fast
    Når det blir mandag 23. mars 2026 kl. 09.00
    Så står ingenting om Kari hos mottaket i Innbygda
    Og står «Inviter pasienten til samtale 2» for Kari hos kreftkoordinatoren i Innbygda

  Scenario: Stedfortrederen gjør arbeidet, og historien sier hvem som gjorde det
    Gitt mottaket i Innbygda er stedfortreder for kreftkoordinatoren i Innbygda
    Og den eneste hos kreftkoordinatoren i Innbygda er borte fra mandag 16. mars 2026 til fredag 20. mars 2026
    Når mottaket i Innbygda avtaler samtale 2 med Kari til onsdag 8. april 2026
    Så er det mottaket i Innbygda som gjorde det siste for Kari
    Og er det fortsatt kreftkoordinatoren i Innbygda som har Kari

  Scenario: Uten fravær kan ikke stedfortrederen gjøre den andres arbeid
    Gitt mottaket i Innbygda er stedfortreder for kreftkoordinatoren i Innbygda
    Så får ikke mottaket i Innbygda avtale samtale 2 med Kari til onsdag 8. april 2026

  Scenario: Uten stedfortreder står saken fast til noen er tilbake
    Når den eneste hos kreftkoordinatoren i Innbygda er borte fra mandag 16. mars 2026 til fredag 20. mars 2026
    Så sier systemet at Kari står fast fordi ingen er på jobb der
    Når det blir mandag 23. mars 2026 kl. 09.00
    Så står ikke Kari fast

  Scenario: Er stedfortrederen også borte, står saken fast
    Gitt mottaket i Innbygda er stedfortreder for kreftkoordinatoren i Innbygda
    Og den eneste hos kreftkoordinatoren i Innbygda er borte fra mandag 16. mars 2026 til fredag 20. mars 2026
    Når den eneste hos mottaket i Innbygda er borte fra mandag 16. mars 2026 til tirsdag 17. mars 2026
    Så sier systemet at Kari står fast fordi ingen er på jobb der
    Når det blir onsdag 18. mars 2026 kl. 09.00
    Så står ikke Kari fast
    Og står «Inviter pasienten til samtale 2» for Kari hos mottaket i Innbygda

  Scenario: Den som får en ny pasient mens enheten er tom, er stedfortrederen
    Gitt Ola bor i Innbygda og fikk diagnosen mandag 16. mars 2026
    Og mottaket i Innbygda har fått Ola fra sykehuset
    Og koordinerende enhet i Innbygda er stedfortreder for kreftkoordinatoren i Innbygda
    Og den eneste hos kreftkoordinatoren i Innbygda er borte fra mandag 16. mars 2026 til fredag 20. mars 2026
    Når mottaket i Innbygda oppnevner kreftkoordinatoren for Ola
    Så står «Overlat pasienten til den som er oppnevnt» for Ola hos koordinerende enhet i Innbygda
    Og er det fortsatt mottaket i Innbygda som har Ola
