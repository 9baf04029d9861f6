"""Controls on what a model is shown and what a mail may hold (drafting §3: I3, I5, I10)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from drafting_builders import AS_OF, account, contact, evidence, funding_signal, mailbox, offer, persona, signal
from fakes import FakeModel

from agent.domain.briefs import Brief
from agent.domain.drafts import Drafted
from drafting.assemble import assemble
from drafting.draft import Drafter, draft
from drafting.research import research
from drafting.spotlight import Spotlight, mark, marker
from drafting.telling import QUOTES_MAX, telling

ALDER = account()


def brief(*reports: str) -> Brief:
    told = [evidence(text, amount=("12000000", "$12 million"), currency=("USD", "$12 million")) for text in reports]
    kind = funding_signal(ALDER).kind
    signals = [signal(ALDER, kind, *told)] if told else [funding_signal(ALDER)]
    return research(ALDER, signals, offer=offer(), personas=[persona()], as_of=AS_OF)


def told(of: Brief, spotlight: Spotlight = Spotlight.DELIMIT, secret: bytes = b"test") -> dict[str, Any]:
    made = telling(
        of, of.reasons[0], contact=contact(ALDER), persona=persona(), offer=offer(), plan="first", earlier=(),
        secret=secret, spotlight=spotlight, as_of=AS_OF,
    )  # fmt: skip
    return made.inputs


def test_a_model_is_shown_few_short_quotes_never_pages() -> None:
    long = "Alder Robotics raised $12 million. " + "It builds arms for machine shops. " * 40
    rows = json.loads(told(brief(*(f"{long}{number}" for number in range(20))))["evidence"])
    assert 0 < len(rows) <= QUOTES_MAX and all(len(row["quote"]) <= 300 for row in rows)


def test_the_spaces_of_quotes_are_signs_that_the_secret_alone_tells() -> None:
    of = brief("Alder Robotics raised $12 million from Fenwick Ventures.")
    sign = marker(b"test", of.sha256)
    shown = told(of, Spotlight.DATAMARK)["evidence"]
    [row] = json.loads(shown)["evidence"]
    assert " " not in row["quote"] and row["quote"].replace(sign, " ").startswith("Alder Robotics raised")
    assert told(of, Spotlight.DATAMARK) == told(of, Spotlight.DATAMARK), "equal briefs give equal requests"
    assert marker(b"other", of.sha256) != sign and mark(b"other", of.sha256, "fence") != told(of)["fence"]


def test_small_models_read_quotes_as_they_are() -> None:
    assert "raised $12 million" in told(brief("Alder Robotics raised $12 million from Fenwick Ventures."))["evidence"]


@pytest.mark.parametrize("name", ["fence", "sign"])
def test_a_mark_that_comes_back_is_no_draft(name: str) -> None:
    of = brief("Alder Robotics raised $12 million from Fenwick Ventures.")
    echo = {"fence": mark(b"test", of.sha256, "fence"), "sign": marker(b"test", of.sha256)}[name]
    says = {"text": f"You raised{echo}$12M.", "role": "opener", "kind": "fact", "evidence_ids": ["e1"]}
    model = FakeModel(({"subject": "after the raise", "sentences": [says]},))
    drafter = Drafter(model=model, secret=b"test", spotlight=Spotlight.DATAMARK)
    found = draft(
        of, contact=contact(ALDER), persona=persona(), offer=offer(), mailbox=mailbox(), drafter=drafter, as_of=AS_OF
    )
    assert isinstance(found, Drafted) and found.authorship.drafter == "composer/1"
    assert "repeated its own instructions" in found.authorship.note and echo not in repr(found.written)
    assert marker(b"test", of.sha256) in model.asked[0][1].text


def test_the_only_links_in_a_mail_are_those_that_code_adds() -> None:
    found = draft(
        brief(), contact=contact(ALDER), persona=persona(), offer=offer(), mailbox=mailbox(), drafter=Drafter(),
        as_of=AS_OF,
    )  # fmt: skip
    assert isinstance(found, Drafted)
    out = "https://harbor.example/stop/1"
    mail = assemble(
        found.written, contact=contact(ALDER), mailbox=mailbox(), offer=offer(), step=1, source_line="Your site.",
        opt_out_link=out,
    )  # fmt: skip
    assert set(mail.links) <= {out, mailbox().notice_url}
