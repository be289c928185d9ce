# language: no
Egenskap: Pasienten bestemmer
  «Senere» og «nei» er vanlige svar. Det som pasienten har bedt om å vente med, er ikke forfalt.

  Bakgrunn:
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 2. mars 2026
    Og sykehuset har meldt inn Kari

  Scenario: «Etter påske»
    Når Kari svarer at samtale 1 må vente til tirsdag 7. april 2026
    Og det blir mandag 6. april 2026 kl. 20.00
    Så vises Kari som utsatt av pasienten
    Og står ingenting om Kari som forfalt
    Og har kreftavdelingen ikke fått varselet «påminnelse» om Kari
    Når det blir tirsdag 7. april 2026 kl. 08.00
    Så står «Informer pasienten og tilby samtale 1» for Kari hos kreftavdelingen

  Scenario: Samtale 2 kan også vente
    Gitt kreftkoordinatoren i Innbygda følger Kari
    Og det har blitt mandag 18. mai 2026 kl. 09.00
    Når Kari svarer at samtale 2 må vente til mandag 10. august 2026
    Og det blir fredag 7. august 2026 kl. 12.00
    Så vises Kari som utsatt av pasienten
    Og står ingenting om Kari som forfalt
    Når det blir mandag 10. august 2026 kl. 09.00
    Så står «Tilby ny tid for samtale 2» for Kari hos kreftkoordinatoren i Innbygda

  Scenario: Pasienten motsetter seg deling
    Når Kari motsetter seg at opplysninger deles
    Og kreftavdelingen fullfører «Informer pasienten og tilby samtale 1» for Kari med «Takket ja»
    Og sykehuset sender Kari over til kommunen
    Så har ingen utenfor sykehuset fått noe om Kari
    Og står «Skriv ut et ark med kontaktpunktet i kommunen og gi det til pasienten» for Kari hos kreftavdelingen
    Når kreftavdelingen fullfører «Skriv ut et ark med kontaktpunktet i kommunen og gi det til pasienten» for Kari med «Gjort»
    Og det blir mandag 30. mars 2026 kl. 09.00
    Så står «Spør pasienten om opplysninger kan deles nå» for Kari hos kreftavdelingen
    Og har ingen utenfor sykehuset fått noe om Kari

  Scenario: Pasienten motsetter seg deling mens overføringen er underveis
    Gitt sykehuset har sendt Kari over til kommunen
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Og Kari motsetter seg at opplysninger deles
    Så står ingenting om Kari hos mottaket i Innbygda
    Og er det fortsatt kreftavdelingen som har Kari

  Scenario: Pasienten takker nei til alt, og fastlegen får vite det
    Når Kari takker nei til hele forløpet
    Og kreftavdelingen fullfører «Gi pasienten kontaktpunktet i kommunen» for Kari med «Gjort»
    Så er forløpet til Kari avsluttet som «Takket nei til hele forløpet»
    Når det blir tirsdag 3. mars 2026 kl. 08.00
    Så har fastlegen fått varselet «til orientering» om Kari
    Og har mottaket i Innbygda ikke fått noe om Kari

  Scenario: Pasienten er for syk, og ingen minnes på noe så lenge
    Gitt kreftkoordinatoren i Innbygda følger Kari
    Når Kari blir for syk fram til mandag 15. juni 2026
    Og det blir fredag 12. juni 2026 kl. 12.00
    Så har kreftkoordinatoren i Innbygda ikke fått varselet «fristen er passert» om Kari
    Og har kreftkoordinatoren i Innbygda ikke fått varselet «påminnelse» om Kari

  Scenario: Kommunen hører aldri om en pasient som motsatte seg deling
    Når Kari motsetter seg at opplysninger deles
    Og Kari får tilbakefall mandag 2. mars 2026
    Så er forløpet til Kari avsluttet som «Erstattet av et nytt forløp»
    Og har ingen utenfor sykehuset fått noe om Kari
