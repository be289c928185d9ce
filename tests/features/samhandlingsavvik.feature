# language: no
Egenskap: Samhandlingsavvik
  Den som melder, lederen, sekretariatet og den det gjelder: alt går gjennom sekretariatet, begge
  veier. Svaret skal komme innen fire uker. Saken har ingen pasient.

  Bakgrunn:
    Gitt det er mandag 2. mars 2026 kl. 10.00

  Scenario: Fra hjemmetjenesten til sykehuset og tilbake
    Når hjemmetjenesten i Innbygda skriver Medisinsaken
    Så står «Se gjennom meldingen som leder» for Medisinsaken hos hjemmetjenesten i Innbygda
    Og er fristen for «Se gjennom meldingen som leder» for Medisinsaken torsdag 5. mars 2026
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så har lederen for hjemmetjenesten i Innbygda fått varselet «til orientering» om Medisinsaken
    Når lederen i hjemmetjenesten i Innbygda godkjenner Medisinsaken
    Og samhandlingssekretariatet tar imot Medisinsaken
    Og samhandlingssekretariatet sender Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling tar imot Medisinsaken
    Og det blir mandag 16. mars 2026 kl. 12.00
    Og medisinsk avdeling behandler Medisinsaken
    Så er det fortsatt medisinsk avdeling som har Medisinsaken
    Når samhandlingssekretariatet tar imot Medisinsaken
    Og samhandlingssekretariatet fullfører «Registrer svaret og send det videre til den som meldte» for Medisinsaken med «Gjort»
    Og det blir tirsdag 17. mars 2026 kl. 09.00
    Så har hjemmetjenesten i Innbygda fått varselet «til orientering» om Medisinsaken
    Når hjemmetjenesten i Innbygda tar imot Medisinsaken
    Og samhandlingssekretariatet lukker Medisinsaken som noe andre kan lære av
    Så er Medisinsaken avsluttet som «Besvart og lukket»
    Når det blir onsdag 18. mars 2026 kl. 09.00
    Så har fagrådet fått varselet «til orientering» om Medisinsaken

  Scenario: Det går like godt den andre veien
    Gitt medisinsk avdeling har skrevet Epikrisesaken
    Og lederen i medisinsk avdeling har godkjent Epikrisesaken
    Så er det medisinsk avdeling som har Epikrisesaken
    Når samhandlingssekretariatet tar imot Epikrisesaken
    Og samhandlingssekretariatet sender Epikrisesaken til hjemmetjenesten i Utbygda
    Og hjemmetjenesten i Utbygda tar imot Epikrisesaken
    Så er det hjemmetjenesten i Utbygda som har Epikrisesaken
    Og er fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Epikrisesaken mandag 30. mars 2026

  Scenario: Saken har ingen pasient
    Gitt hjemmetjenesten i Innbygda har skrevet Medisinsaken
    Så finnes det ingen pasient i Medisinsaken
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så forteller ingen e-post hvem det gjelder eller hva forløpet heter

  Scenario: Sendt er ikke mottatt
    Gitt hjemmetjenesten i Innbygda har skrevet Medisinsaken
    Når lederen i hjemmetjenesten i Innbygda godkjenner Medisinsaken
    Så er det fortsatt hjemmetjenesten i Innbygda som har Medisinsaken
    Og står «Send saken til samhandlingssekretariatet» for Medisinsaken hos samhandlingssekretariatet
    Når det blir onsdag 4. mars 2026 kl. 08.00
    Så har samhandlingssekretariatet fått varselet «fristen er passert» om Medisinsaken nøyaktig én gang
    Og er det fortsatt hjemmetjenesten i Innbygda som har Medisinsaken

  Scenario: Fire uker fra saken kom, med varsel før og til lederen etter
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og det har blitt tirsdag 3. mars 2026 kl. 09.00
    Og medisinsk avdeling har tatt imot Medisinsaken
    Så er fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken mandag 30. mars 2026
    Når det blir mandag 23. mars 2026 kl. 12.00
    Så har medisinsk avdeling fått varselet «påminnelse» om Medisinsaken nøyaktig én gang
    Når det blir mandag 30. mars 2026 kl. 15.00
    Så står ingenting om Medisinsaken som forfalt
    Når det blir onsdag 1. april 2026 kl. 09.00
    Så står «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken som forfalt hos medisinsk avdeling
    Og har lederen for medisinsk avdeling fått varselet «ingen har tatt tak i dette» om Medisinsaken
    Og er det fortsatt medisinsk avdeling som har Medisinsaken

  Scenario: Fristen forlenges én gang, med en grunn
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling har tatt imot Medisinsaken
    Så får ikke medisinsk avdeling forlenge fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken uten grunn
    Når medisinsk avdeling forlenger fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken fordi «Overlegen er borte til over påske.»
    Så er fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken mandag 13. april 2026
    Og får ikke medisinsk avdeling forlenge fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken igjen

  Scenario: Mottakeren spør, og klokka går mens spørsmålet går via sekretariatet
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling har tatt imot Medisinsaken
    Når det blir mandag 9. mars 2026 kl. 09.00
    Og medisinsk avdeling fullfører «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken med «Trenger å vite mer» og svarer «Hvilken post?»
    Så er det samhandlingssekretariatet som har Medisinsaken
    Og står ingenting om Medisinsaken hos hjemmetjenesten i Innbygda
    Når samhandlingssekretariatet fullfører «Send spørsmålet videre til den som meldte» for Medisinsaken med «Gjort»
    Så er det hjemmetjenesten i Innbygda som har Medisinsaken
    Når hjemmetjenesten i Innbygda fullfører «Svar på spørsmålet om avviket» for Medisinsaken med «Gjort» og svarer «Medisinsk post.»
    Så er det samhandlingssekretariatet som har Medisinsaken
    Når samhandlingssekretariatet fullfører «Send forklaringen videre til den avviket gjelder» for Medisinsaken med «Gjort»
    Så er det medisinsk avdeling som har Medisinsaken
    Og er fristen for «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken mandag 30. mars 2026

  Scenario: Saken gjelder to, og hver har sine egne fire uker
    Gitt samhandlingssekretariatet har fått Overgangssaken fra hjemmetjenesten i Innbygda
    Når samhandlingssekretariatet sender Overgangssaken til medisinsk avdeling og hjemmetjenesten i Utbygda
    Og medisinsk avdeling tar imot Overgangssaken
    Og hjemmetjenesten i Utbygda sier at Overgangssaken ikke gjelder dem
    Og det blir mandag 9. mars 2026 kl. 09.00
    Og samhandlingssekretariatet sender Overgangssaken videre til mottaket i Utbygda i stedet
    Og mottaket i Utbygda tar imot Overgangssaken
    Så har medisinsk avdeling frist til mandag 30. mars 2026 for «Finn årsaken og skriv hva dere gjør med avviket» for Overgangssaken
    Og har mottaket i Utbygda frist til mandag 6. april 2026 for «Finn årsaken og skriv hva dere gjør med avviket» for Overgangssaken
    Når medisinsk avdeling behandler Overgangssaken
    Så er Overgangssaken ikke avsluttet
    Og står «Send svaret til samhandlingssekretariatet» for Overgangssaken hos samhandlingssekretariatet
    Og står «Finn årsaken og skriv hva dere gjør med avviket» for Overgangssaken hos mottaket i Utbygda

  Scenario: Mottakeren er ikke enig, og fagrådet gir råd
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling har tatt imot Medisinsaken
    Når medisinsk avdeling fullfører «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken med «Er ikke enig i avviket» og svarer «Listen ble sendt.»
    Så er det samhandlingssekretariatet som har Medisinsaken
    Når fagrådet tar imot Medisinsaken
    Og fagrådet fullfører «Gi råd i uenigheten» for Medisinsaken med «Avviket bør behandles» og svarer «Listen kom for sent.»
    Så er det medisinsk avdeling som har Medisinsaken
    Når medisinsk avdeling fullfører «Finn årsaken og skriv hva dere gjør med avviket» for Medisinsaken med «Er ikke enig i avviket» og svarer «Fortsatt uenig.»
    # Fagrådet spørres én gang. Uenigheten går som et svar.
    Så står «Send svaret til samhandlingssekretariatet» for Medisinsaken hos samhandlingssekretariatet

  Scenario: Melderen er ikke fornøyd med svaret
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling har tatt imot Medisinsaken
    Og medisinsk avdeling har behandlet Medisinsaken
    Når samhandlingssekretariatet tar imot Medisinsaken
    Og samhandlingssekretariatet fullfører «Registrer svaret og send det videre til den som meldte» for Medisinsaken med «Gjort»
    Og hjemmetjenesten i Innbygda sier at svaret i Medisinsaken ikke er godt nok
    Så står «Avklar uenigheten om svaret» for Medisinsaken hos samhandlingssekretariatet
    Når samhandlingssekretariatet fullfører «Avklar uenigheten om svaret» for Medisinsaken med «Fagrådet må se på saken»
    Så er det fagrådet som har Medisinsaken

  Scenario: Melderen sier ingenting om svaret, og da er det godt nok
    Gitt medisinsk avdeling har skrevet Epikrisesaken
    Og lederen i medisinsk avdeling har godkjent Epikrisesaken
    Når samhandlingssekretariatet tar imot Epikrisesaken
    Og samhandlingssekretariatet sender Epikrisesaken til hjemmetjenesten i Utbygda
    Og hjemmetjenesten i Utbygda tar imot Epikrisesaken
    Og hjemmetjenesten i Utbygda behandler Epikrisesaken
    Og samhandlingssekretariatet tar imot Epikrisesaken
    Og samhandlingssekretariatet fullfører «Registrer svaret og send det videre til den som meldte» for Epikrisesaken med «Gjort»
    Så er fristen for «La den som meldte si om svaret er godt nok» for Epikrisesaken mandag 16. mars 2026
    Når det blir mandag 16. mars 2026 kl. 12.00
    Så er det fortsatt samhandlingssekretariatet som har Epikrisesaken
    Og står «La den som meldte si om svaret er godt nok» for Epikrisesaken hos medisinsk avdeling
    Når det blir tirsdag 17. mars 2026 kl. 08.00
    Så står «Lukk saken og sett tema og avtalepunkt» for Epikrisesaken hos samhandlingssekretariatet
    Og står ingenting om Epikrisesaken hos medisinsk avdeling

  Scenario: Alvorlig hendelse meldes med en gang, og saken venter ikke på den
    Gitt hjemmetjenesten i Innbygda har skrevet Fallsaken
    Når lederen i hjemmetjenesten i Innbygda godkjenner Fallsaken som alvorlig
    Så står «Meld den alvorlige hendelsen til tilsynet» for Fallsaken hos hjemmetjenesten i Innbygda
    Og er fristen for «Meld den alvorlige hendelsen til tilsynet» for Fallsaken mandag 9. mars 2026
    Og står «Send saken til samhandlingssekretariatet» for Fallsaken hos samhandlingssekretariatet
    Når samhandlingssekretariatet tar imot Fallsaken
    Og samhandlingssekretariatet sender Fallsaken til medisinsk avdeling
    Så står «Send saken videre til den avviket gjelder» for Fallsaken hos medisinsk avdeling
    Og står «Meld den alvorlige hendelsen til tilsynet» for Fallsaken hos hjemmetjenesten i Innbygda
    Når det blir torsdag 12. mars 2026 kl. 09.00
    Så har lederen for hjemmetjenesten i Innbygda fått varselet «ingen har tatt tak i dette» om Fallsaken

  Scenario: Lederen sender meldingen tilbake til den som skrev den
    Gitt hjemmetjenesten i Innbygda har skrevet Medisinsaken
    Når hjemmetjenesten i Innbygda fullfører «Se gjennom meldingen som leder» for Medisinsaken med «Tilbake til den som meldte» og svarer «Hvilken avtale?»
    Så står «Skriv meldingen om avviket» for Medisinsaken hos hjemmetjenesten i Innbygda
    Når hjemmetjenesten i Innbygda skriver Medisinsaken
    Og hjemmetjenesten i Innbygda fullfører «Se gjennom meldingen som leder» for Medisinsaken med «Gjelder bare oss selv» og svarer «Begge er hos oss.»
    Så er Medisinsaken avsluttet som «Følges opp internt»
    Og har samhandlingssekretariatet ikke fått noe om Medisinsaken

  Scenario: Sekretariatet mangler opplysninger
    Gitt hjemmetjenesten i Innbygda har skrevet Medisinsaken
    Og lederen i hjemmetjenesten i Innbygda har godkjent Medisinsaken
    Når samhandlingssekretariatet sender Medisinsaken tilbake fordi opplysninger mangler
    Så står «Rett opp meldingen og send den på nytt» for Medisinsaken hos hjemmetjenesten i Innbygda
    Og er fristen for «Rett opp meldingen og send den på nytt» for Medisinsaken torsdag 5. mars 2026
    Når hjemmetjenesten i Innbygda fullfører «Rett opp meldingen og send den på nytt» for Medisinsaken med «Gjort» og svarer «Punkt 4.»
    Så står «Send saken til samhandlingssekretariatet» for Medisinsaken hos samhandlingssekretariatet

  Scenario: Den som meldte trekker saken
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling
    Og medisinsk avdeling har tatt imot Medisinsaken
    Når hjemmetjenesten i Innbygda trekker Medisinsaken
    Så er Medisinsaken avsluttet som «Trukket av den som meldte»
    Og står ingenting om Medisinsaken hos medisinsk avdeling
    Når det blir mandag 20. april 2026 kl. 09.00
    Så har medisinsk avdeling ikke fått varselet «fristen er passert» om Medisinsaken

  Scenario: Et utkast som ikke meldes, blir ingen sak
    Gitt hjemmetjenesten i Innbygda har begynt på Medisinsaken
    Når hjemmetjenesten i Innbygda fullfører «Skriv meldingen om avviket» for Medisinsaken med «Meldes likevel ikke» og svarer «Fristen ble holdt.»
    Så er Medisinsaken avsluttet som «Trukket av den som meldte»

  Scenario: Årstallene viser hvor mange som svarte innen fire uker, og røper ingen
    Gitt samhandlingssekretariatet har fått Medisinsaken fra hjemmetjenesten i Innbygda
    Og samhandlingssekretariatet har sendt Medisinsaken til medisinsk avdeling og hjemmetjenesten i Utbygda
    Og medisinsk avdeling har tatt imot Medisinsaken
    Og hjemmetjenesten i Utbygda har tatt imot Medisinsaken
    Og medisinsk avdeling har behandlet Medisinsaken
    Når det blir mandag 4. mai 2026 kl. 09.00
    Og hjemmetjenesten i Utbygda behandler Medisinsaken
    Og hjemmetjenesten i Innbygda skriver forslaget i Skjemasaken
    Og lederen i hjemmetjenesten i Innbygda godkjenner Skjemasaken
    Så ser Innbygda i årstallene for 2026 at «Besvart innen fire uker» var 1 av 2
    Og ser Utbygda i årstallene for 2026 at «Besvart innen fire uker» var 0 av 1
    Og ser Innbygda i årstallene for 2026 at «Meldte avvik» var 1
    Og ser Innbygda i årstallene for 2026 at «Forslag til forbedring» var 1
    Og er årstallene for 2026 til alle andre uten små tall
