# language: no
Egenskap: Varslene sier at noe venter, og ikke hvem det gjelder
  En e-post er et åpent postkort. Hva det gjelder, står i innboksen.

  Scenario: E-posten om en ny overføring
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026
    Når sykehuset sender Kari over til kommunen
    Og systemet i Innbygda kvitterer for Kari
    Så har mottaket i Innbygda fått én e-post, og den sier «1 overføring»
    Og forteller ingen e-post hvem det gjelder eller hva forløpet heter

  Scenario: Det som kom i helgen, samles til mandag morgen
    Gitt det er lørdag 7. mars 2026 kl. 12.00
    Og Kari bor i Innbygda og fikk diagnosen fredag 6. mars 2026
    Og Ola bor i Innbygda og fikk diagnosen fredag 6. mars 2026
    Når sykehuset sender Kari over til kommunen
    Og systemet i Innbygda kvitterer for Kari
    Og sykehuset sender Ola over til kommunen
    Og det blir søndag 8. mars 2026 kl. 20.00
    Så har mottaket i Innbygda ikke fått noe om Kari
    Når det blir mandag 9. mars 2026 kl. 08.00
    Så har mottaket i Innbygda fått én e-post, og den sier «2 overføringer»
    Og har systemet i Innbygda fått overføringen av Kari nøyaktig én gang
    Og forteller ingen e-post hvem det gjelder eller hva forløpet heter
