/* Speed for the queue: prefetch of the next drafts, rows that leave at once and come back when a decision fails.
   Everything here also works as plain forms and links; nothing here decides what is allowed. Keys: keys.js. */
(() => {
  "use strict";
  const INERT_MS = 250, AHEAD = 3, POLL_MS = 15000, HEARTBEAT_MS = 30000;
  const byId = (id) => document.getElementById(id);
  const csrf = document.body.dataset.csrf || "";
  const pane = byId("pane");
  const list = byId("list");
  const ahead = new Map(); // id -> {version, html}: dropped when the version moves on
  const undoable = []; // the last decisions of this page, newest last
  let shownAt = performance.now(), failures = 0, lease = null;

  const rows = () => [...document.querySelectorAll("#rows .row")];
  const letter = () => byId("draft");
  const viewNow = () => (byId("rows") || document.querySelector(".views [aria-current]") || document.body).dataset.view || "";
  const rowOf = (id) => byId(`row-${id}`);
  const say = (words) => { byId("status").textContent = words; };
  const warn = (words) => { byId("alert").textContent = words; };

  /* ---- the server ---- */
  class Trouble extends Error {
    constructor(status, body) {
      super(body.detail || "The server did not answer.");
      this.status = status;
      this.body = body;
    }
  }

  async function call(method, id, verb, version, body) {
    let answer;
    try {
      answer = await fetch(`/api/v1/drafts/${id}${verb ? `/${verb}` : ""}`, {
        method,
        headers: {
          "Accept": "application/json", "Content-Type": "application/json", "X-CSRF-Token": csrf,
          "If-Match": `"${id}.${version}"`, "Idempotency-Key": crypto.randomUUID(),
        },
        body: JSON.stringify(body || {}),
      });
    } catch (error) {
      failures += 1;
      throw new Trouble(0, { detail: "The server did not answer." });
    }
    failures = 0;
    const parsed = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Trouble(answer.status, parsed);
    return parsed;
  }

  async function part(href) {
    const answer = await fetch(href, { headers: { "X-Part": "1" } });
    if (answer.status === 401) { location.assign("/login"); throw new Trouble(401, { detail: "Signed out." }); }
    if (!answer.ok) throw new Trouble(answer.status, { detail: "Could not load; j goes on." });
    return answer.text();
  }

  /* ---- panes ---- */
  function put(where, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    where.replaceChildren(holder.content);
    if (window.htmx) window.htmx.process(where);
  }

  function show(html) {
    put(pane, html);
    for (const side of pane.children) side.scrollTop = 0;
    shownAt = performance.now();
    hold();
    prefetch();
  }

  function here(row) {
    for (const one of rows()) one.removeAttribute("aria-current");
    if (row) row.setAttribute("aria-current", "true");
  }

  async function open(row, { focus = true } = {}) {
    if (!row) return;
    here(row);
    row.scrollIntoView({ block: "nearest" });
    if (focus) row.focus({ preventScroll: true });
    history.replaceState(null, "", row.href);
    const { id, version } = row.dataset;
    const kept = ahead.get(id);
    if (kept && kept.version === version) { show(kept.html); return; }
    pane.setAttribute("aria-busy", "true");
    try {
      const html = await part(row.href);
      if (row.getAttribute("aria-current") === "true" || !row.isConnected) show(html);
    } catch (trouble) {
      warn(trouble.message);
    } finally {
      pane.removeAttribute("aria-busy");
    }
  }

  async function reload(id) {
    ahead.delete(id);
    show(await part(`/drafts/${id}?view=${viewNow()}`));
    const row = rowOf(id);
    if (row && letter()) row.dataset.version = letter().dataset.version;
  }

  function prefetch() {
    const all = rows();
    const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
    for (const row of all.slice(at + 1, at + 1 + AHEAD)) {
      const { id, version } = row.dataset;
      if (ahead.has(id) && ahead.get(id).version === version) continue;
      ahead.set(id, { version: "", html: "" });
      part(row.href).then((html) => ahead.set(id, { version, html })).catch(() => ahead.delete(id));
    }
  }

  async function refreshList() {
    put(list, await part(`/queue?view=${viewNow()}`));
  }

  /* ---- decisions ---- */
  const PAST = { approve: "Approved", reject: "Rejected", snooze: "Snoozed" };

  function neighbour(row) {
    const all = rows();
    const at = all.indexOf(row);
    return all[at + 1] || all[at - 1] || null;
  }

  function counted(by) {
    const count = byId("queue-count");
    if (count) count.textContent = String(Math.max(0, Number(count.textContent) + by));
  }

  function fresh() { return performance.now() - shownAt < INERT_MS; }

  async function decide(kind, body) {
    const d = letter();
    if (!d || d.dataset.state !== "pending" && kind !== "reject") return;
    if (failures >= 3) { warn("The server does not answer. Nothing was decided; reload the page to go on."); return; }
    if (kind === "approve" && d.dataset.approvable !== "yes") {
      const why = byId("why-not");
      warn(why ? why.textContent : "This draft cannot be approved.");
      return;
    }
    warn("");
    const { id, version, who } = d.dataset;
    const dwell = Math.min(86400000, Math.round(performance.now() - shownAt));
    const row = rowOf(id), next = row ? neighbour(row) : null;
    const item = row ? row.parentElement : null, before = item ? item.nextElementSibling : null;
    const home = item ? item.parentElement : null;
    letGo();
    if (item) { item.remove(); counted(-1); }
    if (next) { open(next); } else if (item) { cleared(); }
    try {
      const done = await call("POST", id, kind, version, { ...body, dwell_ms: dwell });
      ahead.delete(id);
      undoable.push({ id, version: done.version, who, kind });
      if (undoable.length > 10) undoable.shift();
      remember(PAST[kind], who, id, done);
      const left = rows().length;
      changes();
      say(`${PAST[kind]}: ${who}. ${next && letter() ? `Next: ${letter().dataset.who}. ` : ""}${left} left.`);
    } catch (trouble) {
      if (item && home) {
        const place = before && before.isConnected ? before : null;
        (byId("rows") || home).insertBefore(item, place);
        counted(1);
      }
      ahead.delete(id);
      warn(`Not ${PAST[kind].toLowerCase()}: ${who}. ${trouble.message}${trouble.status ? "" : " Try again."}`);
      if (trouble.status === 409 && trouble.body.code === "already-decided") { if (item) { item.remove(); counted(-1); } return; }
      if (trouble.status === 412) await refreshList().catch(() => {});
      const again = rowOf(id);
      if (again) await open(again); else await reload(id).catch(() => {});
      const why = byId("why-not");
      if (why) { why.tabIndex = -1; why.focus(); }
    }
  }

  function cleared() {
    refreshList().then(() => {
      const heading = byId("empty-heading");
      if (heading) heading.focus();
    }).catch((trouble) => warn(trouble.message));
    put(pane, '<section class="draft none" aria-label="Draft"><p class="muted">Nothing to open.</p></section><section class="evidence" aria-label="Evidence"></section>');
    history.replaceState(null, "", `/queue?view=${viewNow()}`);
  }

  function remember(word, who, id, done) {
    const last = byId("last");
    const form = document.createElement("form");
    form.dataset.undo = id;
    form.dataset.version = done.version;
    const words = document.createElement("span");
    words.textContent = `${word}: ${who}.`;
    if (done.send) {
      const left = document.createElement("span");
      left.className = "left";
      left.dataset.until = done.send.leaves_at;
      words.append(" Leaves in ", left, ".");
    }
    const button = document.createElement("button");
    button.className = "link";
    button.textContent = "Undo";
    button.setAttribute("aria-keyshortcuts", "z");
    form.append(words, button);
    last.replaceChildren(form);
    tick();
  }

  async function undo(id, version) {
    try {
      await call("POST", id, "undo", version, {});
    } catch (trouble) {
      warn(`Not undone: ${trouble.message}`);
      return;
    }
    ahead.delete(id);
    byId("last").replaceChildren();
    say("Undone. It is back in the queue.");
    warn("");
    if (!list) { location.assign(`/drafts/${id}`); return; }
    await refreshList();
    counted(1);
    const row = rowOf(id);
    if (row) await open(row); else await reload(id);
  }

  function undoLast() {
    const last = undoable.pop();
    const form = document.querySelector("form[data-undo]");
    if (last) undo(last.id, last.version);
    else if (form) undo(form.dataset.undo, form.dataset.version);
    else say("Nothing to undo.");
  }

  function tick() {
    for (const left of document.querySelectorAll(".left[data-until]")) {
      const seconds = Math.round((Date.parse(left.dataset.until) - Date.now()) / 1000);
      if (seconds < 0 || seconds > 5400) {
        left.textContent = seconds < 0 ? "now" : new Date(left.dataset.until).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
        if (left.previousSibling && left.previousSibling.textContent === " Leaves in ") left.previousSibling.textContent = seconds < 0 ? " Leaves " : " Leaves at ";
      } else left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  }

  /* ---- the editor ---- */
  async function edit() {
    const link = byId("edit");
    if (!link) return;
    try { show(await part(link.href)); } catch (trouble) { warn(trouble.message); return; }
    const body = byId("body");
    if (body) { body.focus(); body.setSelectionRange(0, 0); }
  }

  async function save(thenApprove) {
    const form = byId("editor"), d = letter();
    const { id, version } = d.dataset;
    let saved;
    try {
      saved = await call("PATCH", id, "", version, { subject: form.subject.value, body: form.body.value });
    } catch (trouble) {
      if (trouble.status === 412 && trouble.body.current_etag) {
        d.dataset.version = trouble.body.current_etag.replace(/"/g, "").split(".").pop();
        warn("Somebody changed this draft meanwhile. Your words are kept: save again to put them over, or leave to see theirs.");
      } else warn(`Not saved: ${trouble.message} Your words are kept.`);
      return;
    }
    warn("");
    await reload(id);
    say(saved.approvable ? "Saved. Every check passed." : "Saved. It cannot be approved yet.");
    const title = byId("draft-title");
    if (title) title.focus();
    if (thenApprove && saved.approvable) await decide("approve", {});
  }

  /* ---- evidence ---- */
  function light(labels) {
    for (const one of document.querySelectorAll(".claim.on, .card.on")) one.classList.remove("on");
    for (const one of document.querySelectorAll(".claim[data-ev], .card[data-ev]")) {
      if (one.dataset.ev.split(" ").some((label) => labels.includes(label))) one.classList.add("on");
    }
  }

  function lightCard(card) {
    light([card.dataset.ev]);
    card.scrollIntoView({ block: "nearest" });
    say(`Evidence ${card.dataset.ev}: ${Array.from(card.querySelectorAll(".said p"), (line) => line.textContent).join(" ")}`);
  }

  function claimBy(step) {
    const all = [...document.querySelectorAll(".claim")];
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[(at + step + all.length) % all.length].focus();
  }

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const one = event.target.closest && event.target.closest(".claim[data-ev], .card[data-ev]");
      if (one) light(one.dataset.ev.split(" "));
    });
  }

  /* ---- leases: only where several people share a view ---- */
  function hold() {
    const d = letter(), view = byId("rows") ? byId("rows").dataset.view : "mine";
    letGo();
    if (!d || view !== "team" || d.dataset.state !== "pending" || !byId("actions")) return;
    const id = d.dataset.id;
    lease = { id, token: "", timer: setTimeout(() => beat(id), 1500) };
  }

  async function beat(id) {
    if (!lease || lease.id !== id || document.hidden) return;
    const answer = await fetch(`/api/v1/drafts/${id}/claim`, {
      method: "PUT", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(lease.token ? { token: lease.token } : {}),
    }).catch(() => null);
    if (!lease || lease.id !== id) return;
    if (answer && answer.ok) { lease.token = (await answer.json()).token; lease.timer = setTimeout(() => beat(id), HEARTBEAT_MS); }
    else if (answer && answer.status === 409) warn("Somebody else has this draft open.");
  }

  function letGo() {
    if (!lease) return;
    clearTimeout(lease.timer);
    if (lease.token) fetch(`/api/v1/drafts/${lease.id}/claim?token=${lease.token}`, { method: "DELETE", headers: { "X-CSRF-Token": csrf }, keepalive: true }).catch(() => {});
    lease = null;
  }
  addEventListener("pagehide", letGo);

  /* ---- what others did meanwhile ---- */
  function counts(tab, number) {
    const shown = tab.querySelector(".n") || document.createElement("span");
    shown.className = "n";
    shown.textContent = number;
    if (!number) shown.remove(); else if (!shown.isConnected) tab.append(" ", shown);
  }

  async function changes() {
    const answer = await fetch(`/queue/changes?view=${viewNow()}`).catch(() => null);
    if (!answer || !answer.ok) return null;
    const { rows: now, views } = await answer.json();
    for (const tab of document.querySelectorAll(".views [data-view]")) counts(tab, views[tab.dataset.view]);
    return now;
  }

  async function poll() {
    if (document.hidden || !list) return;
    const now = await changes();
    if (!now) return;
    const versions = new Map(now.map((row) => [row.id, String(row.version)]));
    for (const row of rows()) {
      const version = versions.get(row.dataset.id);
      if (version === row.dataset.version) continue;
      ahead.delete(row.dataset.id);
      if (row.getAttribute("aria-current") === "true") row.classList.add("newer");
      else if (version) row.dataset.version = version;
      else row.parentElement.remove();
    }
  }

  document.body.addEventListener("htmx:afterSettle", () => {
    const approve = document.querySelector('#editor button[value="approve"]');
    if (approve) approve.disabled = Boolean(document.querySelector("#checked .notice.bad"));
  });

  window.Firstlight = Object.freeze({
    byId, rows, letter, say, warn, call, part, put, open, reload, fresh, decide, undo, undoLast, edit, save, lightCard,
    claimBy, forgetUndo: () => { undoable.length = 0; },
  });

  if (pane) { prefetch(); hold(); setInterval(poll, POLL_MS); }
  setInterval(tick, 1000);
  tick();
})();
