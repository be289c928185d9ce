# language: no
Egenskap: Noen har alltid pasienten, og hvert behov
  Den eneste kreftsykepleieren kan bli borte, og et behov kan mangle et tilbud. Begge deler skal synes.

  Bakgrunn:
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Innbygda følger Kari

  Scenario: Kreftsykepleieren er borte, og mottaket ser pasienten samme dag
    Når det blir mandag 16. mars 2026 kl. 09.00
    Og mottaket i Innbygda melder at kreftkoordinatoren er borte og tar over for Kari
    Så står «Overta pasienten» for Kari hos mottaket i Innbygda
    Når mottaket i Innbygda tar imot Kari
    Så er det mottaket i Innbygda som har Kari
    Og står «Inviter pasienten til samtale 2» for Kari hos mottaket i Innbygda

  Scenario: Et behov som en tjeneste skal ta
    Gitt det har blitt mandag 16. mars 2026 kl. 09.00
    Og kreftkoordinatoren i Innbygda har avtalt samtale 2 med Kari til onsdag 8. april 2026
    Når det blir onsdag 8. april 2026 kl. 12.00
    Og kreftkoordinatoren i Innbygda holder samtale 2 med Kari og finner behov
    Og kreftkoordinatoren i Innbygda planlegger at fysioterapeuten i Innbygda skal hjelpe Kari
    Så står «Be tjenesten ta seg av behovet fra samtale 2» for Kari hos fysioterapeuten i Innbygda
    Og er fristen for «Be tjenesten ta seg av behovet fra samtale 2» for Kari onsdag 15. april 2026
    Når det blir torsdag 16. april 2026 kl. 08.00
    Så står «Be tjenesten ta seg av behovet fra samtale 2» for Kari som forfalt hos kreftkoordinatoren i Innbygda
    Når fysioterapeuten i Innbygda tar imot Kari
    Så står ingenting om Kari hos fysioterapeuten i Innbygda

  Scenario: Seksuell helse har ikke noe tilbud i kommunen
    Gitt det har blitt mandag 16. mars 2026 kl. 09.00
    Og kreftkoordinatoren i Innbygda har avtalt samtale 2 med Kari til onsdag 8. april 2026
    Når det blir onsdag 8. april 2026 kl. 12.00
    Og kreftkoordinatoren i Innbygda holder samtale 2 med Kari og finner behov
    Og kreftkoordinatoren i Innbygda skriver i planen at Kari har et behov om seksuell helse uten tilbud
    Så telles 1 behov uten tilbud
    Når det blir torsdag 9. april 2026 kl. 08.00
    Så har lederen for mottaket i Innbygda fått varselet «til orientering» om Kari
