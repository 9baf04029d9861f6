"""Settings of this installation: `firstlight.toml` and the environment, read once in wiring and passed down.

Policy is in the team's files; secrets come from the environment as FIRSTLIGHT_SECTION__NAME or, for a mounted secret,
FIRSTLIGHT_SECTION__NAME_FILE. Nothing else reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import time
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from agent.errors import ConfigError, Problem

PREFIX = "FIRSTLIGHT_"
SECRETS_PREFIX = f"{PREFIX}SECRETS__"
FILE_NAME = "firstlight.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _is_in_this_network(url: str) -> bool:
    host = ""
    try:
        host = urlsplit(url).hostname or ""
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _listed(value: object) -> object:
    """The environment writes lists with commas."""
    return [piece.strip() for piece in value.split(",") if piece.strip()] if isinstance(value, str) else value


def _known_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"{value!r} is no time zone: write one such as Europe/Berlin")
    return value


TimeZone = Annotated[str, AfterValidator(_known_zone)]


def _names_the_domain(value: str) -> str:
    if "{domain}" not in value or "://" not in value:
        raise ValueError("it is where a domain's home page is: write it as https://{domain}/")
    return value


class TeamSettings(_Section):
    name: str = "My team"
    time_zone: TimeZone = "UTC"
    run_at: time = time(2, 0)


class DatabaseSettings(_Section):
    url: str = "sqlite:///firstlight.sqlite3"


class WebSettings(_Section):
    host: str = "127.0.0.1"
    port: int = 8321
    public_url: str = ""
    secure_cookies: bool = False


class SmtpSettings(_Section):
    host: str = ""
    port: int = 587
    user: str = ""
    password: SecretStr = SecretStr("")
    ca_file: str = ""
    ehlo_name: str = "localhost"


class ImapSettings(_Section):
    host: str = ""
    port: int = 993
    user: str = ""
    password: SecretStr = SecretStr("")
    ssl: bool = True
    folders: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ("INBOX",)


class MailSettings(_Section):
    channel: Literal["maildir", "smtp", "handover"] = "maildir"
    maildir: str = "outgoing"
    handover: str = "handover"
    smtp: SmtpSettings = SmtpSettings()
    imap: ImapSettings = ImapSettings()


class ModelSettings(_Section):
    """`fall_back` names the models asked after `name`; `ask_by` is the way of asking for structure that is tried first.
    `batch`: what a night asks ahead of the next, at half price and with its questions kept in a file there for a while.
    `spotlight`: how evidence is marked as data. A model in this network is smaller and slower: unless said, it gets
    180 s, one question at a time, and its evidence between marks only."""

    base_url: str = "https://api.openai.com/v1"
    name: str = ""
    api_key: SecretStr = SecretStr("")
    fall_back: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    timeout_s: float = Field(default=60.0, gt=0)
    concurrency: int = Field(default=4, ge=1)
    service_tier: str = ""
    batch: Literal["off", "follow_ups", "all"] = "off"
    ask_by: Literal["", "responses", "json_schema", "tool", "json_object", "text"] = ""
    spotlight: Literal["datamark", "delimit"] = "datamark"

    @model_validator(mode="before")
    @classmethod
    def _by_place(cls, values: Any) -> Any:
        if isinstance(values, dict) and _is_in_this_network(str(values.get("base_url", ""))):
            return {"timeout_s": 180.0, "concurrency": 1, "spotlight": "delimit", **values}
        return values

    @property
    def is_configured(self) -> bool:
        return bool(self.name)

    @property
    def asks_ahead(self) -> bool:
        return self.is_configured and self.batch != "off"


def _name_servers(value: tuple[str, ...]) -> tuple[str, ...]:
    """Each an address and a port, all with one port."""
    places = [server.rpartition(":") for server in value]
    wrong = [server for server, (host, _, port) in zip(value, places, strict=True) if not (host and port.isdigit())]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no name server: write address:port, for example 192.0.2.53:53")
    if len({port for _, _, port in places}) > 1:
        raise ValueError("all name servers must have the same port")
    return value


class FetchSettings(_Section):
    contact: str = ""
    concurrency: int = 40
    home_page: Annotated[str, AfterValidator(_names_the_domain)] = "https://{domain}/"
    allow_loopback_ports: Annotated[tuple[int, ...], BeforeValidator(_listed)] = ()
    name_servers: Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_name_servers)] = ()
    companies_house_key: SecretStr = SecretStr("")
    companies_house_stream_key: SecretStr = SecretStr("")

    def api_key(self, collector: str) -> str:
        """The key of the API that `collector` reads; "" where it needs none, or none was given."""
        return getattr(self, API_KEYS[collector]).get_secret_value() if collector in API_KEYS else ""

    def missing_key(self, collector: str) -> str:
        """The variable of the key that `collector` needs and that is not set; "" where nothing is missing."""
        return "" if self.api_key(collector).strip() else key_variable(collector)


API_KEYS = {"companies_house": "companies_house_key", "companies_house_stream": "companies_house_stream_key"}
"""By collector which of these settings is the key of its API."""


def key_variable(collector: str) -> str:
    """The variable that holds the key of the API that `collector` reads; "" where it needs none."""
    return f"FIRSTLIGHT_FETCH__{API_KEYS[collector].upper()}" if collector in API_KEYS else ""


class NamedSecrets(BaseModel):
    """Keys that the team's own files name, each as FIRSTLIGHT_SECRETS__NAME: those of providers of contacts."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, SecretStr] = Field(init=False)

    def named(self, variable: str) -> str:
        """The secret of the environment variable `variable`; "" where it is not set."""
        found = (self.__pydantic_extra__ or {}).get(variable.removeprefix(SECRETS_PREFIX).lower())
        return found.get_secret_value().strip() if found else ""


