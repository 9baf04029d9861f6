"""Nothing goes live that is worse on the golden set; two clicks bring back what was live; edits do not overwrite."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeModel
from prompt_desks import FUNDING, PAIN, base, desk, edited, on_disk, writer

from agent.domain.prompting import Figures, How
from agent.errors import BadInput, ConfigError, ModelUnavailable, NotFound, ReviewConflict
from agent.evaluate.drafts import golden
from agent.prompts import golden as golden_module
from agent.prompts.golden import refusals
from agent.prompts.settle import settle
from agent.store.engine import Store
from drafting.prompt_check import shipped

BETTER = edited(PAIN, "My guess is that {pain}.", "I would guess that {pain}.")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six golden accounts, one that must stay silent among them: the gate is the same, and the test is quick."""
    some = [one for one in golden() if not one.expect["no_reason"]][:5]
    silent = next(one for one in golden() if one.expect["no_reason"])
    monkeypatch.setattr(golden_module, "golden", lambda: (*some, silent))


def all_pains(text: str) -> str:
    """Frames of which every one says `text`."""
    return f'grammar: 1\npart: pain\nframes:\n  - {{id: pain.only, text: "{text}", hedged: true}}\n'


@pytest.mark.usefixtures("few")
def test_a_good_edit_of_a_frame_is_published_with_no_model(store: Store, tmp_path: Path) -> None:
    here = desk(store, tmp_path)
    before = here.live().grammar.sha256
    with pytest.raises(ConfigError, match="run it on the golden set first"):
        here.publish(PAIN, BETTER, base=base(here, PAIN), by="carol")
    state = here.run_golden(PAIN, BETTER)
    assert state.opens and state.figures is not None and state.figures.supported == 1.0
    done = here.publish(PAIN, BETTER, base=base(here, PAIN), by="carol")
    assert (done.how, done.by, done.text) == (How.PUBLISHED, "carol", BETTER)
    assert done.figures == state.figures
    assert (tmp_path / "prompts" / PAIN).read_text() == BETTER
    assert here.live().grammar.sha256 != before
    assert desk(store, tmp_path).live().text(PAIN) == BETTER
    assert len(here.history(PAIN)) == 1


@pytest.mark.usefixtures("few")
def test_an_edit_after_which_less_is_drafted_is_refused_and_what_was_live_stays(
    sqlite_store: Store, tmp_path: Path
) -> None:
    here = desk(sqlite_store, tmp_path)
    worse = edited("composer/funding.yaml", shipped()["composer/funding.yaml"], all_of_funding_gone())
    state = here.run_golden("composer/funding.yaml", worse)
    assert not state.opens and any("as they should be" in why for why in state.refused)
    with pytest.raises(ConfigError, match="is not published"):
        here.publish("composer/funding.yaml", worse, base=base(here, "composer/funding.yaml"), by="carol")
    assert here.live().over == {} and not (tmp_path / "prompts").exists()


def all_of_funding_gone() -> str:
    return "grammar: 1\npart: opener\nsignals: [funding]\nframes: []\n"


@pytest.mark.usefixtures("few")
def test_an_edit_that_makes_the_lint_warn_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    worse = all_pains(
        "As you know, at a time of growth and of change in every part of the business, it may be that {pain}."
    )
    state = here.run_golden(PAIN, worse)
    assert state.refused and "nothing to mend" in state.refused[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (edited(FUNDING, "{{ low }}", "{{ lowest }}"), "lowest"),
        (edited(FUNDING, "{{ low }}", "{{ low | pprint }}"), "pprint"),
        (edited(FUNDING, "title:", "titel:"), "titel"),
    ],
)
def test_an_undefined_variable_is_refused_and_the_last_good_text_stays_live(
    sqlite_store: Store, tmp_path: Path, text: str, why: str
) -> None:
    """Drafting §10 point 8."""
    here = desk(sqlite_store, tmp_path)
    with pytest.raises(ConfigError, match=why):
        here.publish(FUNDING, text, base=base(here, FUNDING), by="carol")
    with pytest.raises(ConfigError, match=why):
        here.run_golden(FUNDING, text)
    assert here.live().text(FUNDING) == shipped()[FUNDING] and here.history(FUNDING) == []


