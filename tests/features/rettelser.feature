# language: no
Egenskap: Å rette en dato
  En rettelse viser først hva den fører til. Den regner fristene på nytt og visker ikke ut noe.

  Bakgrunn:
    Gitt det er mandag 10. november 2025 kl. 10.00
    Og Kari bor i Innbygda og fikk diagnosen fredag 7. november 2025
    Og kreftkoordinatoren i Innbygda følger Kari

  Scenario: Se først, og ingenting er gjort
    Når det blir mandag 1. desember 2025 kl. 09.00
    Og noen ser på hva det betyr å rette diagnosedatoen til Kari til fredag 31. oktober 2025
    Så ville fristen for «Inviter pasienten til samtale 2» flytte seg fra fredag 6. februar 2026 til fredag 30. januar 2026
    Og er fristen for «Inviter pasienten til samtale 2» for Kari fredag 6. februar 2026

  Scenario: Rett, og fristene flytter seg
    Når det blir mandag 1. desember 2025 kl. 09.00
    Og diagnosedatoen til Kari rettes til fredag 31. oktober 2025
    Så er fristen for «Inviter pasienten til samtale 2» for Kari fredag 30. januar 2026
    Og er den gamle diagnosedatoen til Kari fortsatt i historien

  Scenario: En rettelse som gjør at det haster
    Når det blir mandag 12. januar 2026 kl. 09.00
    Så står ingenting om Kari hos kreftkoordinatoren i Innbygda
    Når diagnosedatoen til Kari rettes til fredag 31. oktober 2025
    Så står «Inviter pasienten til samtale 2» for Kari hos kreftkoordinatoren i Innbygda
