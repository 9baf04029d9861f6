"""A publication becomes a commit of its one file, by whoever published, and never more than that."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import builders
import pytest
from prompt_desks import PAIN, base, desk, on_disk
from sqlmodel import select

from agent.prompts import commits
from agent.prompts.commits import Commit, commit
from agent.prompts.desk import PromptDesk
from agent.prompts.golden_runs import NOTHING_REACHED, GoldenRuns
from agent.store.engine import Store
from agent.tables.runs import NoticeRow
from drafting.prompt_check import shipped

COMMENTED = shipped()[PAIN] + "# ours\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=Mara", "-c", "user.email=mara@harbor.example", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(autouse=True)
def gate_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the golden set says is not what this is about."""
    monkeypatch.setattr(GoldenRuns, "gate", lambda self, versions: NOTHING_REACHED)


@pytest.fixture
def team_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    folder.mkdir()
    git(folder, "init", "--quiet", "-b", "main")
    (folder / "icp.yaml").write_text("rules: []\n")
    git(folder, "add", "icp.yaml")
    git(folder, "commit", "--quiet", "-m", "Begin")
    return folder


def published(of: PromptDesk, text: str, by: str = "command line") -> str:
    return of.publish(PAIN, text, base=base(of, PAIN), by=by).notice


def files_of(folder: Path) -> list[str]:
    return git(folder, "show", "--name-status", "--format=", "HEAD").split("\n")


def test_a_publication_is_a_commit_of_the_one_file_with_who_it_was(store: Store, team_folder: Path) -> None:
    with store.write() as session:
        carol = builders.seed_users(session).carol
    (team_folder / "icp.yaml").write_text("rules: [changed]\n")
    git(team_folder, "add", "icp.yaml")
    (team_folder / "offer.yaml").write_text("new, not staged\n")
    here = desk(store, team_folder)
    assert published(here, COMMENTED, by=carol.user_id) == ""
    assert files_of(team_folder) == [f"A\tprompts/{PAIN}"]
    assert git(team_folder, "log", "-1", "--format=%an: %s / %b").startswith(
        f"Carol Harper: Publish prompts/{PAIN} / Carol Harper published"
    )
    assert git(team_folder, "status", "--porcelain").split("\n") == ["M  icp.yaml", "?? offer.yaml"]
    assert published(here, COMMENTED + "# more\n") == ""
    assert files_of(team_folder) == [f"M\tprompts/{PAIN}"]
    here.roll_back(PAIN, by=carol.user_id)
    here.roll_back(PAIN, by=carol.user_id)
    assert git(team_folder, "log", "-1", "--format=%s") == f"Roll back prompts/{PAIN}"
    assert git(team_folder, "status", "--porcelain").split("\n") == ["M  icp.yaml", "?? offer.yaml"]


def test_going_back_to_what_ships_commits_that_the_file_went(sqlite_store: Store, team_folder: Path) -> None:
    here = desk(sqlite_store, team_folder)
    published(here, COMMENTED)
    here.roll_back(PAIN, by="command line")
    assert files_of(team_folder) == [f"D\tprompts/{PAIN}"]


def test_no_hook_runs_and_nothing_is_asked_for(
    sqlite_store: Store, team_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    for name in (
        "pre-commit",
        "commit-msg",
        "prepare-commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
    ):
        hook = team_folder / ".git" / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {ran}\nexit 1\n")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch {ran}\n")
    monitor.chmod(0o755)
    git(team_folder, "config", "core.fsmonitor", str(monitor))
    git(team_folder, "config", "commit.gpgSign", "true")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert published(desk(sqlite_store, team_folder), COMMENTED) == ""
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    git(team_folder, "config", "core.fsmonitor", "false")
    assert files_of(team_folder) == [f"A\tprompts/{PAIN}"] and not ran.exists()


def test_what_git_refuses_is_told_and_the_publication_stands(store: Store, team_folder: Path) -> None:
    (team_folder / ".git" / "index.lock").touch()
    here = desk(store, team_folder)
    notice = published(here, COMMENTED)
    assert notice.startswith(f"prompts/{PAIN} is live and not committed: git ") and "index.lock" in notice
    assert here.live().text(PAIN) == COMMENTED
    with store.read() as session:
        (told,) = session.exec(select(NoticeRow)).all()
    assert told.words == notice


def test_an_ignored_file_is_not_forced_into_the_repository(sqlite_store: Store, team_folder: Path) -> None:
    (team_folder / ".gitignore").write_text("prompts/\n")
    assert "ignored" in published(desk(sqlite_store, team_folder), COMMENTED)


def test_without_git_it_says_so_where_there_is_a_repository(
    sqlite_store: Store, team_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "git is not installed" in published(desk(sqlite_store, team_folder), COMMENTED)
    file = on_disk(tmp_path / "plain", PAIN, COMMENTED)
    assert commit(Commit(tmp_path / "plain", file, "Publish", "Mara")) == ""


def test_a_git_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, team_folder: Path) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(commits, "TIMEOUT_S", 0.2)
    file = on_disk(team_folder, PAIN, COMMENTED)
    assert "did not answer" in commit(Commit(team_folder, file, "Publish", "Mara"), git=str(slow))


def test_a_folder_that_only_lies_inside_another_repository_is_left_alone(team_folder: Path) -> None:
    inner = team_folder / "tries" / "one"
    file = on_disk(inner, PAIN, COMMENTED)
    assert commit(Commit(inner, file, "Publish", "Mara")) == ""
    assert git(team_folder, "log", "-1", "--format=%s") == "Begin"
    assert git(team_folder, "status", "--porcelain") == "?? tries/"


@pytest.mark.parametrize("name", ["--amend", "Mara\nGIT", "<a@b.example>", "", "Zoë O'Neil"])
def test_any_name_makes_one_plain_commit(team_folder: Path, name: str) -> None:
    file = on_disk(team_folder, PAIN, COMMENTED)
    assert commit(Commit(team_folder, file, "Publish", name)) == ""
    assert git(team_folder, "rev-list", "--count", "HEAD") == "2"
    assert git(team_folder, "log", "-1", "--format=%ae") == "firstlight@localhost"
