# language: no
Egenskap: Psykisk helse, voksne
  Tre slags frister står ved siden av hverandre: ti virkedager for henvisningen, den datoen loven gir
  hver pasient, og anbefalte tider som bare krever at noen skriver hvorfor. Intervallet mellom
  evalueringene følger pasienten inn på døgnposten og ut igjen.

  Bakgrunn:
    Gitt det er mandag 2. mars 2026 kl. 10.00
    Og Liv bor i Innbygda og er henvist til poliklinikken mandag 2. mars 2026

  Scenario: Henvisningen vurderes innen ti virkedager, og forløpet får en kode
    Så er fristen for «Vurder henvisningen» for Liv mandag 16. mars 2026
    Når poliklinikken gir Liv rett til helsehjelp
    Så står «Start forløpet og sett fristen for helsehjelp» for Liv hos forløpskoordinatoren
    Og får ikke forløpskoordinatoren starte forløpet til Liv før pasienten har fått brev
    Når forløpskoordinatoren starter forløpet til Liv med frist fredag 15. mai 2026
    Så skal koden «D11» registreres for Liv
    Og er fristen for «Møt pasienten første gang» for Liv fredag 15. mai 2026
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så har fastlegen fått varselet «til orientering» om Liv
    Og har koordinerende enhet i Innbygda fått varselet «til orientering» om Liv

  Scenario: Ingen vurderer henvisningen i tide
    Når det blir onsdag 18. mars 2026 kl. 09.00
    Så står «Vurder henvisningen» for Liv som forfalt hos poliklinikken
    Og har lederen for poliklinikken fått varselet «ingen har tatt tak i dette» om Liv
    Og er det fortsatt poliklinikken som har Liv

  Scenario: Henvisningen avslås, og fastlegen får råd
    Når poliklinikken fullfører «Vurder henvisningen» for Liv med «Avslått, med råd til henviseren» og svarer «Prøv kommunens tilbud først.»
    Så er forløpet til Liv avsluttet som «Henvisningen avvist, med råd»
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så har fastlegen fått varselet «til orientering» om Liv
    Og har koordinerende enhet i Innbygda ikke fått noe om Liv

  Scenario: Øyeblikkelig hjelp først, og så et forløp
    Når poliklinikken ser at henvisningen av Liv er øyeblikkelig hjelp
    Så står «Gi øyeblikkelig hjelp, og si fra når den er over» for Liv hos poliklinikken
    Når det blir onsdag 4. mars 2026 kl. 12.00
    Og øyeblikkelig hjelp til Liv er over
    Så er fristen for «Ta stilling til om pasienten skal ha et forløp» for Liv onsdag 18. mars 2026
    Når poliklinikken fullfører «Ta stilling til om pasienten skal ha et forløp» for Liv med «Rett til helsehjelp»
    Så står «Start forløpet og sett fristen for helsehjelp» for Liv hos forløpskoordinatoren

  Scenario: Datoen som loven gir pasienten, passerer
    Gitt Liv venter på første møte med frist fredag 27. mars 2026
    Når det blir mandag 30. mars 2026 kl. 09.00
    Så står «Møt pasienten første gang» for Liv som forfalt hos poliklinikken
    Og har lederen for poliklinikken fått varselet «ingen har tatt tak i dette» om Liv
    Og har forløpskoordinatoren fått varselet «ingen har tatt tak i dette» om Liv

  Scenario: Pasienten møter ikke, får ny time og møter
    Gitt Liv venter på første møte med frist fredag 27. mars 2026
    Når det blir mandag 16. mars 2026 kl. 12.00
    Og Liv møter ikke
    Så er fristen for «Gi pasienten en ny time» for Liv mandag 23. mars 2026
    Når poliklinikken gir Liv ny time torsdag 19. mars 2026
    Og det blir torsdag 19. mars 2026 kl. 12.00
    Og poliklinikken møter Liv første gang
    # Førtito kalenderdager, også gjennom påsken.
    Så er fristen for «Utred pasienten» for Liv torsdag 30. april 2026

  Scenario: Pasienten vil vente, og er ikke forfalt
    Gitt Liv venter på første møte med frist fredag 27. mars 2026
    Når Liv ber om å vente til mandag 13. april 2026
    Og det blir fredag 10. april 2026 kl. 12.00
    Så vises Liv som utsatt av pasienten
    Når det blir mandag 13. april 2026 kl. 09.00
    Så står «Gi pasienten en ny time» for Liv hos poliklinikken

  Scenario: Utredningen tar lenger tid enn anbefalt, og det eneste som kreves er en grunn
    Gitt poliklinikken har møtt Liv første gang
    Så er fristen for «Utred pasienten» for Liv mandag 13. april 2026
    Når det blir tirsdag 14. april 2026 kl. 09.00
    Så står «Utred pasienten» for Liv som forfalt hos poliklinikken
    Og har lederen for poliklinikken ikke fått noe om Liv
    Og får ikke poliklinikken avslutte utredningen av Liv uten å si hvorfor det er sent
    Når poliklinikken er ferdig med å utrede Liv for sent fordi «Ventet på prøvesvar.»
    Så står «Ta klinisk beslutning sammen med pasienten» for Liv hos poliklinikken
    Og er grunnen «Ventet på prøvesvar.» skrevet i historien til Liv

  Scenario: Klokka stopper mens pasienten er for syk til å utredes
    Gitt poliklinikken har møtt Liv første gang
    Når det blir mandag 16. mars 2026 kl. 09.00
    Og poliklinikken stopper klokka for «Utred pasienten» for Liv fordi pasienten er for syk
    Og det blir mandag 30. mars 2026 kl. 09.00
    Og poliklinikken lar klokka for «Utred pasienten» for Liv gå igjen
    Så er fristen for «Utred pasienten» for Liv mandag 27. april 2026

  Scenario: Pasienten er borte, og ingen minnes på noe
    Gitt poliklinikken har møtt Liv første gang
    Når Liv er borte fram til mandag 4. mai 2026
    Og det blir mandag 20. april 2026 kl. 09.00
    Så har poliklinikken ikke fått varselet «fristen er passert» om Liv
    Når Liv er tilbake
    Så er fristen for «Utred pasienten» for Liv mandag 1. juni 2026

  Scenario: To kliniske beslutninger, og aldri en tredje
    Gitt poliklinikken har møtt Liv første gang
    Og poliklinikken har utredet Liv
    Når poliklinikken og Liv beslutter «Utvidet utredning»
    Så skal koden «D11CU» registreres for Liv
    Når poliklinikken er ferdig med å utrede Liv
    Så kan ikke «Utvidet utredning» velges for Liv
    Når poliklinikken og Liv beslutter «Behandling i psykisk helsevern»
    Så skal koden «D11CP» registreres for Liv
    Og står «Lag behandlingsplan sammen med pasienten» for Liv hos poliklinikken

  Scenario: Første evaluering etter seks uker, så hver tolvte
    Gitt Liv er i behandling
    Så er «Evaluer behandlingen første gang» planlagt for Liv hos poliklinikken
    Og er fristen for «Evaluer behandlingen første gang» for Liv mandag 13. april 2026
    Når det blir fredag 10. april 2026 kl. 12.00
    Og poliklinikken evaluerer behandlingen av Liv som «Fortsetter som før»
    Så er fristen for «Evaluer behandlingen» for Liv fredag 3. juli 2026
    Når poliklinikken evaluerer behandlingen av Liv som «Planen må endres»
    Så står «Endre behandlingsplanen sammen med pasienten» for Liv hos poliklinikken

  Scenario: Innlagt: kortere intervall, og døgnposten overtar når den tar imot
    Gitt Liv er i behandling
    Når det blir mandag 16. mars 2026 kl. 09.00
    Og Liv blir innlagt på døgnposten
    Så er fristen for «Evaluer behandlingen under innleggelsen» for Liv mandag 30. mars 2026
    Og er det fortsatt poliklinikken som har Liv
    Og står «Overta pasienten» for Liv hos døgnposten
    Når døgnposten tar imot Liv
    Så er det døgnposten som har Liv
    Når det blir mandag 30. mars 2026 kl. 09.00
    Og døgnposten evaluerer behandlingen av Liv som «Fortsetter som før»
    Så er fristen for «Evaluer behandlingen under innleggelsen» for Liv mandag 13. april 2026

  Scenario: Utskrevet: samarbeidsmøte, og så det lange intervallet igjen
    Gitt Liv er i behandling
    Når Liv blir innlagt på døgnposten
    Og døgnposten tar imot Liv
    Og det blir onsdag 11. mars 2026 kl. 09.00
    Og Liv blir utskrevet til poliklinikken
    Og poliklinikken tar imot Liv
    Så står «Hold samarbeidsmøte om tiden etter utskrivningen» for Liv hos poliklinikken
    Når poliklinikken holder samarbeidsmøte om Liv
    Så er fristen for «Evaluer behandlingen» for Liv onsdag 3. juni 2026
    Når det blir torsdag 12. mars 2026 kl. 09.00
    Så har koordinerende enhet i Innbygda fått varselet «til orientering» om Liv

  Scenario: Kriseplan, individuell plan og ansvarsgruppe ved siden av behandlingen
    Gitt Liv er i behandling og skal ha kriseplan, individuell plan og ansvarsgruppe
    Så står «Lag kriseplan sammen med pasienten» for Liv hos poliklinikken
    Og står «Kall inn ansvarsgruppen» for Liv hos poliklinikken
    Og står «Meld behov for individuell plan og koordinator» for Liv hos koordinerende enhet i Innbygda
    Og er «Evaluer behandlingen første gang» planlagt for Liv hos poliklinikken

  Scenario: Behandlingen avsluttes, og kommunen tar over
    Gitt Liv er i behandling
    Når det blir fredag 10. april 2026 kl. 12.00
    Og poliklinikken evaluerer behandlingen av Liv som «Behandlingen kan avsluttes»
    Og poliklinikken holder samarbeidsmøte om Liv og blir enig om at «Kommunen følger pasienten»
    Så er det fortsatt poliklinikken som har Liv
    Og står «Overfør oppfølgingen til kommunen» for Liv hos koordinerende enhet i Innbygda
    Når koordinerende enhet i Innbygda tar imot Liv
    Så er fristen for «Skriv epikrise til fastlegen» for Liv fredag 17. april 2026
    Når poliklinikken fullfører «Skriv epikrise til fastlegen» for Liv med «Gjort»
    Så er forløpet til Liv avsluttet som «Fullført»

  Scenario: Kommunen svarer ikke, og poliklinikken får et utkast til avvik uten pasienten i
    Gitt Liv er i behandling
    Når det blir fredag 10. april 2026 kl. 12.00
    Og poliklinikken evaluerer behandlingen av Liv som «Behandlingen kan avsluttes»
    Og poliklinikken holder samarbeidsmøte om Liv og blir enig om at «Kommunen følger pasienten»
    Så er fristen for «Overfør oppfølgingen til kommunen» for Liv fredag 17. april 2026
    Når det blir mandag 20. april 2026 kl. 09.00
    Så er det fortsatt poliklinikken som har Liv
    Og har poliklinikken fått utkastet Svarsaken om samarbeidet rundt Liv
    Og finnes det ingen pasient i Svarsaken
    Og står «Skriv meldingen om avviket» for Svarsaken hos poliklinikken
    Når poliklinikken fullfører «Skriv meldingen om avviket» for Svarsaken med «Meldes likevel ikke» og svarer «De ringte.»
    Så er Svarsaken avsluttet som «Trukket av den som meldte»

  Scenario: Videre til en avtalespesialist, etter at nabosykehuset sa nei
    Gitt Liv er i behandling
    Når poliklinikken finner at Liv skal til nabosykehusets poliklinikk som «Annet helseforetak»
    # Den som får pasienten, vurderer det som en henvisning.
    Så er fristen for «Overfør pasienten til den som overtar» for Liv mandag 16. mars 2026
    Når nabosykehusets poliklinikk sier nei til Liv fordi det ikke er plass
    Så er det fortsatt poliklinikken som har Liv
    Når poliklinikken finner at Liv skal til avtalespesialisten som «Avtalespesialist»
    Og avtalespesialisten tar imot Liv
    Og poliklinikken fullfører «Skriv epikrise til fastlegen» for Liv med «Gjort»
    Så er forløpet til Liv avsluttet som «Overført til avtalespesialist»

  Scenario: Pasienten vil ikke fortsette, og fastlegen får vite det
    Gitt Liv er i behandling
    Når Liv vil ikke fortsette
    Så er fristen for «Avtal hva pasienten kan gjøre videre, og skriv epikrise» for Liv mandag 9. mars 2026
    Når poliklinikken fullfører «Avtal hva pasienten kan gjøre videre, og skriv epikrise» for Liv med «Gjort»
    Så er forløpet til Liv avsluttet som «Avbrutt av pasienten»
    Når det blir tirsdag 3. mars 2026 kl. 09.00
    Så har fastlegen fått varselet «til orientering» om Liv

  Scenario: Pasienten dør, og ingenting går ut
    Gitt Liv er i behandling
    Når det blir fredag 20. mars 2026 kl. 10.00
    Og det blir meldt at Liv er død
    Og det blir mandag 1. juni 2026 kl. 09.00
    Så er forløpet til Liv avsluttet som «Død»
    Og står ingenting om Liv hos poliklinikken
    Og har poliklinikken ikke fått varselet «påminnelse» om Liv

  Scenario: Det het pakkeforløp før
    Så het forløpet til Liv «Pakkeforløp for psykiske lidelser hos voksne» til og med lørdag 31. desember 2022

  Scenario: Andelen som ble utredet innen anbefalt tid
    Gitt Ola bor i Utbygda og er henvist til poliklinikken mandag 2. mars 2026
    Og poliklinikken har møtt Liv første gang
    Og poliklinikken har møtt Ola første gang
    Og poliklinikken har utredet Liv
    Og poliklinikken og Liv har besluttet «Behandling i psykisk helsevern»
    Når det blir mandag 4. mai 2026 kl. 09.00
    Så ser sykehuset i årstallene for 2026 at «Utredet innen anbefalt tid» var 1 av 2 mot et mål på 80 prosent
