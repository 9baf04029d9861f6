"""axe finds nothing on any page, light and dark, full and empty; no page breaks its own content security policy."""

from __future__ import annotations

from importlib.resources import files

import builders
import pytest
from browser_site import Site, sign_in, watched
from playwright.sync_api import Browser, Page

from agent.domain.drafts import Asked
from agent.store import asked, drafts, queue, runs
from agent.store.queue import View

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
PAGES = (
    *("/to-find", "/accounts", "/signals", "/outbox", "/replies", "/sources", "/prompts", "/runs", "/insight"),
    "/model",
    "/keys",
)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"async () => (await axe.run(document, {RULES})).violations")
    return [f"{page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_on_full_pages(browser: Browser, site: Site, scheme: str) -> None:
    with site.store.write() as session:
        builders.seed_life(session)
        run = runs.newest(session, limit=1)[0]
        draft = drafts.get(session, queue.page(session, View.TEAM, owners=None, limit=1)[0].id)
        assert draft is not None
        asked.keep(session, draft.id, [Asked("first_touch/default", "p", "r", "Rules.", "Data.")], now=builders.NOW)
        builders.seed_notice(session, "model", "tiny did not answer (HTTP 401, check the key); so.", "model-paused:x")
    found: list[str] = []
    with watched(browser, site, color_scheme=scheme) as page:
        page.goto(f"{site.url}/login")
        found += violations(page)
        sign_in(page, site, "carol")
        opened = (f"/drafts/{draft.id}?edit=1", f"/drafts/{draft.id}/asked", f"/briefs/{draft.brief_id}")
        for path in ("/queue", *opened, f"/runs/{run.id}", "/accounts/acc-alder", "/sources/wire"):
            page.goto(site.url + path)
            found += violations(page)
        for path in PAGES:
            page.goto(site.url + path)
            found += violations(page)
        for menu in ("#reject", "#snooze", "#again"):
            page.goto(f"{site.url}/queue")
            page.locator(f"{menu} > summary").click()
            found += violations(page)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_on_the_first_morning(browser: Browser, bare_site: Site, scheme: str) -> None:
    found: list[str] = []
    with watched(browser, bare_site, color_scheme=scheme) as page:
        sign_in(page, bare_site, "dave")
        for path in ("/queue", "/queue?view=snoozed", "/users", *PAGES):
            page.goto(bare_site.url + path)
            found += violations(page)
    assert found == []


def test_no_violations_on_a_page_that_is_not_there(browser: Browser, bare_site: Site) -> None:
    page = browser.new_page()
    sign_in(page, bare_site, "dave")
    page.goto(f"{bare_site.url}/drafts/nobody")
    assert violations(page) == []
    page.close()


ACTIONS = ["Approve", "Edit", "Reject", "Snooze", "Again"]
NARROW = (
    "() => [...document.querySelectorAll('.scroll, .top nav')].filter(one => one.scrollWidth > one.clientWidth).length"
)
SPILLED = """[...document.querySelectorAll('main table')].filter(table => { const box = table.parentElement;
  const edge = box.getBoundingClientRect().right - parseFloat(getComputedStyle(box).paddingRight);
  return !table.closest('.scroll') && table.getBoundingClientRect().right > edge + 1 }).length"""
"""Tables that reach over the edge of what they stand in."""
TALL = "[...document.querySelectorAll('.stack td.num')].filter(cell => cell.offsetHeight > 60).length"
"""Numbers of which the letters stand under each other."""
TAB = """() => { const at = document.querySelector('.top nav [aria-current]').getBoundingClientRect();
  return [at.left, at.right] }"""
FOCUSABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea"
UNRINGED = (
    f"() => [...document.querySelectorAll('{FOCUSABLE}')]"
    + """
  .filter(one => one.checkVisibility() && !one.disabled)
  .filter(one => { one.focus({focusVisible: true}); const look = getComputedStyle(one);
    return document.activeElement === one && (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2) })
  .map(one => one.outerHTML.slice(0, 120))"""
)


def test_a_phone_shows_every_column_and_the_tab_one_is_on(browser: Browser, site: Site) -> None:
    with site.store.write() as session:
        builders.seed_life(session)
        run = runs.newest(session, limit=1)[0]
    hidden, off, found = [], [], []
    with watched(browser, site) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        sign_in(page, site, "dave")
        for path in (
            f"/runs/{run.id}",
            "/sources/wire?weight=1.4",
            "/outbox?tab=sent",
            "/users",
            "/queue",
            *PAGES[:-1],
        ):
            page.goto(site.url + path)
            if page.evaluate(NARROW) or page.evaluate(TALL) or page.evaluate(SPILLED):
                hidden.append(path)
            left, right = page.evaluate(TAB)
            if left < 0 or right > 390:
                off.append(path)
            found += violations(page)
    assert (hidden, off, found) == ([], [], [])


def test_a_phone_reaches_every_action_on_a_draft(browser: Browser, site: Site) -> None:
    with watched(browser, site) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        sign_in(page, site, "carol")
        bar = page.locator("#actions")
        bar.scroll_into_view_if_needed()
        pressable = bar.locator("> form > button, > .button, > details > summary")
        assert [one.partition("\n")[0].strip() for one in pressable.all_inner_texts()] == ACTIONS
        boxes = [one.bounding_box() for one in pressable.all()]
        assert all(one and one["height"] >= 44 and one["x"] >= 0 and one["x"] + one["width"] <= 390 for one in boxes)
        assert len({box["y"] for box in boxes if box}) == 1
        for menu in ("#reject", "#snooze", "#again"):
            page.reload()
            page.locator(f"{menu} > summary").click()
            sheet = page.locator(f"{menu} .sheet").bounding_box()
            assert sheet and sheet["x"] >= 0 and sheet["x"] + sheet["width"] <= 390, menu
            assert sheet["y"] >= 0 and sheet["y"] + sheet["height"] <= 844, menu
        page.locator("#instruction").fill("shorter")
        page.get_by_role("button", name="Draft again").click()
        page.get_by_text("no other words").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_has_the_focus_is_ringed(browser: Browser, site: Site, scheme: str) -> None:
    with site.store.write() as session:
        builders.seed_life(session)
    with watched(browser, site, color_scheme=scheme) as page:
        sign_in(page, site, "carol")
        bare = []
        for path in ("/queue", "/accounts/acc-alder", "/sources/wire", *PAGES):
            page.goto(site.url + path)
            bare += page.evaluate(UNRINGED)
    assert bare == []


def test_narrow_pages_do_not_scroll_sideways(browser: Browser, site: Site) -> None:
    with site.store.write() as session:
        builders.seed_life(session)
        draft = drafts.get(session, queue.page(session, View.TEAM, owners=None, limit=1)[0].id)
        assert draft is not None
    with watched(browser, site) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        sign_in(page, site, "carol")
        wide = []
        for path in ("/queue", f"/briefs/{draft.brief_id}", "/accounts/acc-alder", "/sources/wire", *PAGES):
            page.goto(site.url + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 390:
                wide.append((path, width))
    assert wide == []
