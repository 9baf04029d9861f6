"""An experiment is a fixed half of the accounts, counted once each, and silent until there is enough to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import builders
import pytest
from prompt_desks import PAIN, base, desk, edited, on_disk
from sqlmodel import Session

from agent.domain.edits import EditBand, EditClass
from agent.domain.prompting import Experiment, Measure, Tried
from agent.errors import BadInput, ConfigError, NotFound
from agent.evaluate.drafts import golden
from agent.prompts import golden as golden_module
from agent.prompts.desk import PromptDesk
from agent.store import experiments
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from agent.tables.feedback import EditRow
from drafting.draft import Drafter

NOW = builders.NOW
OTHER = edited(PAIN, "My guess is that {pain}.", "I would guess that {pain}.")


def experiment(**changes: object) -> Experiment:
    values: dict[str, object] = {
        "id": "x1", "path": PAIN, "name": "softer guess", "control": "a", "challenger": "b",
        "control_hashes": ("aaaaaaaaaaaa",), "challenger_hashes": ("bbbbbbbbbbbb",), "started_at": NOW,
    }  # fmt: skip
    return Experiment(**{**values, **changes})  # type: ignore[arg-type]


def test_an_account_stays_in_its_half_for_good_and_halves_are_even() -> None:
    one = experiment()
    halves = [one.is_challenger(f"acc-{n}") for n in range(4000)]
    assert halves == [one.is_challenger(f"acc-{n}") for n in range(4000)]
    assert 1850 < sum(halves) < 2150


def test_another_experiment_splits_otherwise() -> None:
    one, other = experiment(), experiment(id="x2")
    same = sum(one.is_challenger(f"acc-{n}") == other.is_challenger(f"acc-{n}") for n in range(4000))
    assert 1850 < same < 2150


@pytest.mark.parametrize(
    ("n", "good", "low", "high"), [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (150, 90, 0.520, 0.675), (20, 0, 0.0, 0.161)]
)
def test_the_interval_is_wilsons(n: int, good: int, low: float, high: float) -> None:
    assert Tried(n, good).interval == pytest.approx((low, high), abs=0.001)


def test_nothing_is_said_before_there_is_enough_however_far_apart_they_are() -> None:
    measure = Measure("approved", Tried(149, 10), Tried(400, 380), 150)
    assert measure.words == "Not enough yet: 1 more in the smaller half, 150 in each."
    assert not measure.is_enough


def test_then_the_difference_is_said_with_its_interval() -> None:
    better = Measure("approved", Tried(150, 90), Tried(150, 113), 150)
    assert better.words == "+15.3 points (95 % interval +4.7 to +25.5): the challenger is better."
    assert "no difference is shown" in Measure("approved", Tried(150, 90), Tried(150, 93), 150).words
    assert "worse" in Measure("approved", Tried(150, 113), Tried(150, 90), 150).words


def seeded(session: Session, n: int, *, sha: str, state: str, at_minutes: int = 1) -> DraftRow:
    """A draft at its own account, written with the files of `sha`."""
    of = builders.account(f"exp{n}")
    draft = builders.seed_draft(session, of=of)
    row = session.get(DraftRow, draft.id)
    assert row is not None
    row.authorship = {**row.authorship, "prompt_hash": sha}
    row.state, row.created_at = state, NOW + timedelta(minutes=at_minutes)
    session.add(row)
    session.flush()
    return row


def edit_of(row: DraftRow, kind: EditClass) -> EditRow:
    return EditRow(
        draft_id=row.id, at=NOW, generated=1, final=2, ratio=0.1, words_changed=2, band=str(EditBand.LIGHT),
        classes={str(kind): 1}, frames=[],
    )  # fmt: skip


def accounts_of(one: Experiment, *, challenger: bool) -> Iterator[int]:
    return (n for n in range(100) if one.is_challenger(f"acc-exp{n}") is challenger)


def test_an_account_counts_once_and_a_change_of_what_is_said_is_no_approval(store: Store) -> None:
    one = experiment()
    with store.write() as session:
        control, challenger = accounts_of(one, challenger=False), accounts_of(one, challenger=True)
        kept = seeded(session, next(control), sha="aaaaaaaaaaaa", state="approved")
        session.add(edit_of(kept, EditClass.TYPO))
        mended = seeded(session, next(control), sha="aaaaaaaaaaaa", state="approved")
        session.add(edit_of(mended, EditClass.FACT_FIX))
        seeded(session, next(control), sha="aaaaaaaaaaaa", state="pending")
        seeded(session, next(control), sha="cccccccccccc", state="approved")
        seeded(session, next(challenger), sha="bbbbbbbbbbbb", state="rejected")
        seeded(session, next(challenger), sha="bbbbbbbbbbbb", state="approved", at_minutes=-5)
        seeded(session, next(challenger), sha="aaaaaaaaaaaa", state="approved")
    with store.read() as session:
        approvals, replies = experiments.measures(session, one, now=NOW + timedelta(days=1))
    assert (approvals.control, approvals.challenger) == (Tried(2, 1), Tried(1, 0))
    assert (replies.control, replies.challenger) == (Tried(0, 0), Tried(0, 0))
    assert (approvals.needs, replies.needs) == (150, 1500)


def started(here: PromptDesk) -> str:
    here.run_golden(PAIN, OTHER)
    return here.start_experiment(PAIN, OTHER, "softer guess", by="carol")


@pytest.fixture
def running(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PromptDesk:
    few = golden()[:3]
    monkeypatch.setattr(golden_module, "golden", lambda: few)
    here = desk(sqlite_store, tmp_path)
    started(here)
    return here


def test_each_half_is_written_to_with_its_own_text(running: PromptDesk) -> None:
    drafter = running.drafter_for(Drafter())
    of_account = running.challenger_of(drafter)
    (one, _), *_ = running.experiments()
    for n in range(20):
        found = of_account(f"acc-{n}")
        assert (found is not None) is one.is_challenger(f"acc-{n}")
        if found is not None:
            assert found.grammar is not None and drafter.grammar is not None
            assert found.grammar.sha256[:12] in one.challenger_hashes
            assert drafter.grammar.sha256[:12] in one.control_hashes
    assert running.behind(one.challenger_hashes[0])[1][PAIN] == OTHER
    assert running.live().text(PAIN) != OTHER


def test_while_it_runs_nothing_that_it_compares_is_published(running: PromptDesk) -> None:
    with pytest.raises(ConfigError, match="softer guess"):
        running.publish(PAIN, OTHER, base=base(running, PAIN), by="carol")
    with pytest.raises(BadInput, match="runs already"):
        running.start_experiment(PAIN, OTHER, "again", by="carol")


def test_an_edit_outside_ends_what_it_can_show(running: PromptDesk) -> None:
    """The live half is no longer what it was: everybody gets what is live."""
    on_disk(running.folder.parent, PAIN, edited(PAIN, "My guess is that {pain}.", "At a guess, {pain}."))
    assert all(running.challenger_of(Drafter())(f"acc-{n}") is None for n in range(20))


def test_when_it_is_ended_everybody_gets_what_is_live(running: PromptDesk) -> None:
    (one, _), *_ = running.experiments()
    running.end_experiment(one.id, by="carol")
    assert all(running.challenger_of(Drafter())(f"acc-{n}") is None for n in range(20))
    with pytest.raises(NotFound):
        running.end_experiment(one.id, by="carol")
    assert running.publish(PAIN, OTHER, base=base(running, PAIN), by="carol").text == OTHER


def test_a_challenger_passes_the_same_gate(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    with pytest.raises(ConfigError, match="golden set first"):
        here.start_experiment(PAIN, OTHER, "softer guess", by="carol")
    with pytest.raises(BadInput, match="the same"):
        here.start_experiment(PAIN, here.live().text(PAIN), "nothing", by="carol")
