"""The funnel's definitions: what each step counts, and of what it is a share."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.insight.funnel import DEFINITIONS, Drafted, Judged, SourceYield, funnel, yields

AT = datetime(2026, 11, 18, tzinfo=UTC)


def counts(*arguments: object) -> dict[str, int]:
    return {step.name: step.count for step in funnel(*arguments)}  # type: ignore[arg-type]


def test_each_step_counts_only_what_passed_the_step_before() -> None:
    cohort = [Drafted("a", AT, AT), Drafted("b", AT, AT), Drafted("c", AT, None), Drafted("d", None, None)]
    outcomes = {"a": {"replied", "positive_reply", "meeting"}, "b": {"replied"}, "c": {"won"}, "z": {"won"}}
    assert counts({*"abcd", *"efghij"}, cohort, outcomes) == {
        "with a signal": 10, "drafted": 4, "approved": 3, "mailed": 2, "replied": 2, "positive": 1, "meeting": 1,
        "opportunity": 0, "won": 0,
    }  # fmt: skip


def test_a_share_is_of_the_step_before_and_nothing_of_nothing() -> None:
    steps = {
        step.name: step for step in funnel(set("abcdefgh"), [Drafted("a", AT, None), Drafted("b", None, None)], {})
    }
    assert steps["with a signal"].share is None
    assert steps["drafted"].share == 0.25
    assert steps["approved"].share == 0.5
    assert steps["mailed"].share == 0.0
    assert steps["replied"].share is None


def test_two_mails_to_one_account_are_one_answer() -> None:
    cohort = [Drafted("a", AT, AT), Drafted("a", AT, AT)]
    assert counts({"a"}, cohort, {"a": {"replied"}})["replied"] == 1


def test_every_step_counts_accounts_and_none_is_more_than_the_step_before() -> None:
    cohort = [Drafted("a", AT, AT), Drafted("a", AT, None), Drafted("old", None, None)]
    steps = funnel({"a", "b"}, cohort, {})
    assert [step.count for step in steps[:4]] == [3, 2, 1, 1]
    assert all(step.share is None or step.share <= 1 for step in steps)


def test_every_step_has_its_definition() -> None:
    assert [step.name for step in funnel(set(), [], {})] == list(DEFINITIONS)
    assert all(step.definition for step in funnel(set(), [], {}))


def test_a_draft_counts_for_every_source_that_it_cites() -> None:
    judged = [
        Judged(frozenset({"wire", "boards"}), is_approved=True),
        Judged(frozenset({"wire"}), is_approved=False, rejected_for="stale_signal"),
        Judged(frozenset({"wire"}), is_approved=False),
    ]
    found = yields({"wire": 40, "quiet": 5}, judged)
    assert found["wire"] == SourceYield(40, 3, 1, 1, (("stale_signal", 1),))
    assert found["wire"].approval_rate == 0.5
    assert found["boards"].drafts == 1
    assert found["quiet"] == SourceYield(items=5)
    assert found["quiet"].approval_rate is None
