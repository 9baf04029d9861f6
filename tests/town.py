"""A team's whole installation in a folder, small and real: its files, its database, its sources on loopback, people.

The clock is moved by hand; a night begins at 03:00 in New York, people review at 10:00, mail leaves into a Maildir.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
from local_server import LocalServer
from sqlmodel import SQLModel, func, select
from town_web import Web

from agent.clock import MovedClock
from agent.demo.stage import serving
from agent.domain.accounts import Account
from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.decisions import Role
from agent.domain.drafts import Draft
from agent.domain.runs import Run, Skip
from agent.domain.sends import Send, SendState
from agent.store import accounts, contacts, drafts, runs, sends, users
from agent.tables.drafts import DraftRow
from agent.tables.sends import SendRow
from agent.wiring import Installation, open_installation
from agent.wiring_mail import INCOMING
from review_queue.auth import Purpose, make_link_token

TEAM = Path(__file__).parent / "data" / "town"
NIGHT = datetime(2026, 9, 15, 7, 0, tzinfo=UTC)
MORNING = datetime(2026, 9, 15, 14, 0, tzinfo=UTC)
FIRST_NAMES = ("Dana", "Zoë", "Tomas", "Ines", "Rowan", "Kofi", "Lena", "Marc", "Noor", "Owen")
WAITING = (SendState.SCHEDULED, SendState.DEFERRED)
KEEPS_TIME = frozenset({"lease", "session", "login_attempt", "audit"})


class Person:
    """Somebody who reviews over HTTP, signed in by a one-time link."""

    def __init__(self, base_url: str, link_token: str) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=30, headers={"Origin": base_url})
        self.http.post(f"/link/{link_token}")
        self.http.headers["X-CSRF-Token"] = self.http.get("/api/v1/me").json()["csrf"]

    def waiting(self) -> list[dict[str, Any]]:
        return list(self.http.get("/api/v1/drafts", params={"view": "team", "limit": 200}).json()["drafts"])

    def read(self, draft_id: str) -> dict[str, Any]:
        return dict(self.http.get(f"/api/v1/drafts/{draft_id}").json())

    def do(self, verb: str, draft_id: str, *, key: str = "", etag: str = "", **body: Any) -> httpx.Response:
        """Decide on the version that stands now, or on the one of `etag`."""
        headers = {
            "If-Match": etag or self.read(draft_id)["etag"],
            "Idempotency-Key": key or str(uuid.uuid4()),
        }
        if verb == "edit":
            return self.http.patch(f"/api/v1/drafts/{draft_id}", json=body, headers=headers)
        return self.http.post(f"/api/v1/drafts/{draft_id}/{verb}", json=body, headers=headers)

    def edit(
        self, draft_id: str, *, swap: tuple[str, str] = ("", ""), add: str = "", subject: str = ""
    ) -> dict[str, Any]:
        """Change the words of the body as an editor shows it: between the greeting and the signature."""
        found = self.read(draft_id)
        body = "\n\n".join(found["text"].split("\n\n")[1:-3])
        assert swap[0] in body, f"{swap[0]!r} is not in the mail"
        changed = body.replace(*swap, 1) if swap[0] else body
        answer = self.do("edit", draft_id, subject=subject or found["subject"], body=changed + add)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@dataclass
class Town:
    """Everything that a story needs to happen, in its words."""

    folder: Path
    server: LocalServer
    web: Web
    clock: MovedClock
    installation: Installation
    firms: list[str] = field(default_factory=list)

    def settle(self, key: str, *, person: bool = True, board: bool = False, **changes: Any) -> Account:
        """A company with a newsroom (and a board), and somebody there to write to."""
        self.web.newsroom(key)
        if board:
            self.web.board(key)
        firm = Account(
            id=f"a-{key}", name=f"{key.title()} Works", domain=f"{key}.example", country="US", region="MA",
            city="Boston", headcount=120, owner="mara", feeds=(self.web.feed_url(key),),
            boards=(f"greenhouse:{key}",) if board else (),
        )  # fmt: skip
        firm = Account(**{name: changes.pop(name, getattr(firm, name)) for name in firm.__slots__})
        assert not changes, f"an account has no {', '.join(changes)}"
        first = FIRST_NAMES[len(self.firms) % len(FIRST_NAMES)]
        someone = Contact(
            id=f"c-{key}", account_id=firm.id, name=f"{first} Okafor", first_name=first, last_name="Okafor",
            title="VP Sales", email=f"okafor@{firm.domain}", function=Function.SALES,
            seniority=Seniority.VP, country=firm.country, source="CRM",
        )  # fmt: skip
        with self.installation.store.write() as session:
            accounts.put(session, firm, now=self.clock.now())
            session.flush()
            if person:
                contacts.put(session, someone, now=self.clock.now())
        self.firms.append(key)
        return firm

    def raised(self, key: str, *, days_ago: int = 3, amount: str = "$12 million", more: str = "") -> None:
        """Its newsroom tells of a financing."""
        name = f"{key.title()} Works"
        self.web.publish(
            key,
            f"{name} raises {amount} Series B led by Fenwick Ventures",
            f"BOSTON, Mass. {name} today announced a {amount} Series B financing led by Fenwick Ventures. {more}",
            self.clock.now() - timedelta(days=days_ago),
        )

    def play(self, night: str | None = None) -> Run:
        return asyncio.run(self.installation.play_night(night))

    def go_to(self, at: datetime) -> None:
        self.clock.set(at)

    def morning(self) -> None:
        """The clock at 14:00 UTC of its day: 10:00 in New York."""
        self.clock.set(self.clock.now().replace(hour=14, minute=0))

    def first_drafts(self, *keys: str) -> list[Draft]:
        """The story's usual beginning: companies that raised, a night, and the morning with their drafts."""
        for key in keys:
            self.settle(key)
            self.raised(key)
        self.play()
        self.morning()
        made = [self.draft_of(key) for key in keys]
        assert all(draft is not None and draft.findings.approvable for draft in made)
        return [draft for draft in made if draft is not None]

    def every_draft(self) -> list[Draft]:
        with self.installation.store.read() as session:
            rows = session.exec(select(DraftRow.id).order_by(DraftRow.id)).all()
            found = [drafts.get(session, one) for one in rows]
        return [draft for draft in found if draft is not None]

    def draft_of(self, key: str, *, step: int = 1) -> Draft | None:
        return next((d for d in self.every_draft() if d.account_id == f"a-{key}" and d.step == step), None)

    def every_send(self) -> list[Send]:
        with self.installation.store.read() as session:
            rows = session.exec(select(SendRow.id).order_by(SendRow.id)).all()
            found = [sends.get(session, one) for one in rows]
        return [send for send in found if send is not None]

    def skips(self, run: Run) -> dict[str, Skip]:
        with self.installation.store.read() as session:
            return {skip.account_id.removeprefix("a-"): skip for skip in runs.skips(session, run.id)}

    def mail(self) -> list[EmailMessage]:
        """What has left, parsed from the Maildir's files, oldest first."""
        files = sorted((self.folder / "outgoing").glob("new/*"))
        parsed = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
        return sorted(parsed, key=lambda mail: mail["Date"].datetime)

    def let_a_day_pass(self, *, hours: int = 7) -> int:
        """Release every ten minutes for some hours of the office day. Returns how many left."""
        left = 0
        for _ in range(hours * 6):
            self.clock.move(timedelta(minutes=10))
            left += self.installation.mail().release()["sent"]
            if not any(send.state in WAITING for send in self.every_send()):
                break
        return left

    def receive(self, name: str, message: EmailMessage | bytes) -> None:
        """A message arrives in Mara's mailbox and is listened to."""
        folder = self.folder / INCOMING / "mara" / "new"
        folder.mkdir(parents=True, exist_ok=True)
        raw = message if isinstance(message, bytes) else message.as_bytes()
        (folder / f"{name}.eml").write_bytes(raw)
        self.installation.mail().listen()

    def answer(self, mail: EmailMessage, words: str) -> EmailMessage:
        """What the person who got `mail` writes back, our words quoted below."""
        reply = EmailMessage(policy=policy.SMTP)
        reply["From"] = str(mail["To"])
        reply["To"] = str(mail["From"])
        reply["Subject"] = f"Re: {mail['Subject']}"
        reply["Date"] = format_datetime(self.clock.now() - timedelta(minutes=2))
        reply["Message-ID"] = f"<{uuid.uuid4().hex}@{str(mail['To']).rpartition('@')[2]}>"
        reply["In-Reply-To"] = str(mail["Message-ID"])
        quoted = "\n".join(f"> {line}" for line in mail.get_content().splitlines())
        reply.set_content(f"{words}\n\nOn an earlier day you wrote:\n{quoted}\n")
        return reply

    def rows(self) -> dict[str, int]:
        """How many rows every table has, but for those that only keep time."""
        with self.installation.store.read() as session:
            return {
                table.name: session.exec(select(func.count()).select_from(table)).one()
                for table in SQLModel.metadata.sorted_tables
                if table.name not in KEEPS_TIME
            }

    def hire(self, name: str, role: Role) -> str:
        """A user of the product. Returns a one-time sign-in token."""
        now = self.clock.now()
        with self.installation.store.write() as session:
            row = users.by_email(session, f"{name}@tern.example") or users.create(
                session, email=f"{name}@tern.example", name=name.title(), role=str(role), owner_id="mara", now=now
            )
            return make_link_token(session, purpose=Purpose.SIGN_IN, now=now, user_id=row.id)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The web alone; gives its base URL."""
        with serving(self.installation) as base_url:
            yield base_url

    @contextmanager
    def open_review(self, *names: str) -> Iterator[list[Person]]:
        """The queue over real HTTP, and people signed in: SDRs who work as Mara."""
        with serving(self.installation) as base_url:
            yield [Person(base_url, self.hire(name, Role.SDR)) for name in names or ("mara",)]


@contextmanager
def town_in(
    folder: Path,
    *,
    database_url: str = "",
    unsubscribe: str = "",
    environment: Mapping[str, str] | None = None,
    ports: Iterable[int] = (),
) -> Iterator[Town]:
    """Found a town in a new folder, at the first night. "{base_url}" in `environment` is its web's address; `ports` are
    those of other servers on loopback that it may read."""
    folder.mkdir(parents=True)
    clock = MovedClock(NIGHT)
    with LocalServer() as server:
        write_team(folder, server.url(""), unsubscribe)
        settings = {name: value.format(base_url=server.url("")) for name, value in (environment or {}).items()}
        settings["FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS"] = ",".join(map(str, (server.port, *ports)))
        if database_url:
            settings["FIRSTLIGHT_DATABASE__URL"] = database_url
        with open_installation(folder, clock=clock, environment=settings) as installation:
            yield Town(folder, server, Web(server), clock, installation)


def write_team(folder: Path, base_url: str, unsubscribe: str = "") -> None:
    for path in sorted(TEAM.iterdir()):
        text = path.read_text(encoding="utf-8").replace("{base_url}", base_url)
        (folder / path.name).write_text(text.replace("{unsubscribe_base_url}", unsubscribe), encoding="utf-8")
