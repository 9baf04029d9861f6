"""What an edit would do is shown before it is live: on pinned accounts, beside what is live, on the same evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import builders
import pytest
from fakes import FakeModel
from prompt_desks import FUNDING, PAIN, desk, edited, writer

from agent.errors import ConfigError, NotFound
from agent.evaluate.accounts import PERSONAS, known_of
from agent.evaluate.drafts import brief_of, golden
from agent.prompts.preview import diff, size_note
from agent.store import signals
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from drafting.prices import Price, Prices
from drafting.prompt_check import shipped

RULES = "_partials/rules.j2"
BOLDER = edited(FUNDING, "the round, with its amount", "the round, by its name, with its amount")


def test_an_edited_prompt_shows_messages_tokens_and_what_differs(sqlite_store: Store, tmp_path: Path) -> None:
    shown = desk(sqlite_store, tmp_path).preview(FUNDING, BOLDER)
    assert [one.label for one in shown] == ["golden"] * 3
    for one in shown:
        assert one.before is not None and one.after is not None
        assert (one.after.path, one.before.path) == (FUNDING, FUNDING) and one.after.sha != one.before.sha
        assert one.after.tokens >= one.before.tokens > 300
        assert "by its name" in one.after.user and "by its name" not in one.before.user
        assert [line.mark for line in one.messages].count("+") == 1 == [line.mark for line in one.messages].count("-")
        assert one.standings[0].file.path == FUNDING and "funding" in one.standings[0].why
        assert one.draft_before is None and one.after.cost_usd is None


def test_with_a_model_the_cost_is_known_before_it_is_spent(sqlite_store: Store, tmp_path: Path) -> None:
    model = writer()
    model.name = "gpt-5-mini"
    here = desk(sqlite_store, tmp_path, model)
    shown = here.preview(FUNDING, BOLDER)
    assert model.asked == []
    costs = [one.after.cost_usd for one in shown if one.after]
    assert all(cost is not None and Decimal("0.0001") < cost < Decimal("0.01") for cost in costs)


def test_a_size_is_told_in_words_with_the_teams_own_price_or_that_there_is_none(
    sqlite_store: Store, tmp_path: Path
) -> None:
    def size(model: FakeModel | None, prices: Prices | None = None) -> str:
        here = desk(sqlite_store, tmp_path, model)
        here = replace(here, prices=lambda: prices) if prices else here
        one = here.preview(FUNDING, BOLDER)[0].after
        assert one is not None
        return re.sub(r"[\d,]+ tokens", "N tokens", one.size)

    own = Prices({"fake-model": Price(Decimal(2), Decimal(1000))})
    assert size(None) == "about N tokens"
    assert size(writer()) == "about N tokens, price not known"
    assert re.fullmatch(r"about N tokens, at most \$0\.[4-9]\d{3}", size(writer(), own))
    assert "four letters" in size_note("") and "costs nothing" in size_note("")
    assert "gpt-5-mini takes at most for one draft" in size_note("gpt-5-mini")


def test_both_versions_are_written_on_the_same_evidence_when_asked(sqlite_store: Store, tmp_path: Path) -> None:
    shown = desk(sqlite_store, tmp_path, writer()).preview(FUNDING, BOLDER, writes=True)
    one = shown[0]
    assert one.draft_before is not None and one.draft_after is not None
    assert one.draft_before.sentences == one.draft_after.sentences
    assert one.draft_after.claims == one.draft_after.supported > 0 and one.draft_after.blocks == 0
    assert one.draft_after.cost_usd > 0


def test_a_changed_frame_is_previewed_with_no_key_where_it_is_said(sqlite_store: Store, tmp_path: Path) -> None:
    frame = '{id: pain.only, text: "I would guess that {pain}.", hedged: true}'
    shown = desk(sqlite_store, tmp_path).preview(PAIN, f"grammar: 1\npart: pain\nframes:\n  - {frame}\n")
    assert len(shown) == 3
    for one in shown:
        assert one.draft_before is not None and one.draft_after is not None
        assert "I would guess" not in " ".join(one.draft_before.sentences)
        assert "I would guess" in " ".join(one.draft_after.sentences)
        assert one.draft_after.note == "Template draft, no AI model used"
        assert one.draft_after.supported == one.draft_after.claims


def test_two_versions_are_compared_whichever_is_live(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    other = edited(FUNDING, "the round, with its amount", "the round, in short, with its amount")
    shown = here.preview(FUNDING, other, before=BOLDER)
    assert shown[0].before is not None and "by its name" in shown[0].before.user
    assert shown[0].after is not None and "in short" in shown[0].after.user


def test_a_follow_up_is_shown_after_a_first_mail(sqlite_store: Store, tmp_path: Path) -> None:
    path = "follow_up/bump.md.j2"
    shown = desk(sqlite_store, tmp_path).preview(path, edited(path, "exactly one sentence", "one sentence and no more"))
    assert shown[0].after is not None and "Already written to them:\n- " in shown[0].after.user


def test_a_partial_is_shown_in_the_prompts_that_include_it(sqlite_store: Store, tmp_path: Path) -> None:
    shown = desk(sqlite_store, tmp_path).preview(RULES, shipped()[RULES] + "- Write as to a colleague.\n")
    assert {one.after.path for one in shown if one.after} > {FUNDING}
    assert all("to a colleague" in one.after.system for one in shown if one.after)


def test_a_prompt_that_writes_no_mail_is_shown_over_the_fixtures(sqlite_store: Store, tmp_path: Path) -> None:
    path = "extract/funding.md.j2"
    shown = desk(sqlite_store, tmp_path).preview(path, edited(path, "At most one event.", "One at most."))
    assert {one.account for one in shown} == {"plain", "sparse", "rich"}
    assert all(one.messages for one in shown)


def test_the_accounts_drafted_last_are_shown_too(sqlite_store: Store, tmp_path: Path) -> None:
    known = [known_of(one.given) for one in golden() if not one.expect["no_reason"]][:4]
    with sqlite_store.write() as session:
        for number, one in enumerate(known):
            made = builders.seed_draft(session, of=one.account, to=one.contact)
            row = session.get(DraftRow, made.id)
            assert row is not None
            row.brief_id = signals.put_brief(session, brief_of(one), now=builders.NOW)
            row.created_at = builders.NOW + timedelta(minutes=number)
            session.add(row)
    here = desk(sqlite_store, tmp_path)
    here.team = lambda: builders.team(personas=PERSONAS, offer=known[0].offer)
    shown = here.preview(RULES, shipped()[RULES] + "- Be brief.\n")
    recent = [one.account for one in shown if one.label.startswith("drafted ")]
    assert [one.label for one in shown][:3] == ["golden"] * 3
    assert recent and set(recent) <= {one.account.name for one in known} and len(recent) == 3


def test_no_name_or_address_of_a_person_stands_in_what_is_shown(sqlite_store: Store, tmp_path: Path) -> None:
    """Drafting §10 point 11 holds for previews as well."""
    for one in desk(sqlite_store, tmp_path).preview(RULES, shipped()[RULES] + "- X.\n"):
        assert one.after is not None
        assert "Dana" not in one.after.user and "Ortiz" not in one.after.user and "@" not in one.after.user


def test_what_cannot_be_used_is_not_previewed(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lowest"):
        desk(sqlite_store, tmp_path).preview(FUNDING, edited(FUNDING, "{{ low }}", "{{ lowest }}"))
    with pytest.raises(NotFound, match="live, shipped, disk"):
        desk(sqlite_store, tmp_path).text_of(FUNDING, "nosuchhash00")


def test_a_diff_has_three_lines_around_a_change_and_none_without_one() -> None:
    text = "\n".join(str(n) for n in range(20))
    lines = diff(text, text.replace("10", "ten"))
    assert [line.text for line in lines] == ["…", "7", "8", "9", "10", "ten", "11", "12", "13"]
    assert [line.mark for line in lines if line.text in ("10", "ten")] == ["-", "+"]
    assert diff(text, text) == ()
