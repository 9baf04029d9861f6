"""The prompts' pages in a real browser: an edit is run on the golden set and published; nothing breaks CSP or axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_site import Site, sign_in, watched
from playwright.sync_api import Browser, expect
from test_accessibility import violations

from agent.evaluate.drafts import golden
from agent.prompts import golden as golden_module
from drafting.prompt_check import shipped

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAIN = "composer/pain.yaml"
FUNDING = "first_touch/funding.md.j2"


def folder(site: Site) -> Path:
    return Path(str(site.store.engine.url.database)).parent / "prompts"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    some = golden()[:3]
    monkeypatch.setattr(golden_module, "golden", lambda: some)


@pytest.mark.usefixtures("few")
def test_an_edit_goes_live_after_the_golden_set_and_comes_back_in_two_clicks(browser: Browser, bare_site: Site) -> None:
    with watched(browser, bare_site) as page:
        sign_in(page, bare_site, "carol")
        page.goto(f"{bare_site.url}/prompts/file/{PAIN}")
        text = page.locator("#text")
        text.fill(text.input_value().replace("My guess is that", "I would guess that"))
        page.get_by_role("button", name="Preview on six accounts").click(timeout=60_000)
        expect(page.get_by_text("Before and after")).to_be_visible(timeout=60_000)
        assert violations(page) == []
        page.get_by_role("button", name="Run on the golden set").click()
        publish = page.get_by_role("button", name="Publish")
        expect(publish).to_be_visible(timeout=60_000)  # the page looks again by itself
        publish.click()
        page.wait_for_url(f"**/{PAIN}")
        assert "I would guess that" in (folder(bare_site) / PAIN).read_text()
        page.get_by_role("link", name="Roll back…").click()
        assert violations(page) == []
        page.get_by_role("button", name="Yes, bring it back").click()
        page.wait_for_url(f"**/{PAIN}")
        assert not (folder(bare_site) / PAIN).exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_no_violations_with_a_broken_file_and_a_previewed_prompt(
    browser: Browser, bare_site: Site, scheme: str, width: int
) -> None:
    target = folder(bare_site) / FUNDING
    target.parent.mkdir(parents=True)
    target.write_text(shipped()[FUNDING].replace("{{ low }}", "{{ lowest }}"))
    found = []
    with watched(browser, bare_site, color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 860})
        sign_in(page, bare_site, "carol")
        for path in ("/prompts", f"/prompts/file/{FUNDING}", f"/prompts/file/{PAIN}"):
            page.goto(bare_site.url + path)
            found += violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.goto(f"{bare_site.url}/prompts/file/_partials/rules.j2")
        text = page.locator("#text")
        text.fill(text.input_value() + "- Write as to a colleague.\n")
        page.get_by_role("button", name="Preview on six accounts").click(timeout=60_000)
        expect(page.get_by_text("Before and after")).to_be_visible(timeout=60_000)
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
