"""The queue in a real browser, by keyboard alone: read, approve, edit, reject, snooze, undo, evidence."""

from __future__ import annotations

import re

import pytest
from browser_site import Site, settle, sign_in, watched
from playwright.sync_api import Browser, Page, expect

from agent.domain.drafts import DraftState
from agent.domain.sends import SendState
from agent.store import decisions, drafts, queue, sends
from agent.store.queue import Listed, View
from drafting.assemble import body_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def listed(site: Site, view: View = View.MINE) -> list[Listed]:
    with site.store.read() as session:
        return queue.page(session, view, owners=("ada",))


def state(site: Site, draft_id: str) -> DraftState:
    with site.store.read() as session:
        found = drafts.get(session, draft_id)
    assert found is not None
    return found.state


def open_id(page: Page) -> str:
    return page.locator("#draft").get_attribute("data-id") or ""


def test_one_key_approves_and_goes_on_to_the_next(browser: Browser, site: Site) -> None:
    first, second = listed(site)[:2]
    with watched(browser, site) as page:
        sign_in(page, site)
        assert open_id(page) == first.id
        settle(page)
        page.keyboard.press("a")
        expect(page.locator(f"#row-{second.id}")).to_have_attribute("aria-current", "true")
        expect(page.locator(f"#row-{second.id}")).to_be_focused()
        expect(page.locator("#status")).to_contain_text(f"Approved: {first.contact}, {first.account}.")
        assert open_id(page) == second.id
    assert state(site, first.id) is DraftState.APPROVED
    with site.store.read() as session:
        send = sends.of_draft(session, first.id)
        kept = decisions.of_draft(session, first.id)
    assert send is not None
    assert send.state is SendState.SCHEDULED
    assert kept[-1].dwell_ms is not None
    assert kept[-1].dwell_ms > 0


