"""Whole nights as a user plays them: the demo that checks itself, and a fresh installation on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from stores import _database
from town import Town
from town_web import Job

RUN = "from agent.cli import main; main()"
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.timeout(600)
def test_the_demo_checks_itself(tmp_path: Path) -> None:
    """As `make demo ARGS="--check --json"` plays it: over HTTP, and its last line says ok."""
    command = [sys.executable, "-c", RUN, "demo", "--check", "--json", "--folder", str(tmp_path / "demo")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FIRSTLIGHT_")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=540, check=False)
    assert done.stdout.strip(), done.stderr[-3000:]
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["broken"] == [], said
    assert said["ok"] is True
    assert done.returncode == 0
    assert said["approved"] == said["mails"] >= 4
    assert said["rows_on_repeat"] == said["mails_on_repeat"] == 0
    assert said["rate_limited"] == 1


@pytest.mark.postgres
def test_a_fresh_installation_on_postgresql_plays_a_night_end_to_end(
    postgres_uri: str, found_town: Callable[..., Town]
) -> None:
    """An empty database, one setting: sources to drafts, a decision over HTTP, a mail in the Maildir, an answer."""
    town = found_town(database_url=_database(postgres_uri))
    assert town.installation.store.engine.dialect.name == "postgresql"
    town.settle("cedar", board=True)
    at = town.clock.now() - timedelta(days=4)
    town.web.post("cedar", Job(1, "Account Executive", at), Job(2, "Sales Manager", at))
    town.settle("birch", person=False)
    town.raised("birch")
    [draft] = town.first_drafts("alder")
    rows = town.rows()
    assert rows["draft"] == 2 and rows["to_find"] == 1
    with town.open_review() as [mara]:
        assert {row["account"] for row in mara.waiting()} == {"Alder Works", "Cedar Works"}
        assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 1
    town.receive("yes", town.answer(town.mail()[0], "Yes, please send it."))
    assert town.rows()["reply"] == 1
