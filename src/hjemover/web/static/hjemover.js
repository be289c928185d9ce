// What makes pages smooth. Every act works without it.
"use strict";

// htmx sends the page's token along, also from what is no form.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector('meta[name="form-token"]');
  const request = event.detail && event.detail.ctx && event.detail.ctx.request;
  if (token && request && request.headers) request.headers["X-Form-Token"] = token.content;
});

// Before the time is out: ask, and keep what is typed. The form comes back after sign-in anyway.
(() => {
  const idle = Number(document.body.dataset.idleSeconds || 0);
  const dialog = document.getElementById("snart-ute");
  if (!idle || !dialog) return;
  const WARN = Math.min(120, idle / 3);
  let last = Date.now();
  const beat = () => { last = Date.now(); };
  document.addEventListener("htmx:after:request", (event) => {
    if (!event.target.closest("[data-passive]")) beat();
  });
  const look = () => {
    const left = idle - (Date.now() - last) / 1000;
    if (left <= WARN && !dialog.open && !closed) dialog.showModal();
    if (left <= 0) dialog.querySelector("[data-over]").hidden = false;
  };
  let closed = false;
  dialog.addEventListener("close", () => { closed = true; });
  setInterval(look, 1000);
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.formMethod === "dialog") return;
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status === 204) {
      beat();
      dialog.close();
      closed = false;
    } else {
      dialog.querySelector("[data-over]").hidden = false;
    }
  });
})();

// What one must hear first has the focus: what is wrong, or else what was just done. A reader of the
// screen says nothing of a message that stood there when the page came.
(() => {
  const first = document.querySelector("#feil, main [role=alert], #sagt > *");
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
})();

// Where one is stands in sight, also where the main menu is wider than the window.
(() => {
  const here = document.querySelector(".places [aria-current]");
  if (!here) return;
  const row = here.closest("ul");
  const room = (row.clientWidth - here.offsetWidth) / 2;
  row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - room;
})();

// The menu of the one who is signed in closes when one goes elsewhere.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.who[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.who[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
