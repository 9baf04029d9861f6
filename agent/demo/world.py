"""The demo's companies as values, and what has happened to each of them by a given day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_ROLE = re.compile(r"^(?P<opens>\d+)(?:-(?P<closes>\d+))? (?P<title>[^|]+) \| (?P<dept>[^|]+) \| (?P<place>.+)$")


@dataclass(frozen=True, slots=True)
class Role:
    """A posting: open from `opens` days before tonight until `closes` (None: still open)."""

    opens: int
    closes: int | None
    title: str
    department: str
    location: str


@dataclass(frozen=True, slots=True)
class Company:
    """One company that does not exist; `news`, `wire`, `filings` and `intake` are as companies.yaml has them."""

    id: str
    name: str
    legal: str
    country: str
    city: str
    industry: str
    headcount: int
    owner: str
    state: str = ""
    board: str = ""
    cik: str = ""
    relationship: str = ""
    story: str = ""
    past: str = ""
    planted: str = ""
    technologies: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    roles: tuple[Role, ...] = ()
    news: tuple[Mapping[str, Any], ...] = ()
    wire: tuple[Mapping[str, Any], ...] = ()
    filings: tuple[Mapping[str, Any], ...] = ()
    intake: tuple[Mapping[str, Any], ...] = ()

    @property
    def domain(self) -> str:
        return f"{self.name.lower().replace(' ', '-')}.example"


@cache
def companies() -> tuple[Company, ...]:
    text = (Path(__file__).parent / "companies.yaml").read_text(encoding="utf-8")
    return tuple(_company(row) for row in yaml.safe_load(text)["companies"])


def _company(row: dict[str, Any]) -> Company:
    lists = ("technologies", "news", "wire", "filings", "intake")
    values = {**row, **{name: tuple(row.get(name, ())) for name in lists}}
    values["people"] = tuple(tuple(part.strip() for part in one.split("|")) for one in row.get("people", ()))
    values["roles"] = tuple(_role(text) for text in row.get("roles", ()))
    return Company(**values)


def _role(text: str) -> Role:
    match = _ROLE.match(text)
    if match is None:
        raise ValueError(f'a role is written "day title | department | location", not {text!r}')
    closes = int(match["closes"]) if match["closes"] else None
    return Role(int(match["opens"]), closes, match["title"], match["dept"], match["place"])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days counted back from tonight, as dates and instants."""

    tonight: date

    def day(self, back: int) -> date:
        return self.tonight - timedelta(days=back)

    def at(self, back: int, hour: int = 14) -> datetime:
        return datetime.combine(self.day(back), time(hour), UTC)

    def back(self, moment: datetime) -> float:
        """How many days before tonight's midnight `moment` is; what happened by then has a larger number."""
        return (self.at(0, 0) - moment).total_seconds() / 86400


def address_of(company: Company, person: str) -> str:
    first, last = person.lower().split(" ", 1)
    return f"{first}.{last.replace(' ', '')}@{company.domain}"
