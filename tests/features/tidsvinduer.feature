# language: no
Egenskap: Tidsvinduene for samtale 2 og 3
  Samtale 2 holdes tre til fire måneder etter klokkestart, og samtale 3 tolv til atten måneder etter.
  Vinduene flyttes aldri for helg og helligdager, men arbeidet skal være gjort siste virkedag.

  Scenario: Vinduet slutter på en lørdag, og samtalen skal være holdt fredagen før
    Gitt det er mandag 3. november 2025 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen fredag 31. oktober 2025
    Og kreftkoordinatoren i Innbygda følger Kari
    Når det blir mandag 26. januar 2026 kl. 09.00
    Og kreftkoordinatoren i Innbygda avtaler samtale 2 med Kari til tirsdag 3. februar 2026
    Så er fristen for «Hold samtale 2 om hva pasienten trenger» for Kari fredag 27. februar 2026
    Og begrunnelsen sier at tidsvinduet slutter lørdag 28. februar 2026

  Scenario: Ingen mases på før tre uker før vinduet åpner
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Innbygda følger Kari
    Når det blir fredag 13. mars 2026 kl. 15.00
    Så står ingenting om Kari hos kreftkoordinatoren i Innbygda
    Og er alt som det skal med Kari, og det neste er planlagt
    Når det blir mandag 16. mars 2026 kl. 08.00
    Så står «Inviter pasienten til samtale 2» for Kari hos kreftkoordinatoren i Innbygda
    Og har kreftkoordinatoren i Innbygda fått varselet «ny oppgave» om Kari

  Scenario: Invitasjonen skal ut før vinduet åpner, også når det åpner i påsken
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Innbygda følger Kari
    Når det blir mandag 16. mars 2026 kl. 08.00
    Så er fristen for «Inviter pasienten til samtale 2» for Kari onsdag 1. april 2026

  Scenario: Overføringen kommer i femte måned, og forsinkelsen er sykehusets
    Gitt det er mandag 8. juni 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen torsdag 8. januar 2026
    Når kreftkoordinatoren i Innbygda begynner å følge Kari
    Så er fristen for «Inviter pasienten til samtale 2» for Kari mandag 8. juni 2026
    Og vises det at Kari kom 61 dager for sent
    Og står ingenting om Kari som forfalt

  Scenario: Etter samtale 2 er det stille til fire uker før samtale 3
    Gitt det er mandag 5. januar 2026 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen mandag 5. januar 2026
    Og kreftkoordinatoren i Innbygda følger Kari
    Og det har blitt onsdag 8. april 2026 kl. 12.00
    Og samtale 2 med Kari er holdt uten behov
    Når det blir mandag 7. desember 2026 kl. 12.00
    Så står ingenting om Kari hos kreftkoordinatoren i Innbygda
    Og er alt som det skal med Kari, og det neste er planlagt
    Når det blir tirsdag 8. desember 2026 kl. 12.00
    Så står «Inviter pasienten til samtale 3» for Kari hos kreftkoordinatoren i Innbygda