def test_undo_brings_the_draft_back_and_cancels_its_send(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        settle(page)
        page.keyboard.press("a")
        expect(page.locator("#last")).to_contain_text("Undo")
        page.keyboard.press("z")
        expect(page.locator(f"#row-{first.id}")).to_have_attribute("aria-current", "true")
        expect(page.locator("#status")).to_contain_text("Undone")
    assert state(site, first.id) is DraftState.PENDING
    with site.store.read() as session:
        send = sends.of_draft(session, first.id)
    assert send is not None
    assert send.state is SendState.CANCELLED


def test_the_tabs_count_anew_after_a_decision_and_after_its_undo(browser: Browser, site: Site) -> None:
    left = len(listed(site))
    with watched(browser, site) as page:
        sign_in(page, site)
        tabs = page.get_by_role("navigation", name="Views")
        expect(tabs).to_contain_text(f"Mine {left}")
        settle(page)
        page.keyboard.press("a")
        expect(tabs).to_contain_text(f"Mine {left - 1}")
        expect(tabs).to_contain_text("Decided 1")
        page.keyboard.press("z")
        expect(tabs).to_contain_text(f"Mine {left}")
        expect(tabs.get_by_role("link")).to_have_text(
            [f"Mine {left}", f"Mine and unassigned {left}", "Snoozed", "Blocked", "Decided"]
        )


def test_undo_stands_in_the_foot_after_a_reload_too(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        settle(page)
        page.keyboard.press("a")
        expect(page.locator("#last")).to_contain_text("Undo")
        page.goto(f"{site.url}/outbox")
        expect(page.locator("table")).to_contain_text(first.contact)
        page.keyboard.press("z")
        page.wait_for_url("**/drafts/**")
    assert state(site, first.id) is DraftState.PENDING


def test_a_false_amount_turns_red_while_typing_and_cannot_be_approved(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        page.keyboard.press("e")
        expect(page.locator("#body")).to_be_focused()
        text = page.locator("#body").input_value()
        for _ in range(text.index("$12M") + len("$12")):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Backspace")
        page.keyboard.type("5")
        expect(page.locator("#mirror .unsupported")).to_contain_text("$15M")
        expect(page.locator("#checked .notice.bad").first).to_be_visible()
        expect(page.get_by_role("button", name="Save and approve")).to_be_disabled()
        page.keyboard.press("Control+s")
        expect(page.locator(".paper .unsupported")).to_contain_text("$15M")
        expect(page.get_by_role("button", name="Approve")).to_be_disabled()
        expect(page.locator("#why-not")).to_be_visible()
        settle(page)
        page.keyboard.press("a")
        expect(page.locator("#alert")).not_to_be_empty()
    assert state(site, first.id) is DraftState.PENDING


def test_an_edit_at_the_end_is_taken_back_from_the_editor(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        page.keyboard.press("e")
        expect(page.locator("#body")).to_be_focused()
        page.keyboard.press("Control+End")
        page.keyboard.type(" You raised $15M.")
        page.keyboard.press("Control+s")
        expect(page.locator(".paper .unsupported").first).to_contain_text("$15M")
        page.locator("#edit").click()
        expect(page.locator("#body")).to_have_value(re.compile(r"\? You raised \$15M\.$"))
        page.get_by_role("button", name="Back to the drafted words").click()
        expect(page.locator(".paper:not(.editor)")).not_to_contain_text("$15M")
        expect(page.get_by_role("button", name="Approve")).to_be_enabled()
    assert open_words(site, first.id).endswith("?")


def open_words(site: Site, draft_id: str) -> str:
    with site.store.read() as session:
        found = drafts.get(session, draft_id)
    assert found is not None
    return body_of(found.written)


def test_save_and_approve_sends_the_new_words(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        page.keyboard.press("e")
        expect(page.locator("#body")).to_be_focused()
        page.keyboard.press("Control+End")
        for _ in "Want the checklist we use for this?":
            page.keyboard.press("Backspace")
        page.keyboard.type("Shall I send the checklist we use for this?")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#status")).to_contain_text("Approved")
    with site.store.read() as session:
        send = sends.of_draft(session, first.id)
    assert send is not None
    assert "Shall I send the checklist" in send.content.text
    assert send.approved_sha256 == send.content.sha256


def test_two_keys_reject_with_a_reason(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        settle(page)
        page.keyboard.press("r")
        expect(page.locator("#reject")).to_have_attribute("open", "")
        page.keyboard.press("5")
        expect(page.locator("#status")).to_contain_text("Rejected")
    with site.store.read() as session:
        kept = decisions.of_draft(session, first.id)
    assert str(kept[-1].reason) == "tone"


def test_a_reason_without_its_text_is_asked_for(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        settle(page)
        page.keyboard.press("r")
        page.keyboard.press("9")
        expect(page.locator("#note")).to_be_focused()
        page.keyboard.type("names the wrong office")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_contain_text("Rejected")
    assert state(site, first.id) is DraftState.REJECTED


def test_two_keys_snooze(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        settle(page)
        page.keyboard.press("h")
        page.keyboard.press("2")
        expect(page.locator("#status")).to_contain_text("Snoozed")
    assert state(site, first.id) is DraftState.SNOOZED


def test_a_digit_lights_up_the_quote_and_the_claim_that_stands_on_it(browser: Browser, site: Site) -> None:
    with watched(browser, site) as page:
        sign_in(page, site)
        page.keyboard.press("1")
        expect(page.locator("#ev-1")).to_have_class("card on")
        expect(page.locator("a.claim.on")).to_contain_text("$12M Series B")
        expect(page.locator("#status")).to_contain_text("Evidence 1:")
        page.keyboard.press("]")
        expect(page.locator("a.claim").first).to_be_focused()


def test_keys_move_help_and_go(browser: Browser, site: Site) -> None:
    first, second = listed(site)[:2]
    with watched(browser, site) as page:
        sign_in(page, site)
        page.keyboard.press("j")
        expect(page.locator(f"#row-{second.id}")).to_be_focused()
        page.keyboard.press("k")
        expect(page.locator(f"#row-{first.id}")).to_be_focused()
        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("o")
        page.wait_for_url("**/outbox")


def test_a_decision_that_fails_brings_the_row_back(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site)
    page.route("**/api/v1/drafts/*/approve", lambda route: route.abort())
    settle(page)
    page.keyboard.press("a")
    expect(page.locator("#alert")).to_contain_text("Not approved")
    expect(page.locator(f"#row-{first.id}")).to_have_attribute("aria-current", "true")
    context.close()
    assert state(site, first.id) is DraftState.PENDING


def test_a_draft_that_somebody_changed_is_shown_again_and_not_approved(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site)
    with site.store.write() as session:
        draft = drafts.get(session, first.id)
        assert draft is not None
        queue.move(session, draft, draft.state, edited=True)
    settle(page)
    page.keyboard.press("a")
    expect(page.locator("#alert")).to_contain_text("changed while you looked")
    expect(page.locator("#draft")).to_have_attribute("data-version", str(first.version + 1))
    context.close()
    assert state(site, first.id) is DraftState.PENDING


def test_everything_works_without_javascript(browser: Browser, site: Site) -> None:
    first, second, third = listed(site)[:3]
    with watched(browser, site, java_script_enabled=False) as page:
        page.goto(f"{site.url}/login")
        page.fill("#email", "alice@harbor.example")
        page.fill("#password", "a lamp on the pier")
        page.click("button.primary")
        page.get_by_role("button", name="Approve").click()
        assert second.id in page.url
        page.locator("#reject > summary").click()
        page.get_by_label("Tone or wording").check()
        page.get_by_role("button", name="Reject", exact=True).click()
        assert third.id in page.url
        page.get_by_role("link", name="Edit").click()
        page.fill("#subject", "routing, after the raise")
        page.get_by_role("button", name="Save", exact=False).first.click()
        expect(page.locator(".paper .subject")).to_contain_text("routing, after the raise")
        page.locator("#last").get_by_role("button", name="Undo").click()
        assert second.id in page.url
    assert state(site, first.id) is DraftState.APPROVED
    assert state(site, second.id) is DraftState.PENDING


def test_single_keys_can_be_switched_off(browser: Browser, site: Site) -> None:
    first = listed(site)[0]
    with watched(browser, site) as page:
        sign_in(page, site)
        page.locator(".user > summary").click()
        page.get_by_role("button", name="off").click()
        settle(page)
        page.keyboard.press("a")
        page.wait_for_timeout(200)
        assert open_id(page) == first.id
    assert state(site, first.id) is DraftState.PENDING
