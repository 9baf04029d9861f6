"""A team's own lint.yaml: picked up, refused with its place, judged by everywhere, and named by what it found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from prompt_desks import base, desk, on_disk, writer

from agent.domain.drafts import Drafted, Severity
from agent.errors import BadInput, ConfigError
from agent.evaluate.accounts import known_of
from agent.evaluate.drafts import first_touch, golden
from agent.prompts.preview import diff
from agent.store import prompts as kept
from agent.store.engine import Store
from drafting.draft import Drafter
from drafting.lint_rules import LINT, shipped_text

STRICT = "bands:\n  L01: {warn_above: 60}\nphrases:\n  L13_soft: [runway]\nseverities:\n  L19: block\n"


def test_a_team_file_is_laid_over_what_ships(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, LINT, STRICT)
    live = desk(sqlite_store, tmp_path).live()
    assert live.broken == () and live.over[LINT] == STRICT
    rules, shipped = live.checked.rules, desk(sqlite_store, tmp_path / "other").live().checked.rules
    assert rules.bands["L01"] == replace(shipped.bands["L01"], warn_above=60)
    assert rules.bands["L02"] == shipped.bands["L02"]
    assert rules.phrases["L13_soft"].search("a long runway") and rules.phrases["L13_soft"].search("kindly")
    assert rules.severities == {"L19": Severity.BLOCK}
    assert rules.version and not shipped.version


def test_the_shipped_text_as_a_teams_own_changes_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, LINT, shipped_text())
    assert desk(sqlite_store, tmp_path).live().checked.rules.version == ""


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("severities:\n  L18: off\n", 2, "severities.L18"),
        ("severities:\n  L26: warn\n", 2, "severities.L26"),
        ("severities: {L25: info}\n", 1, "severities.L25"),
        ("severities: {unsupported: warn}\n", 1, "severities.unsupported"),
        ("severities: {L15: off}\n", 1, "severities.L15"),
        ("phrases:\n  L17:\n    remove: [your kids]\n", 3, "phrases.L17.remove.0"),
        ("bands:\n  L01: {warn_above: 200}\n", 2, "bands.L01"),
        ("bands:\n  L01: {warn_abov: 70}\n", 2, "bands.L01.warn_abov"),
        ("bands:\n  L01:\n    warn_above: true\n", 3, "bands.L01.warn_above"),
        ("settings: {repeat_ratio: 100}\n", 1, "settings.repeat_ratio"),
        ("guard: off\n", 1, "guard"),
        ("phrases: [\n", 2, "(whole file)"),
    ],
)
def test_a_bad_or_weakening_file_is_refused_with_its_place_and_the_last_good_one_stays(
    sqlite_store: Store, tmp_path: Path, text: str, line: int, key: str
) -> None:
    here = desk(sqlite_store, tmp_path)
    on_disk(tmp_path, LINT, STRICT)
    good = here.shelf.take().checked.rules
    on_disk(tmp_path, LINT, text)
    live = here.live()
    (broken,) = live.broken
    assert (broken.path, broken.keeps_last_good) == (LINT, True)
    assert [(one.file, one.line, one.path) for one in broken.problems] == [(LINT, line, key)]
    assert all(one.fix.endswith(".") for one in broken.problems)
    assert live.checked.rules == good


def test_a_frame_of_the_teams_own_that_its_lint_blocks_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    frame = here.live().text("composer/pain.yaml").replace("My guess is that", "I would guess that")
    found = here.candidate(LINT, "phrases: {L13_hard: [i would guess]}\n")
    assert found.problems == ()
    on_disk(tmp_path, LINT, "phrases: {L13_hard: [i would guess]}\n")
    (problem, *_) = here.candidate("composer/pain.yaml", frame).problems
    assert problem.file == "composer/pain.yaml" and "lint blocks" in problem.fix


def _drafted(drafter: Drafter) -> Drafted:
    known = known_of(golden()[0].given)
    found = first_touch(known, drafter, ())
    assert isinstance(found, Drafted)
    return found


def test_drafts_are_written_under_the_teams_rules_and_findings_name_them(store: Store, tmp_path: Path) -> None:
    here = desk(store, tmp_path)
    plain = _drafted(here.drafter_for(Drafter()))
    assert plain.findings.checker_version == "check/1"
    word = max(plain.written.sentences[-1].text.strip("?.").split(), key=len)
    text = f"phrases:\n  L13_hard: [{word}]\n"
    on_disk(tmp_path, LINT, text)
    other = _drafted(here.drafter_for(Drafter()))
    assert word not in " ".join(sentence.text for sentence in other.written.sentences)
    version = other.findings.checker_version.partition("+lint.")[2]
    assert version == here.live().checked.rules.version
    assert here.behind(version)[1][LINT] == text
    with store.read() as session:
        assert kept.live_text(session, LINT) == text


def test_a_model_is_told_what_the_teams_lint_would_find(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, LINT, "phrases: {L13_hard: [low-hanging pear], L14: [agentic*]}\n")
    model = writer()
    drafter = desk(sqlite_store, tmp_path, model).drafter_for(Drafter(model=model))
    assert isinstance(first_touch(known_of(golden()[0].given), drafter, ()), Drafted)
    assert "Never write: “low-hanging pear”, “agentic*”." in model.asked[0][1].text


def test_an_edit_is_previewed_where_it_changes_drafts(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    (first, *_) = here.preview(LINT, STRICT)
    assert first.draft_before is not None
    said = first.draft_before.sentences[-1].rstrip("?.")
    assert any(one.draft_before != one.draft_after for one in here.preview(LINT, f'phrases: {{L13_hard: ["{said}"]}}'))


def test_an_edit_goes_live_only_where_accounts_are_still_drafted_as_they_should_be(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.prompts.golden.golden", lambda: golden()[:6])
    here = desk(sqlite_store, tmp_path)
    with pytest.raises(ConfigError, match="golden set first"):
        here.publish(LINT, STRICT, base=base(here, LINT), by="u1")
    nobody = "bands: {L01: {block_below: 85, warn_below: 86}}\n"
    assert any("should be" in why for why in here.run_golden(LINT, nobody).refused)
    with pytest.raises(ConfigError, match="should be"):
        here.publish(LINT, nobody, base=base(here, LINT), by="u1")
    state = here.run_golden(LINT, STRICT)
    assert state.opens, state.refused
    assert here.publish(LINT, STRICT, base=base(here, LINT), by="u1").by == "u1"
    assert (tmp_path / "prompts" / LINT).read_text() == STRICT
    here.roll_back(LINT, by="u1")
    assert not (tmp_path / "prompts" / LINT).exists() and here.live().checked.rules.version == ""


def test_the_lint_is_no_experiment(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="every account"):
        desk(sqlite_store, tmp_path).start_experiment(LINT, STRICT, "stricter", by="u1")


def test_a_file_that_only_comments_changes_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, LINT, "# bands: {L01: {warn_above: 60}}\n")
    assert desk(sqlite_store, tmp_path).live().checked.rules.version == ""


def test_a_first_edit_adds_to_what_ships(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    taken = [line.text for line in diff(here.live().text(LINT), STRICT) if line.mark == "-"]
    assert all(text.startswith("#") for text in taken)
    assert here.text_of(LINT, "shipped") == here.live().text(LINT)


def test_everything_wrong_is_said_at_once_and_an_unknown_list_is_called_so(sqlite_store: Store, tmp_path: Path) -> None:
    text = (
        "phrases:\n  L99: [x]\n  L17: {remove: [your kids]}\n  5: [one]\n"
        "bands:\n  L01: {warn_abov: 70}\n  L77: {warn_above: 3}\nseverities:\n  L18: off\nguard: off\n"
    )
    for said, there in ((text.replace("  5: [one]\n", ""), 6), (text, 4)):
        found = desk(sqlite_store, tmp_path).candidate(LINT, said).problems
        assert len(found) >= there and [one.line for one in found] == sorted(one.line or 0 for one in found)
    found = desk(sqlite_store, tmp_path).candidate(LINT, text.replace("  5: [one]\n", "")).problems
    assert [one.path for one in found] == [
        "phrases.L99", "phrases.L17.remove.0", "bands.L01.warn_abov", "bands.L77", "severities.L18", "guard",
    ]  # fmt: skip
    assert found[0].fix.startswith("No such list.")
