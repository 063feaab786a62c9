// What the pages cannot do without a script, and nothing they need: copying, moving the focus
// after a part of the page was exchanged, saying so, and keeping what was typed meanwhile. Works on markup only: data-copy,
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

  // What a person chooses or types while a part of the page is on its way must not be lost when it
  // comes. Each request remembers what stood in the fields when it left. An answer that was overtaken by
  // the answer to a later request tells of what is no longer so, and is dropped.
  const boxes = "[type=radio], [type=checkbox]";
  const departures = new WeakMap();
  // What in a part has the focus, or was opened or closed, is found again by what it says.
  const mark = (element) => [element.tagName, element.getAttribute("href") || element.name || "", element.textContent.trim()].join(" ");
  const unfolded = (root) => new Map([...root.querySelectorAll("details")].map((part) => [mark(part.querySelector("summary") || part), part.open]));
  const newest = new WeakMap();
  let departed = 0;
  const entries = (root) => new Map([...root.querySelectorAll("input[id], select[id], textarea[id]")]
    .map((field) => [field.id, field.matches(boxes) ? field.checked : field.value]));

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    departures.set(detail.xhr, { number: ++departed, left: entries(detail.target), changed: new Map() });
  });

  // A part that asks for itself is exchanged when its answer is another one than before, and never under
  // somebody's finger: a click on what has gone would lead nowhere. It asks again soon.
  const answered = new WeakMap();
  const asksForItself = (part) => (part.getAttribute("hx-trigger") || "").startsWith("every");
  let pressed = null;
  addEventListener("pointerdown", (event) => { pressed = event.target; }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => { pressed = null; }), true);
  const whole = (html) => {
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    return parsed.innerHTML.trim();
  };
  const stays = ({ target, xhr }) => asksForItself(target) && (answered.get(target) === whole(xhr.responseText) || target.contains(pressed));
  const keep = (part, { focused, unfolded: before }) => {
    for (const section of part.querySelectorAll("details")) {
      const was = before?.get(mark(section.querySelector("summary") || section));
      if (was !== undefined) section.open = was;
    }
    if (!focused || part.contains(document.activeElement)) return;
    [...part.querySelectorAll("a, button, summary")].find((element) => mark(element) === focused)?.focus({ preventScroll: true });
  };

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const departure = departures.get(detail.xhr);
    if (!departure || !detail.shouldSwap) return;
    if (stays(detail)) {
      detail.shouldSwap = false;
      return;
    }
    if (departure.number < (newest.get(detail.target) || 0)) {
      detail.shouldSwap = false;
      return;
    }
    newest.set(detail.target, departure.number);
    if (asksForItself(detail.target)) departure.unfolded = unfolded(detail.target);
    if (detail.target.contains(document.activeElement)) departure.focused = mark(document.activeElement);
    departure.changed = new Map([...entries(detail.target)].filter(([id, entry]) => departure.left.has(id) && departure.left.get(id) !== entry));
  });

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    for (const [id, entry] of departures.get(detail.xhr)?.changed || []) {
      const field = document.getElementById(id);
      if (!field || field.disabled) continue;
      if (!field.matches(boxes)) field.value = entry;
      else if (entry || field.type === "checkbox") field.checked = entry;
    }
    const part = document.getElementById(detail.target.id);
    if (part) keep(part, departures.get(detail.xhr) || {});
    departures.delete(detail.xhr);
    if (part && asksForItself(part)) answered.set(part, whole(detail.xhr.responseText));
  });

  // The browser that goes back fills a form as it was left, and asks for nothing: what hangs on a
  // field that differs from the page is asked for here.
  const differs = (field) => field.matches("select") ? !field.options[field.selectedIndex]?.defaultSelected : field.value !== field.defaultValue;

  addEventListener("pageshow", () => {
    const left = [...document.querySelectorAll("[hx-trigger=change]")].find(differs);
    if (left) left.dispatchEvent(new Event("change"));
  });

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
    for (const part of document.querySelectorAll("[hx-trigger^=every]")) answered.set(part, part.outerHTML.trim());
    reveal(document);
    const errors = document.querySelector("main .errors");
    if (errors) errors.focus();
  });
})();
