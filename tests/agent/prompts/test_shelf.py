"""Files of the team are picked up and checked; a broken one keeps its last good text, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_desks import FUNDING, PAIN, desk, edited, on_disk
from sqlmodel import select

from agent.domain.prompting import How
from agent.errors import BadInput
from agent.store.engine import Store
from agent.tables.prompts import PromptVersionRow, PublicationRow
from drafting.draft import Drafter
from drafting.prompt_check import shipped
from drafting.render import Prompts

GOOD = edited(FUNDING, "the round, with its amount", "the round, by its name")


def test_with_no_files_of_its_own_a_team_has_what_ships(sqlite_store: Store, tmp_path: Path) -> None:
    live = desk(sqlite_store, tmp_path).live()
    assert live.over == {} and live.broken == ()
    assert (
        live.prompts.resolve("first_touch", signal="funding").sha
        == Prompts().resolve("first_touch", signal="funding").sha
    )


def test_a_file_edited_outside_is_picked_up_while_the_process_runs(store: Store, tmp_path: Path) -> None:
    here = desk(store, tmp_path)
    before = here.live().prompts.resolve("first_touch", signal="funding").sha
    on_disk(tmp_path, FUNDING, GOOD)
    after = here.live().prompts.resolve("first_touch", signal="funding").sha
    assert after != before
    (said,) = here.history(FUNDING)
    assert (said.how, said.by, said.text) == (How.EDITED_OUTSIDE, "files", GOOD)
    assert here.live() is here.live()
    assert len(here.history(FUNDING)) == 1
    here.drafter_for(Drafter())
    assert desk(store, tmp_path).history(FUNDING)[0].text == GOOD
    assert len(here.history(FUNDING)) == 1


@pytest.mark.parametrize(
    ("path", "broken", "line"),
    [
        (FUNDING, GOOD.replace("{{ low }}", "{{ lowest }}"), "{{ lowest"),
        (FUNDING, GOOD.replace("title:", "titel:"), ""),
        (PAIN, "part: pain\ngrammar: [", ""),
        ("_partials/own.j2", "{% set a = 1 %}", "{% set"),
    ],
)
def test_a_broken_file_keeps_the_last_good_version_and_says_why(
    sqlite_store: Store, tmp_path: Path, path: str, broken: str, line: str
) -> None:
    good = GOOD if path == FUNDING else shipped()[path] + ("\n" if path.endswith(".j2") else "# ours\n")
    on_disk(tmp_path, path, good)
    here = desk(sqlite_store, tmp_path)
    before = here.shelf.take()
    on_disk(tmp_path, path, broken)
    live = here.live()
    assert live.text(path) == good and live.over == before.over
    assert live.grammar.sha256 == before.grammar.sha256
    (found,) = live.broken
    assert found.path == path and found.keeps_last_good and found.problems
    if line:
        problem = next(one for one in found.problems if one.file == path)
        assert problem.line is not None and line in broken.splitlines()[problem.line - 1]
    again = desk(sqlite_store, tmp_path)
    assert again.live().text(path) == good and again.live().broken[0].path == path
    on_disk(tmp_path, path, good)
    assert here.live().broken == ()
    assert len(here.history(path)) == 1


def test_what_a_process_saw_good_and_nothing_was_written_with_is_still_the_last_good_one(
    sqlite_store: Store, tmp_path: Path
) -> None:
    here = desk(sqlite_store, tmp_path)
    on_disk(tmp_path, FUNDING, GOOD)
    assert here.live().text(FUNDING) == GOOD
    on_disk(tmp_path, FUNDING, "broken")
    assert here.live().text(FUNDING) == GOOD and here.live().broken[0].keeps_last_good
    here.drafter_for(Drafter())
    assert desk(sqlite_store, tmp_path).live().text(FUNDING) == GOOD


def test_looking_records_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, FUNDING, GOOD)
    here = desk(sqlite_store, tmp_path)
    here.live()
    with sqlite_store.read() as session:
        assert not session.exec(select(PublicationRow)).all() and not session.exec(select(PromptVersionRow)).all()


def test_a_new_file_that_is_broken_leaves_what_ships(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, FUNDING, "no front matter")
    live = desk(sqlite_store, tmp_path).live()
    assert live.text(FUNDING) == shipped()[FUNDING]
    assert [(one.path, one.keeps_last_good) for one in live.broken] == [(FUNDING, False)]


def test_one_broken_file_does_not_hold_up_the_others(sqlite_store: Store, tmp_path: Path) -> None:
    on_disk(tmp_path, FUNDING, GOOD)
    on_disk(tmp_path, "first_touch/hiring.md.j2", "broken")
    live = desk(sqlite_store, tmp_path).live()
    assert dict(live.over) == {FUNDING: GOOD}


def test_a_partial_that_breaks_others_is_the_one_that_is_not_taken(sqlite_store: Store, tmp_path: Path) -> None:
    """A good edit of a partial needs an input that one prompt does not declare: the partial is at fault."""
    on_disk(tmp_path, "_partials/output.j2", "{{ sentences | length }}")
    live = desk(sqlite_store, tmp_path).live()
    assert [one.path for one in live.broken] == ["_partials/output.j2"]
    assert live.over == {}


def test_a_file_that_is_taken_away_leaves_what_ships(sqlite_store: Store, tmp_path: Path) -> None:
    target = on_disk(tmp_path, FUNDING, GOOD)
    here = desk(sqlite_store, tmp_path)
    assert here.shelf.take().text(FUNDING) == GOOD
    target.unlink()
    assert here.live().text(FUNDING) == shipped()[FUNDING]
    assert here.history(FUNDING)[0].text is None


def test_every_text_that_was_live_stays_to_be_read(store: Store, tmp_path: Path) -> None:
    here = desk(store, tmp_path)
    shas = []
    for text in (GOOD, GOOD.replace("by its name", "by its number")):
        on_disk(tmp_path, FUNDING, text)
        shas.append(here.shelf.take().prompts.resolve("first_touch", signal="funding").sha)
    for sha, word in zip(shas, ("by its name", "by its number"), strict=True):
        prompt_id, files = here.behind(sha)
        assert prompt_id == "first_touch/funding" and word in files[FUNDING] and "_partials/rules.j2" in files
    frames = here.behind(here.live().grammar.sha256[:12])
    assert frames[0] == "composer" and PAIN in frames[1]


@pytest.mark.parametrize(
    "path", ["../settings.md.j2", "/etc/x.md.j2", "first_touch/a/../b.md.j2", "lint.yml", "first_touch/x.py", "",
             "first_touch/.md.j2", "composer/x.j2", "tests/plain.yaml", "first_touch/x.md.j2\n"]
)  # fmt: skip
def test_only_files_of_the_folder_can_be_written(sqlite_store: Store, tmp_path: Path, path: str) -> None:
    with pytest.raises(BadInput):
        desk(sqlite_store, tmp_path).shelf.write(path, "x")
    assert not (tmp_path / "prompts").exists() and not list(tmp_path.glob("*.j2"))


def test_a_file_is_written_whole_or_not_at_all(sqlite_store: Store, tmp_path: Path) -> None:
    here = desk(sqlite_store, tmp_path)
    here.shelf.write(FUNDING, GOOD)
    folder = tmp_path / "prompts" / "first_touch"
    assert [one.name for one in folder.iterdir()] == ["funding.md.j2"]
    assert (folder / "funding.md.j2").read_text() == GOOD
    with pytest.raises(UnicodeEncodeError):
        here.shelf.write(FUNDING, "half \ud800")
    assert [one.name for one in folder.iterdir()] == ["funding.md.j2"]
    assert (folder / "funding.md.j2").read_text() == GOOD
