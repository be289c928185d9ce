# language: no
Egenskap: Frister, påminnelser og varsling oppover
  Fristene er forslag som avtales lokalt. De telles i virkedager, og det minnes på én gang.

  Bakgrunn:
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026

  Scenario: Det minnes på dagen før, og bare én gang
    Gitt sykehuset har sendt Kari over til kommunen
    Og systemet i Innbygda har kvittert for Kari
    Så er fristen for «Overfør pasienten til kommunen» for Kari onsdag 4. mars 2026
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så har mottaket i Innbygda fått varselet «påminnelse» om Kari nøyaktig én gang
    Når det blir torsdag 5. mars 2026 kl. 09.00
    Så har mottaket i Innbygda fått varselet «påminnelse» om Kari nøyaktig én gang
    Og har mottaket i Innbygda fått varselet «fristen er passert» om Kari nøyaktig én gang

  Scenario: Det som er gjort i tide, minnes det ikke på
    Gitt sykehuset har sendt Kari over til kommunen
    Og mottaket i Innbygda har tatt imot Kari
    Når det blir onsdag 4. mars 2026 kl. 15.00
    Så har mottaket i Innbygda ikke fått varselet «fristen er passert» om Kari
    Og er fristen for «Oppnevn den som skal følge pasienten» for Kari onsdag 4. mars 2026

  Scenario: Helligdager telles ikke
    Gitt det har blitt onsdag 1. april 2026 kl. 10.00
    Og sykehuset har meldt inn Kari
    Og kreftavdelingen har fullført «Informer pasienten og tilby samtale 1» for Kari med «Takket ja»
    Når sykehuset sender Kari over til kommunen
    Så er fristen for «Overfør pasienten til kommunen» for Kari onsdag 8. april 2026

  Scenario: Saken er tatt imot, men ingen oppnevnes
    Gitt sykehuset har sendt Kari over til kommunen
    Og mottaket i Innbygda har tatt imot Kari
    Når det blir mandag 16. mars 2026 kl. 12.00
    Så har lederen for mottaket i Innbygda ikke fått noe om Kari
    Når det blir tirsdag 17. mars 2026 kl. 08.00
    Så har lederen for mottaket i Innbygda fått varselet «ingen har tatt tak i dette» om Kari
    Og er det fortsatt mottaket i Innbygda som har Kari
