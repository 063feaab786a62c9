// What the pages cannot do without a script, and nothing they need: copying, moving the focus
// after a part of the page was exchanged, and saying so. Works on markup only: data-copy,
// data-copied, data-focus, #announcements.
(() => {
  "use strict";

  const announce = (text) => {
    const region = document.getElementById("announcements");
    if (!region || !text) return;
    region.textContent = "";
    // The same text twice is only spoken when the region was empty in between.
    requestAnimationFrame(() => { region.textContent = text; });
  };

  const copy = async (button) => {
    const label = button.querySelector("[data-label]") || button;
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      select(button);
      return;
    }
    label.textContent = button.dataset.copied;
    announce(button.dataset.copied);
    setTimeout(() => { label.textContent = before; }, 2500);
  };

  // Without the right to write to the clipboard the text is selected: Ctrl+C remains.
  const select = (button) => {
    const code = button.parentElement.querySelector("code");
    if (code) getSelection().selectAllChildren(code);
  };

  const reveal = (root) => {
    for (const button of root.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
  };

  // The first field with an error, else what asks for it. Polled parts ask for nothing: a person
  // who reads or types elsewhere is left alone.
  const focus = (root) => {
    const target = root.querySelector(".errors, [aria-invalid=true], [data-focus]");
    if (!target) return;
    if (!target.matches("a, button, input, select, textarea")) target.tabIndex = -1;
    target.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    reveal(event.target);
    // Only what a person has sent moves the focus: a field that asks for fresh methods keeps it.
    const sent = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (sent && sent.matches("form, button")) focus(event.target);
  });

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    const errors = document.querySelector("main .errors");
    if (errors) errors.focus();
  });
})();
