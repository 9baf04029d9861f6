/* Keys, menus and forms of the pages: what is pressed becomes what queue.js does. Keys rest while somebody types. */
(() => {
  "use strict";
  const {
    byId, rows, letter, say, warn, call, part, put, open, reload, fresh, decide, undo, undoLast, edit, save, lightCard,
    claimBy, forgetUndo,
  } = window.Firstlight;
  const pane = byId("pane");
  let goUntil = 0;

  /* ---- menus ---- */
  function toggle(id) {
    const menu = byId(id);
    if (!menu) return;
    shut();
    menu.open = true;
    const first = menu.querySelector("input, textarea, select");
    if (first) first.focus();
  }

  function shut() {
    let any = false;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      any = true;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
    return any;
  }

  function choose(menu, key) {
    const radio = menu.querySelector(`input[data-key="${key}"]`);
    if (!radio) return;
    radio.checked = true;
    const form = radio.form;
    if (radio.value === "other") form.note.focus();
    else if (radio.value === "date") form.day.focus();
    else if (radio.value === "already_in_conversation" || radio.value === "compliance") form.suppress.focus();
    else form.requestSubmit();
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const link = event.target.closest("a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.matches(".row") && pane) { event.preventDefault(); open(link); }
    else if (link.id === "edit") { event.preventDefault(); edit(); }
    else if (link.id === "leave-editor") { event.preventDefault(); reload(letter().dataset.id); }
    else if (link.id === "all-keys" || link.getAttribute("href") === "/keys") { event.preventDefault(); help(); }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target, data = new FormData(form);
    if (form.dataset.decide && pane) {
      event.preventDefault();
      const kind = form.dataset.decide;
      if (kind === "approve") decide(kind, {});
      if (kind === "reject") decide(kind, { reason: data.get("reason"), note: data.get("note"), suppress: data.get("suppress") });
      if (kind === "snooze") decide(kind, { until: data.get("until"), day: data.get("day") });
    } else if (form.dataset.undo) {
      event.preventDefault();
      forgetUndo();
      undo(form.dataset.undo, form.dataset.version);
    } else if (form.id === "editor" && !(event.submitter && event.submitter.hasAttribute("formaction"))) {
      event.preventDefault();
      save(event.submitter && event.submitter.value === "approve");
    } else if ("again" in form.dataset) {
      event.preventDefault();
      again(form, event.submitter && event.submitter.name === "chip" ? event.submitter.value : data.get("instruction"));
    }
  });

  async function again(form, instruction) {
    const { id, version } = letter().dataset;
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    pane.setAttribute("aria-busy", "true");
    say("Drafting again.");
    try { await call("POST", id, "regenerate", version, { instruction }); warn(""); }
    catch (trouble) { warn(trouble.message); }
    pane.removeAttribute("aria-busy");
    await reload(id);
  }

  async function help() {
    const dialog = byId("keys");
    if (!dialog.childElementCount) {
      put(dialog, await part("/keys"));
      const form = document.createElement("form");
      form.method = "dialog";
      const button = document.createElement("button");
      button.textContent = "Close";
      form.append(button);
      dialog.append(form);
    }
    dialog.showModal();
  }

  /* ---- keys ---- */
  function typing(target) {
    if (target.isContentEditable) return true;
    if (target.matches("textarea, select")) return true;
    return target.matches("input") && !["radio", "checkbox"].includes(target.type);
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
    const to = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (to && (at < 0 || to !== all[at])) open(to);
    else if (to) to.focus({ preventScroll: true });
  }

  function inEditor(event) {
    if (!byId("editor") || !byId("editor").contains(event.target)) return false;
    const meta = event.ctrlKey || event.metaKey;
    if (meta && (event.key === "s" || event.key === "Enter")) { event.preventDefault(); save(event.key === "Enter"); return true; }
    if (event.key === "Escape") { event.preventDefault(); byId("leave-editor").click(); return true; }
    return false;
  }

  const ACTIONS = {
    a: () => fresh() || decide("approve", {}),
    r: () => fresh() || toggle("reject"),
    h: () => fresh() || toggle("snooze"),
    i: () => fresh() || toggle("again"),
    e: edit,
    z: undoLast,
    j: () => step(1), ArrowDown: () => step(1), n: () => step(1),
    k: () => step(-1), ArrowUp: () => step(-1),
    o: () => byId("draft-title") && byId("draft-title").focus(),
    u: () => { const row = rows().find((one) => one.getAttribute("aria-current") === "true"); if (row) row.focus(); },
    "[": () => claimBy(-1), "]": () => claimBy(1),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || inEditor(event)) return;
    if (event.key === "Escape") { if (!shut() && ACTIONS.u) ACTIONS.u(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]") || document.body.dataset.keys === "off") return;
    const menu = document.querySelector("details.menu[open]");
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      const card = document.querySelector(`.card[data-key="${event.key}"]`);
      if (menu) choose(menu, event.key); else if (card) lightCard(card);
      return;
    }
    if (menu && menu.contains(event.target)) return;
    if (performance.now() < goUntil) {
      goUntil = 0;
      const tab = document.querySelector(`a[data-go="${CSS.escape(event.key)}"]`);
      if (tab) { event.preventDefault(); location.assign(tab.href); return; }
    }
    if (event.key === "g") { goUntil = performance.now() + 1000; return; }
    const action = ACTIONS[event.key];
    if (!action || event.repeat && !"jk".includes(event.key) && !event.key.startsWith("Arrow")) return;
    if (!pane && !["z", "?"].includes(event.key)) return;
    event.preventDefault();
    action();
  });
})();
