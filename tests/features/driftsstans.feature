# language: no
Egenskap: Tre dager uten systemet
  Det som skulle ha hendt mens systemet var nede, hender etterpå i rett rekkefølge, med sin egen tid.

  Scenario: Fristen gikk ut mens systemet var nede
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026
    Og sykehuset har sendt Kari over til kommunen
    Og systemet i Innbygda har kvittert for Kari
    Når systemet er nede fram til torsdag 5. mars 2026 kl. 10.00
    Så er historien til Kari den samme som om systemet hadde vært oppe
    Og står «Overfør pasienten til kommunen» for Kari som forfalt hos mottaket i Innbygda
    Og har mottaket i Innbygda fått varselet «fristen er passert» om Kari nøyaktig én gang

  Scenario: Det pasienten ba om å vente med, kom mens systemet var nede
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026
    Og sykehuset har meldt inn Kari
    Når Kari svarer at samtale 1 må vente til tirsdag 7. april 2026
    Og det blir mandag 6. april 2026 kl. 12.00
    Og systemet er nede fram til torsdag 9. april 2026 kl. 08.00
    Så er historien til Kari den samme som om systemet hadde vært oppe
    Og står «Informer pasienten og tilby samtale 1» for Kari hos kreftavdelingen
    Og er fristen for «Informer pasienten og tilby samtale 1» for Kari torsdag 9. april 2026
