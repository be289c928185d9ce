// What makes the inbox quick to walk. Every act works without it.
"use strict";

(() => {
  const inbox = document.querySelector("[data-keys]");
  if (!inbox) return;
  const rows = () => [...inbox.querySelectorAll(".inbox-row")];
  const links = () => rows().map((row) => row.querySelector(".title"));
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));

  // --- how many are chosen ---
  const said = inbox.querySelector("[data-chosen]");
  const count = () => {
    if (!said) return;
    const many = inbox.querySelectorAll(".pick:checked").length;
    said.textContent = many ? `(${many})` : "";
  };
  inbox.addEventListener("change", count);
  count();

  // --- after an act the row that stands in its place has the focus ---
  const PLACE = "hjemover-rad";
  inbox.addEventListener("submit", () => {
    const at = here();
    if (at >= 0) sessionStorage.setItem(PLACE, String(at));
  });
  const kept = sessionStorage.getItem(PLACE);
  if (kept !== null) {
    sessionStorage.removeItem(PLACE);
    const all = links();
    const next = all[Math.min(Number(kept), all.length - 1)] || document.getElementById("listen");
    next.setAttribute("aria-describedby", "sagt");  // so that it is read aloud what was done
    next.focus();
  }

  // --- keys: can be switched off, as one letter may be said by mistake ---
  const on = inbox.dataset.keys === "on";
  const help = inbox.querySelector("[data-keys-help]");
  if (help) help.hidden = false;

  const move = (step) => {
    const all = links();
    if (!all.length) return;
    const at = here();
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next].focus();
  };
  const inRow = (selector) => {
    const row = rows()[here()];
    return row ? row.querySelector(selector) : null;
  };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const pair = before + event.key;
    before = event.key;
    const act = {
      j: () => move(1),
      k: () => move(-1),
      x: () => { const box = inRow(".pick"); if (box) box.click(); },
      t: () => { const press = inRow(".who-has button"); if (press) press.click(); },
      "/": () => document.getElementById("sok").focus(),
      "?": () => { if (help) { help.scrollIntoView({ block: "nearest" }); help.querySelector("button").focus(); } },
    }[event.key];
    if (pair === "gi") { event.preventDefault(); location.href = "/innboks"; return; }
    if (act) { event.preventDefault(); act(); }
  });
})();

(() => {
  const print = document.querySelector("[data-print]");
  if (!print) return;
  print.hidden = false;
  print.addEventListener("click", () => window.print());
})();
