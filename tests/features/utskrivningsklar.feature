# language: no
Egenskap: Utskrivningsklare pasienter
  Sykehuset varsler tidlig, kommunen svarer med en gang, og noen betaler når ingen kan ta imot.
  Timene går om natta og når klokka stilles; døgnene telles fra og med den dagen pasienten var klar.

  Bakgrunn:
    Gitt det er mandag 4. mars 2024 kl. 10.00

  Scenario: Kommunen kjenner pasienten og er varslet innen et døgn
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Når sengeposten melder at Anna har tjenester fra kommunen
    Så står «Send innleggelsesrapport og oppdatert legemiddelliste» for Anna hos hjemmesykepleien i Innbygda
    Og er fristen for «Send innleggelsesrapport og oppdatert legemiddelliste» for Anna mandag 4. mars 2024 kl. 13.00
    Og er fristen for «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna tirsdag 5. mars 2024 kl. 10.00
    Og får ikke sengeposten vurdere at Anna ikke trenger kommunale tjenester
    Når det blir mandag 4. mars 2024 kl. 11.00
    Så har hjemmesykepleien i Innbygda fått varselet «ny oppgave» om Anna
    Når hjemmesykepleien i Innbygda sender innleggelsesrapport om Anna
    Og sengeposten sender tidligmelding om Anna
    Så står «Åpne sak og planlegg hva pasienten trenger hjemme» for Anna hos tjenestekontoret i Innbygda
    Og er tidspunktene 1 registrert for Anna

  Scenario: Timene går om natta, og klokka stilles fram
    Gitt det har blitt lørdag 30. mars 2024 kl. 23.30
    Og Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna har tjenester fra kommunen
    # Tre timer senere har klokka hoppet over en av dem.
    Så er fristen for «Send innleggelsesrapport og oppdatert legemiddelliste» for Anna søndag 31. mars 2024 kl. 03.30
    Og er fristen for «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna mandag 1. april 2024 kl. 00.30
    Når det blir mandag 1. april 2024 kl. 00.31
    Så står «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna som forfalt hos sengeposten

  Scenario: Timene går om natta, og klokka stilles tilbake
    Gitt det har blitt lørdag 26. oktober 2024 kl. 23.30
    Og Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna har tjenester fra kommunen
    # Den første av de to halv tre.
    Så er fristen for «Send innleggelsesrapport og oppdatert legemiddelliste» for Anna søndag 27. oktober 2024 kl. 02.30
    Og er fristen for «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna søndag 27. oktober 2024 kl. 22.30
    Når det blir søndag 27. oktober 2024 kl. 22.29
    Så har lederen for sengeposten ikke fått varselet «fristen er passert» om Anna
    Når det blir søndag 27. oktober 2024 kl. 22.31
    Så står «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna som forfalt hos sengeposten

  Scenario: Tidligmeldingen er for sen, og lederen får vite det
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna ikke har tjenester fra kommunen
    Når det blir onsdag 6. mars 2024 kl. 09.00
    Så står «Vurder behovet for kommunale tjenester og send tidligmelding» for Anna som forfalt hos sengeposten
    Og har lederen for sengeposten fått varselet «ingen har tatt tak i dette» om Anna
    Og har tjenestekontoret i Innbygda ikke fått noe om Anna

  Scenario: Et dokument mangler, og pasienten er ikke utskrivningsklar
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna ikke har tjenester fra kommunen
    Og sengeposten har sendt tidligmelding om Anna
    Så får ikke sengeposten melde Anna utskrivningsklar
    Når sengeposten har sendt alt om Anna unntatt «Utnotat eller foreløpig epikrise er sendt»
    Så får ikke sengeposten melde Anna utskrivningsklar
    Når sengeposten melder Anna utskrivningsklar
    Så er tidspunktene 1, 2 og 3 registrert for Anna
    Og er fristen for «Be kommunen om å ta imot pasienten» for Anna mandag 4. mars 2024 kl. 12.00
    Og er det fortsatt sengeposten som har ansvaret for Anna

  Scenario: Kommunen kan ta imot, og ingen betaler
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de kan ta imot Anna
    Så er tidspunktene 1, 2, 3 og 7 registrert for Anna
    Når sengeposten gjør Anna utreiseklar
    Og det blir onsdag 6. mars 2024 kl. 09.00
    Og Anna reiser hjem
    Så er forløpet til Anna avsluttet som «Hjem med tjenester»
    Og har Innbygda ingenting å betale for Anna
    Når det blir torsdag 7. mars 2024 kl. 09.00
    Så har fastlegen fått varselet «til orientering» om Anna
    Og har hjemmesykepleien i Innbygda fått varselet «til orientering» om Anna

  Scenario: Ingen svarer, og betalingen begynner av seg selv
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når det blir mandag 4. mars 2024 kl. 11.59
    Så har Innbygda ingenting å betale for Anna
    Når det blir tirsdag 5. mars 2024 kl. 09.00
    Så har Innbygda 2 døgn å betale for Anna, 11490 kroner
    Og øker det Innbygda skal betale for Anna fortsatt
    Og har lederen for tjenestekontoret i Innbygda fått varselet «ingen har tatt tak i dette» om Anna
    Når tjenestekontoret i Innbygda svarer at de kan ta imot Anna
    Så øker det Innbygda skal betale for Anna ikke lenger

  Scenario: Det er ikke dagen kommunen lovet som stopper betalingen, men at tilbudet er klart
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de kan ta imot Anna onsdag 6. mars 2024
    Så er tidspunktene 1, 2, 3 og 6 registrert for Anna
    Og er fristen for «Si fra når tilbudet er klart» for Anna onsdag 6. mars 2024
    Når det blir torsdag 7. mars 2024 kl. 09.00
    Så står «Si fra når tilbudet er klart» for Anna som forfalt hos tjenestekontoret i Innbygda
    Og øker det Innbygda skal betale for Anna fortsatt
    Når tjenestekontoret i Innbygda sier at tilbudet til Anna er klart
    Så har Innbygda 4 døgn å betale for Anna, 22980 kroner
    Og øker det Innbygda skal betale for Anna ikke lenger
    Og er tidspunktene 1, 2, 3, 6 og 7 registrert for Anna

  Scenario: Tre døgn etter årets sats
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de ikke kan ta imot Anna
    Så står «Si når dere venter å ha et tilbud» for Anna hos tjenestekontoret i Innbygda
    Når det blir onsdag 6. mars 2024 kl. 14.00
    Og tjenestekontoret i Innbygda sier at tilbudet til Anna er klart
    # 3 ganger 5745.
    Så har Innbygda 3 døgn å betale for Anna, 17235 kroner

  Scenario: Satsen for året er ikke kjent, men døgnene telles
    Gitt det har blitt mandag 3. mars 2025 kl. 10.00
    Og Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de ikke kan ta imot Anna
    Og det blir tirsdag 4. mars 2025 kl. 14.00
    Så har Innbygda 2 døgn å betale for Anna, uten kjent sats

  Scenario: Meldingen er ikke kommet fram, og da koster det ingenting at ingen svarer
    Gitt det har blitt mandag 8. juni 2026 kl. 10.00
    Og Anna fra Innbygda er meldt utskrivningsklar
    Når det blir tirsdag 9. juni 2026 kl. 09.00
    Så står «Be kommunen om å ta imot pasienten» for Anna som forfalt hos sengeposten
    Og har Innbygda ingenting å betale for Anna
    Når systemet i Innbygda kvitterer for utskrivningsmeldingen om Anna
    Og det blir onsdag 10. juni 2026 kl. 09.00
    Så har Innbygda 3 døgn å betale for Anna, uten kjent sats

  Scenario: Avmeldt, døgnene beholdes, og en ny runde begynner
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de ikke kan ta imot Anna
    Og det blir tirsdag 5. mars 2024 kl. 14.00
    Og sengeposten melder av Anna fordi «Lungebetennelse.»
    Så har Innbygda 2 døgn å betale for Anna, 11490 kroner
    Og øker det Innbygda skal betale for Anna ikke lenger
    Og er ingen ting igjen av «Si når dere venter å ha et tilbud» for Anna
    Og er tidspunktene 1, 2, 3, 6 og 4 registrert for Anna
    Når det blir fredag 8. mars 2024 kl. 09.00
    Så har tjenestekontoret i Innbygda fått varselet «til orientering» om Anna
    Når sengeposten sender oppdaterte helseopplysninger om Anna
    Og tjenestekontoret i Innbygda planlegger for Anna
    Og sengeposten melder Anna utskrivningsklar
    Og tjenestekontoret i Innbygda svarer at de ikke kan ta imot Anna
    # Fredag kommer i tillegg til mandag og tirsdag.
    Så har Innbygda 3 døgn å betale for Anna, 17235 kroner
    Når det blir lørdag 9. mars 2024 kl. 09.00
    Så har Innbygda 4 døgn å betale for Anna, 22980 kroner

  Scenario: Legemidlene må være klare når kommunen har bedt om dem
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna ikke har tjenester fra kommunen
    Og sengeposten har sendt tidligmelding om Anna
    Når tjenestekontoret i Innbygda planlegger for Anna og ber om at legemidler følger med
    Og sengeposten melder Anna utskrivningsklar
    Og tjenestekontoret i Innbygda svarer at de kan ta imot Anna
    Så får ikke sengeposten gjøre Anna utreiseklar før legemidlene er klare
    Og står «Send pasienten hjem eller videre» for Anna hos sengeposten

  Scenario: Forventet utskrivning flyttes, og det som henger på den flytter seg
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna ikke har tjenester fra kommunen
    Og sengeposten har sendt tidligmelding om Anna
    Så har «Ta stilling til om pasienten er utskrivningsklar» for Anna ingen frist ennå
    Når sengeposten setter forventet utskrivning for Anna til fredag 8. mars 2024
    Så er fristen for «Ta stilling til om pasienten er utskrivningsklar» for Anna fredag 8. mars 2024
    Og er fristen for «Åpne sak og planlegg hva pasienten trenger hjemme» for Anna torsdag 7. mars 2024
    Når sengeposten flytter forventet utskrivning for Anna til mandag 11. mars 2024
    Så er fristen for «Ta stilling til om pasienten er utskrivningsklar» for Anna mandag 11. mars 2024
    Og er fristen for «Åpne sak og planlegg hva pasienten trenger hjemme» for Anna fredag 8. mars 2024
    Når det blir tirsdag 5. mars 2024 kl. 09.00
    Så har tjenestekontoret i Innbygda fått varselet «til orientering» om Anna

  Scenario: Pasienten trenger ingen tjenester, og kommunen hører ingenting
    Gitt Anna fra Innbygda er innlagt på sengeposten
    Og sengeposten har meldt at Anna ikke har tjenester fra kommunen
    Når sengeposten vurderer at Anna ikke trenger kommunale tjenester
    Og sengeposten fullfører «Ta stilling til om pasienten er utskrivningsklar» for Anna med «Kan reise uten kommunale tjenester»
    Og Anna reiser hjem uten tjenester
    Og det blir onsdag 6. mars 2024 kl. 09.00
    Så er forløpet til Anna avsluttet som «Hjem uten tjenester»
    Og har tjenestekontoret i Innbygda ikke fått noe om Anna
    Og har fastlegen fått varselet «til orientering» om Anna

  Scenario: Pasienten reiser før kommunen har svart
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Og sengeposten har gjort Anna utreiseklar
    Når det blir tirsdag 5. mars 2024 kl. 09.00
    Og Anna reiser før kommunen har svart
    Og Anna reiser hjem
    Så har Innbygda 2 døgn å betale for Anna, 11490 kroner
    Og øker det Innbygda skal betale for Anna ikke lenger

  Scenario: Akutt tilbake innen tretti døgn
    Gitt Anna fra Innbygda har vært innlagt og reist hjem
    Når det blir mandag 18. mars 2024 kl. 02.00
    Og sykehusets system melder at Anna er akutt innlagt igjen
    Så begynner et nytt forløp for Anna av seg selv
    Og står «Finn ut om pasienten har tjenester fra kommunen» for Anna hos sengeposten
    Når det blir mandag 18. mars 2024 kl. 09.00
    Så har lederen for sengeposten fått varselet «til orientering» om Anna

  Scenariomal: Ikke enhver innleggelse er en reinnleggelse
    Gitt Anna fra Innbygda har vært innlagt og reist hjem
    Når det blir <tid>
    Og sykehusets system melder at Anna er <hvordan>
    Så begynner ikke noe nytt forløp for Anna

    Eksempler:
      | tid                              | hvordan                     |
      | mandag 4. mars 2024 kl. 17.59    | akutt innlagt igjen         |
      | fredag 5. april 2024 kl. 09.00   | akutt innlagt igjen         |
      | mandag 18. mars 2024 kl. 09.00   | innlagt igjen som planlagt  |

  Scenario: Pasienten dør, og ingen får noe mer
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de ikke kan ta imot Anna
    Og det blir tirsdag 5. mars 2024 kl. 07.00
    Og det blir meldt at Anna er død
    Så er forløpet til Anna avsluttet som «Død»
    Og står ingenting om Anna hos tjenestekontoret i Innbygda
    # Det som var påløpt, er påløpt.
    Og har Innbygda 2 døgn å betale for Anna, 11490 kroner
    Når det blir mandag 1. april 2024 kl. 12.00
    Så øker det Innbygda skal betale for Anna ikke lenger
    Og har tjenestekontoret i Innbygda ikke fått noe nytt om Anna etter tirsdag 5. mars 2024 kl. 07.00
    Og har sengeposten ikke fått noe nytt om Anna etter tirsdag 5. mars 2024 kl. 07.00

  Scenario: Målene er forslag, og begge ser de samme tallene
    Gitt Anna fra Innbygda er meldt utskrivningsklar
    Og Berit fra Innbygda er meldt utskrivningsklar
    Når tjenestekontoret i Innbygda svarer at de kan ta imot Anna
    Og det blir onsdag 6. mars 2024 kl. 09.00
    Så ser Innbygda i årstallene for 2024 at «Forslag: kommunen kunne ta imot samme dag» var 1 av 2
    Og ser sykehuset i årstallene for 2024 at «Forslag: behovet vurdert og kommunen varslet innen 24 timer» var 2 av 2
