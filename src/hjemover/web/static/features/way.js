// The drawing opens where the patient is.
"use strict";

document.querySelectorAll(".sideways").forEach((frame) => {
  const here = frame.querySelector("svg .here");
  if (!here) return;
  const box = here.getBoundingClientRect();
  const seen = frame.getBoundingClientRect();
  frame.scrollLeft += box.left + box.width / 2 - (seen.left + seen.width / 2);
  frame.scrollTop += box.top + box.height / 2 - (seen.top + seen.height / 2);
});
