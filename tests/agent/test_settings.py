"""Settings: .env.example documents each of them, secrets never show, every problem is told at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run_command
from pydantic import BaseModel

from agent.errors import ConfigError
from agent.settings import Settings, read_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def leaves(value: BaseModel, prefix: str = "FIRSTLIGHT_") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in type(value).model_fields:
        one = getattr(value, name)
        if isinstance(one, BaseModel):
            found.update(leaves(one, f"{prefix}{name.upper()}__"))
        elif name != "folder":
            found[f"{prefix}{name.upper()}"] = one
    return found


def documented() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_documents_every_setting_and_no_other() -> None:
    assert sorted(documented()) == sorted(leaves(Settings(folder=Path("."))))


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path, documented()) == Settings(folder=tmp_path)


def test_the_environment_wins_and_secrets_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "firstlight.toml").write_text('[web]\nport = 9000\n[mail.smtp]\nhost = "a.example"\n')
    (tmp_path / "password").write_text("hunter2\n")
    settings = read_settings(
        tmp_path,
        {
            "FIRSTLIGHT_WEB__PORT": "9001",
            "FIRSTLIGHT_MAIL__SMTP__PASSWORD_FILE": str(tmp_path / "password"),
            "FIRSTLIGHT_MAIL__IMAP__FOLDERS": "INBOX, Junk",
            "PATH": "x",
        },
    )
    assert (settings.web.port, settings.mail.smtp.host) == (9001, "a.example")
    assert settings.mail.smtp.password.get_secret_value() == "hunter2"
    assert settings.mail.imap.folders == ("INBOX", "Junk")


def test_no_secret_is_ever_printed(tmp_path: Path) -> None:
    secrets = {
        "FIRSTLIGHT_MAIL__SMTP__PASSWORD": "s3cret-smtp",
        "FIRSTLIGHT_MAIL__IMAP__PASSWORD": "s3cret-imap",
        "FIRSTLIGHT_MODEL__API_KEY": "s3cret-model",
        "FIRSTLIGHT_SECRET_KEY": "s3cret-key",
        "FIRSTLIGHT_INTAKE_SECRET": "s3cret-intake",
        "FIRSTLIGHT_DATABASE__URL": "postgresql://ada:s3cret-db@db.example/firstlight",
    }
    for words in (("settings",), ("settings", "--json")):
        ran = run_command(*words, "--folder", str(tmp_path), env=secrets)
        assert ran.code == 0
        assert "s3cret" not in ran.out and "db.example/firstlight" in ran.out
    assert json.loads(ran.out.splitlines()[-1])["model"]["timeout_s"] == 60


def test_every_problem_is_told_at_once_and_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "firstlight.toml").write_text('[web]\nprot = 1\n[team]\ntime_zone = "Mars/Base"\n')
    with pytest.raises(ConfigError) as wrong:
        read_settings(tmp_path, {"FIRSTLIGHT_WEB__PORT": "many", "FIRSTLIGHT_MODEL__API_KEY__X": "s3cret"})
    said = str(wrong.value)
    assert "firstlight.toml: web.prot" in said and "Europe/Berlin" in said
    assert "environment: FIRSTLIGHT_WEB__PORT: 'many'" in said
    assert "s3cret" not in said


@pytest.mark.parametrize("order", [1, -1])
def test_a_section_set_as_a_value_is_named(tmp_path: Path, order: int) -> None:
    pairs = [("FIRSTLIGHT_MODEL", "small"), ("FIRSTLIGHT_MODEL__NAME", "small")][::order]
    with pytest.raises(ConfigError, match="FIRSTLIGHT_MODEL"):
        read_settings(tmp_path, dict(pairs))


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="FIRSTLIGHT_MODEL__API_KEY_FILE"):
        read_settings(tmp_path, {"FIRSTLIGHT_MODEL__API_KEY_FILE": str(tmp_path / "gone")})


def test_bad_toml_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "firstlight.toml").write_text("[web]\nport = \n")
    with pytest.raises(ConfigError, match="line 2"):
        read_settings(tmp_path, {})


def test_a_relative_database_is_in_the_folder(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).database_url == f"sqlite:///{tmp_path / 'firstlight.sqlite3'}"
    given = {"FIRSTLIGHT_DATABASE__URL": "postgresql://h/d"}
    assert read_settings(tmp_path, given).database_url == "postgresql://h/d"


def test_secrets_that_the_teams_files_name_come_from_the_environment_or_a_file_and_never_show(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-a-file\n", encoding="utf-8")
    given = {"FIRSTLIGHT_SECRETS__FINDER": "from-here", "FIRSTLIGHT_SECRETS__MAILER_FILE": str(tmp_path / "key")}
    settings = read_settings(tmp_path, given)
    assert settings.secrets.named("FIRSTLIGHT_SECRETS__FINDER") == "from-here"
    assert settings.secrets.named("FIRSTLIGHT_SECRETS__MAILER") == "from-a-file"
    assert settings.secrets.named("FIRSTLIGHT_SECRETS__OTHER") == ""
    assert "from-" not in json.dumps(settings.redacted(), default=str) + repr(settings)