class Settings(_Section):
    """Effective settings. `folder` is where the team's files are; relative paths start there."""

    folder: Path
    team: TeamSettings = TeamSettings()
    database: DatabaseSettings = DatabaseSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()
    model: ModelSettings = ModelSettings()
    fetch: FetchSettings = FetchSettings()
    secrets: NamedSecrets = NamedSecrets()
    secret_key: SecretStr = Field(default=SecretStr(""))
    intake_secret: SecretStr = Field(default=SecretStr(""))

    @property
    def database_url(self) -> str:
        """The database's URL, with a relative SQLite path resolved against the folder."""
        head, sep, path = self.database.url.partition("sqlite:///")
        if sep and not head and path and not path.startswith("/") and path != ":memory:":
            return f"sqlite:///{self.folder / path}"
        return self.database.url

    def path(self, name: str) -> Path:
        return self.folder / name

    def redacted(self) -> dict[str, Any]:
        """What `firstlight settings` prints: secrets as stars, credentials in URLs removed."""
        shown: dict[str, Any] = self.model_dump(mode="json")
        url = shown["database"]["url"]
        if "@" in url:
            shown["database"]["url"] = url.split("://", 1)[0] + "://…@" + url.rsplit("@", 1)[1]
        return shown


def read_settings(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of `folder`. Raises ConfigError that lists every unknown key and bad value with its fix."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = _read_toml(folder / FILE_NAME)
    given = _overlay(values, environment)
    try:
        return Settings(folder=folder, **values)
    except ValidationError as error:
        problems = tuple(
            Problem(
                file="environment" if _dotted(detail) in given else FILE_NAME,
                path=given.get(_dotted(detail), _dotted(detail)),
                value=_shown(detail),
                fix=_fix(detail),
            )
            for detail in error.errors()
        )
        raise ConfigError.of("The settings have", problems) from None


def _dotted(detail: Any) -> str:
    return ".".join(str(part) for part in detail["loc"])


def _shown(detail: Any) -> str:
    secret = any("password" in str(part) or "key" in str(part) or "secret" in str(part) for part in detail["loc"])
    return "…" if secret else str(detail.get("input", ""))[:60]


def _fix(detail: Any) -> str:
    if detail["type"] == "extra_forbidden":
        return "This key is not known: remove it or mend its spelling."
    return f"{str(detail['msg']).removeprefix('Value error, ').rstrip('.')}."


def _read_toml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}. Mend that line.") from None


def _overlay(values: dict[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """Put what the environment says over the file's values. Returns the key → the name of the variable."""
    given: dict[str, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        keys = name.removeprefix(PREFIX).lower().split("__")
        if keys[-1].endswith("_file") and keys[-1] != "ca_file":
            keys[-1] = keys[-1].removesuffix("_file")
            value = _read_secret(name, value)
        if keys[0] not in Settings.model_fields or keys[0] == "folder":
            continue
        place = values
        for key in keys[:-1]:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                raise ConfigError(
                    f"{key} is a section: set its keys, such as {name}, and remove {PREFIX}{key.upper()}."
                )
        place[keys[-1]] = value
        given[".".join(keys)] = name
    return given


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name} names a file that cannot be read: {error.strerror}. Check the path.") from None
