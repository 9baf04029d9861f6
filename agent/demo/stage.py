"""The demo's installation: its folder, its team, its people, its web, all made anew under a moved clock."""

from __future__ import annotations

import csv
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from agent.clock import MovedClock
from agent.demo.site import DemoSite
from agent.demo.world import Calendar, Company, address_of, companies
from agent.domain.decisions import Role
from agent.domain.sends import SuppressionReason
from agent.errors import ConfigError
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, CONTACT_COLUMNS, SUPPRESSION_COLUMNS, guess
from agent.imports.contacts import import_contacts
from agent.imports.files import open_sheet
from agent.imports.report import Report
from agent.imports.suppressions import import_suppressions
from agent.store import users
from agent.web import web_context
from agent.wiring import Installation, open_installation
from agent.work.holders import is_dead, new_holder
from review_queue.app import create_app
from review_queue.auth import Purpose, make_link_token

HOLDER = ".demo-runs"
TEAM = Path(__file__).parent / "team"
USERS = (
    ("ada@harbor.example", "Ada Lowe", Role.SDR, "ada"),
    ("ben@harbor.example", "Ben Ortega", Role.SDR, "ben"),
    ("rev@harbor.example", "Remy Vance", Role.REVOPS, ""),
    ("admin@harbor.example", "Alex Admin", Role.ADMIN, ""),
)


@dataclass(frozen=True, slots=True)
class DemoStage:
    """Everything that a demo is played on."""

    folder: Path
    calendar: Calendar
    clock: MovedClock
    site: DemoSite
    installation: Installation

    def link_token(self, email: str) -> str:
        """A one-time sign-in token for one of the demo's users."""
        with self.installation.store.write() as session:
            user = users.by_email(session, email)
            assert user is not None
            return make_link_token(session, purpose=Purpose.SIGN_IN, now=self.clock.now(), user_id=user.id)


@contextmanager
def demo_stage(folder: Path, calendar: Calendar, clock: MovedClock) -> Iterator[DemoStage]:
    """Make the demo's folder anew and open everything in it. Raises ConfigError where a demo runs in it."""
    with _made_anew(folder), DemoSite(calendar, clock) as site:
        _write_team(folder, site.url)
        environment = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(site.port)}
        with open_installation(folder, clock=clock, environment=environment) as installation:
            stage = DemoStage(folder, calendar, clock, site, installation)
            _people_the_installation(stage)
            yield stage


@contextmanager
def _made_anew(folder: Path) -> Iterator[None]:
    """The folder, empty and this process's own for as long as it plays there."""
    mark = folder / HOLDER
    if mark.exists() and not is_dead(mark.read_text(encoding="utf-8").strip()):
        fix = f"Stop it with Ctrl-C, or name others: --folder DIR --port N. If none runs, delete {mark.name} there."
        raise ConfigError(f"A demo runs in {folder}: its data stays. {fix}")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    mark.write_text(new_holder(), encoding="utf-8")
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _write_team(folder: Path, base_url: str) -> None:
    for path in sorted(TEAM.iterdir()):
        if path.suffix in {".yaml", ".toml"}:
            text = path.read_text(encoding="utf-8").replace("{base_url}", base_url)
            (folder / path.name).write_text(text, encoding="utf-8")


def _people_the_installation(stage: DemoStage) -> None:
    """Accounts and people through the same imports that a team uses, and the product's own users."""
    _write_sheets(stage.folder, stage.site.url)
    store, now = stage.installation.store, stage.clock.now()
    with open_sheet(stage.folder / "accounts.csv") as sheet:
        import_accounts(store, sheet, Report(guess(sheet.header, ACCOUNT_COLUMNS)), owners=_owners(), now=now)
    with open_sheet(stage.folder / "contacts.csv") as sheet:
        import_contacts(store, sheet, Report(guess(sheet.header, CONTACT_COLUMNS)), source="CRM", now=now)
    with open_sheet(stage.folder / "never-mail.csv") as sheet:
        report = Report(guess(sheet.header, SUPPRESSION_COLUMNS))
        reason = SuppressionReason.DO_NOT_CONTACT
        import_suppressions(store, sheet, report, reason=reason, source="never-mail.csv", now=now)
    with store.write() as session:
        for email, name, role, owner in USERS:
            users.create(session, email=email, name=name, role=str(role), owner_id=owner, password_hash="", now=now)


def _owners() -> Mapping[str, str]:
    return {"ada lowe": "ada", "ben ortega": "ben"}


def _write_sheets(folder: Path, base_url: str) -> None:
    names = {"ada": "Ada Lowe", "ben": "Ben Ortega"}
    accounts = [
        {
            "Company name": one.name,
            "Company Domain Name": one.domain,
            "Country/Region": one.country,
            "State/Region": one.state,
            "City": one.city,
            "Industry": one.industry,
            "Number of Employees": str(one.headcount),
            "Company owner": names.get(one.owner, ""),
            "Lifecycle Stage": one.relationship,
            "Technologies": "; ".join(one.technologies),
            "CIK": one.cik,
            "board_url": f"{one.board}:{one.id}" if one.board else "",
            "feed_url": f"{base_url}/news/{one.id}.xml" if one.news else "",
            "Aliases": one.legal.rstrip(".").replace(",", ""),
        }
        for one in companies()
    ]
    _write_csv(folder / "accounts.csv", accounts)
    _write_csv(folder / "contacts.csv", [row for one in companies() for row in _contacts_of(one)])
    stopped = [{"Email": address_of(one, one.people[0][0])} for one in companies() if one.story == "opted_out"]
    _write_csv(folder / "never-mail.csv", stopped)


def _contacts_of(company: Company) -> list[dict[str, str]]:
    return [
        {
            "First Name": name.split(" ")[0],
            "Last Name": name.split(" ", 1)[1],
            "Email": address_of(company, name),
            "Job Title": title,
            "Company name": company.name,
            "Country/Region": company.country,
        }
        for name, title in company.people
    ]


def _write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def serving(installation: Installation, *, port: int = 0) -> Iterator[str]:
    """The web of an installation on loopback, in a thread. Gives its base URL."""
    config = uvicorn.Config(
        create_app(web_context(installation, demo=True)), host="127.0.0.1", port=port, log_level="warning",
        server_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the web did not start: is the port taken?")
        time.sleep(0.01)
    bound = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{bound}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
