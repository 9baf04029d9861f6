"""Whose terms a person reads before a source of the starter files is scheduled, one line a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agent.domain.policies import SourceSetting
from agent.starter.write import STARTER

TERMS = {
    "feed": "each publisher's own terms; no wire grants redistribution",
    "greenhouse": "Greenhouse's: its job board API is documented as public",
    "lever": "Lever's: its postings API is documented as public",
    "ashby": "Ashby's: its job posting API is documented as public",
    "sec_form_d": "the SEC's: it asks for a contact address and at most 10 requests a second",
    "sec_8k": "as sec_form_d",
    "sec_daily_index": "as sec_form_d",
    "sec_company": "as sec_form_d",
    "intake": "those of the tool that sends: note its licence_tag",
    "newsroom": "each site's own",
    "sitemap": "each site's own",
    "site_tech": "each site's own",
    "dns": "your name server's",
    "team_page": "each site's own, and your rules for personal data",
    "companies_house": "the register's; it gives you a free key",
    "companies_house_stream": "as companies_house; it gives you another free key",
    "gdelt": "GDELT's: it asks for a mention",
}
"""By collector."""
_ASKED = re.compile(r"- \{name: (\w+), collector: (\w+)[^\n]*\{reviewed\}")


def asked_about() -> list[tuple[str, str]]:
    """(name, collector) of the starter's sources that `init` asks about, in their order."""
    return _ASKED.findall((STARTER / "sources.yaml").read_text(encoding="utf-8"))


def terms_lines(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line a source: its name, whose terms they are, and the page that says more."""
    for name, collector in named:
        yield f"  {name}: {TERMS.get(collector, 'its own')} (docs/sources/{collector}.md)"


def waiting(sources: Iterable[SourceSetting]) -> tuple[list[tuple[str, str]], list[str]]:
    """What is on and waits for its terms to be confirmed, as (name, collector); and the names of what is off."""
    on = [(one.name, one.collector) for one in sources if one.enabled and one.terms_reviewed_on is None]
    return on, [one.name for one in sources if not one.enabled]
