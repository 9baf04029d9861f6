"""What tests of `enrichment.yaml` begin from."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import starter_team

from agent.team_files import read_files


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    starter_team(tmp_path, does="routes every lead")
    return read_files(tmp_path)