def test_a_prompt_needs_a_model_to_pass_the_gate(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    text = edited(FUNDING, "the round, with", "the round, by name, with")
    with pytest.raises(ConfigError, match="No model is configured"):
        here.run_golden(FUNDING, text)
    with pytest.raises(ConfigError, match="golden set first"):
        here.publish(FUNDING, text, base=base(here, FUNDING), by="carol")


@pytest.mark.usefixtures("few")
def test_a_prompt_is_judged_by_what_the_model_writes_with_it(sqlite_store: Store, tmp_path: Path) -> None:
    """A prompt that makes the model invent leaves drafts to the composer, which the gate counts against it."""
    careful = writer()
    text = edited(FUNDING, "the round, with its amount", "BE BOLD, the round, with its amount")
    inventing = writer(lambda quote: "You raised $990 million from Yonder Fund.")

    def answered(messages):  # type: ignore[no-untyped-def]
        script = inventing if "BE BOLD" in messages[1].text else careful
        return script.script[0](messages)  # type: ignore[operator]

    here = desk(sqlite_store, tmp_path, FakeModel([answered]))
    state = here.run_golden(FUNDING, text)
    assert state.live is not None and state.figures is not None
    assert state.live.written > state.figures.written
    assert state.refused and not state.opens
    assert any("the composer had to write it" in miss for miss in state.figures.misses)
    assert state.figures.supported == 1.0
    with pytest.raises(ConfigError, match="not published"):
        here.publish(FUNDING, text, base=base(here, FUNDING), by="carol")


@pytest.mark.usefixtures("few")
def test_a_model_that_is_down_opens_no_gate(sqlite_store: Store, tmp_path: Path) -> None:
    """Both fall to the composer: nothing was shown of the edit, and the figures say so."""
    here = desk(sqlite_store, tmp_path, FakeModel([ModelUnavailable("down")]))
    state = here.run_golden(FUNDING, edited(FUNDING, "the round, with", "the round, by name, with"))
    assert not state.opens and any("no draft was written" in why for why in state.refused)


def test_a_file_that_no_golden_account_reaches_goes_by_the_static_check(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    path = "extract/funding.md.j2"
    text = edited(path, "At most one event.", "Never more than one event.")
    assert here.golden_state(path, text).opens
    assert here.publish(path, text, base=base(here, path), by="carol").text == text


@pytest.mark.usefixtures("few")
def test_two_people_do_not_overwrite_each_other(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    path = "extract/funding.md.j2"
    seen = base(here, path)
    here.publish(path, edited(path, "At most one event.", "One event at most."), base=seen, by="carol")
    with pytest.raises(ReviewConflict, match="another text meanwhile"):
        here.publish(path, edited(path, "At most one event.", "Only one event."), base=seen, by="dave")
    with pytest.raises(BadInput, match="live already"):
        here.publish(path, here.live().text(path), base=base(here, path), by="dave")


def test_a_rollback_brings_back_what_was_live_before_and_asks_no_gate(store: Store, tmp_path: Path) -> None:
    here = desk(store, tmp_path)
    path = "extract/funding.md.j2"
    with pytest.raises(NotFound, match="as it ships"):
        here.roll_back(path, by="carol")
    one, two = (edited(path, "At most one event.", words) for words in ("One event at most.", "A single event."))
    for text in (one, two):
        here.publish(path, text, base=base(here, path), by="carol")
    assert here.before_last(path) == one
    assert here.roll_back(path, by="dave").how is How.ROLLED_BACK
    assert here.live().text(path) == one == (tmp_path / "prompts" / path).read_text()
    assert here.text_of(path, here.history(path)[1].sha) == two


def test_a_rollback_of_the_first_edit_leaves_what_ships_and_no_file(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    path = "extract/funding.md.j2"
    here.publish(path, edited(path, "At most one event.", "One at most."), base=base(here, path), by="carol")
    here.roll_back(path, by="carol")
    assert here.live().over == {} and not (tmp_path / "prompts" / path).exists()
    assert here.history(path)[0].text is None


def test_an_edit_outside_can_be_rolled_back_too(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, PAIN, BETTER)
    here = desk(sqlite_store, tmp_path)
    assert here.live().text(PAIN) == BETTER
    here.roll_back(PAIN, by="carol")
    assert here.live().text(PAIN) == shipped()[PAIN]


FINE = Figures(("first",), 30, 30, 1.0, 1.0, 0.9, 1.0)


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        (Figures(("first",), 30, 30, 0.99, 1.0, 0.9, 1.0), "stand on their evidence"),
        (Figures(("first",), 30, 30, 1.0, 0.97, 0.9, 1.0), "pass the guard"),
        (Figures(("first",), 30, 30, 1.0, 1.0, 0.879, 1.0), "nothing to mend"),
        (Figures(("first",), 30, 30, 1.0, 1.0, 0.9, 0.975), "as they should be"),
    ],
)
def test_the_gate_names_every_reason_to_stay_shut(figures: Figures, why: str) -> None:
    assert any(why in words for words in refusals(figures, FINE))


def test_two_points_fewer_of_the_lint_are_let_through() -> None:
    assert refusals(FINE, FINE) == ()
    assert refusals(Figures(("first",), 30, 29, 1.0, 1.0, 0.88, 1.0), FINE) == ()


def test_what_was_good_under_an_older_version_and_is_not_any_more_falls_to_what_ships() -> None:
    old = {FUNDING: "written for another version"}
    settled = settle(old, old)
    assert settled.over == {} and settled.checked.problems == ()
    assert settled.broken[0].path == FUNDING and not settled.broken[0].keeps_last_good
