// What makes an item quicker to work with. Every act works without it.
"use strict";

// Copy into the journal system in one press. Not by navigator.clipboard: browsers keep that for pages
// served over TLS, and its promise may hang. What can't be copied is left selected.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const from = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  const before = label.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    from.select();
    if (!document.execCommand("copy")) { from.focus(); return; }
    button.focus();
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 4000);
  });
});

// The questions of a way out are shown when it is chosen.
document.querySelectorAll(".outcomes").forEach((group) => {
  const show = () => {
    group.querySelectorAll("[data-of]").forEach((asked) => {
      asked.hidden = !document.getElementById(asked.dataset.of).checked;
    });
  };
  group.addEventListener("change", show);
  show();
});

// What is typed is kept on the server as one goes.
document.querySelectorAll("form[data-keeps]").forEach((form) => {
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.dispatchEvent(new CustomEvent("kladd")), 4000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
});
