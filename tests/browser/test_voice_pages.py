"""Voice & words, and edits and rejections, in a browser: axe finds nothing, and nothing is wider than a phone."""

from __future__ import annotations

import os
from pathlib import Path

import builders
import pytest
from browser_site import Site, sign_in, watched
from playwright.sync_api import Browser
from test_accessibility import violations

from agent.domain.decisions import RejectReason
from agent.domain.drafts import Draft
from agent.domain.voices import Ban, BanLevel
from agent.store import bans
from review_queue import checks, review

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TEAM = builders.team()
ASK = "Want the checklist we use for this?"
PATHS = ("/voice", "/voice?owner=ada", "/insight/edits")


def busy(site: Site) -> None:
    """Three alike edits of Ada's were approved, two drafts rejected, two phrases banned."""
    now, alice = site.clock.now(), site.people.alice
    with site.store.write() as session:
        for key in ("quillon", "rowan", "sedge"):
            firm = builders.account(key)
            made = builders.seed_draft(session, key=key, to=builders.contact(firm, email=f"p@{key}.example"), now=now)
            body = checks.body_of(made).replace(ASK, "Who owns lead routing on your side?")
            body = body.replace("If your team is like most, lead", "Lead")
            made = review.edit(
                session, alice, made.id, subject="lead routing", body=body, version=made.version, now=now, team=TEAM
            )
            done = review.approve(session, alice, made.id, version=made.version, now=now, team=TEAM)
            assert isinstance(done, Draft), done
        for key, reason in (("teasel", RejectReason.WRONG_COMPANY), ("ulmus", RejectReason.TONE)):
            made = builders.seed_draft(session, key=key, now=now)
            review.reject(session, alice, made.id, reason=reason, version=made.version, now=now, note="a namesake")
        for phrase, level, owner in (("circle back", BanLevel.HARD, ""), (r"synerg(y|ies)", BanLevel.SOFT, "ada")):
            is_regex = "(" in phrase
            ban = Ban(phrase, phrase, level, owner, is_regex, reason="worn out", by=alice.user_id)
            bans.put(session, ban, now=now)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_no_violations_and_nothing_wider_than_the_screen(browser: Browser, site: Site, scheme: str, width: int) -> None:
    busy(site)
    found: list[str] = []
    with watched(browser, site, color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 900})
        sign_in(page, site, "carol")
        for path in PATHS:
            page.goto(site.url + path)
            for summary in page.locator("main summary").all():
                summary.click()
            found += violations(page)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{path} is {over} px too wide at {width}"
            if folder := os.environ.get("FIRSTLIGHT_SCREENSHOTS"):
                name = path.strip("/").replace("/", "-").replace("?", "-")
                page.screenshot(path=Path(folder) / f"{name}-{scheme}-{width}.png", full_page=True)
    assert found == []
