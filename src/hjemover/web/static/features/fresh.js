// Tells an open inbox that something changed, while somebody can see it. Without this, and when the
// line cannot be had, the page asks by itself now and then.
"use strict";

(() => {
  const inbox = () => document.getElementById("nytt");
  if (!inbox() || !window.EventSource) return;
  let line = null;
  const close = () => {
    if (line) line.close();
    line = null;
  };
  const open = () => {
    if (line || document.hidden) return;
    line = new EventSource("/nytt");
    line.addEventListener("nytt", () => {
      const place = inbox();
      if (place) place.dispatchEvent(new Event("nytt"));
    });
    line.addEventListener("slutt", close);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
