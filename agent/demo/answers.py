"""What the demo's people write back: real messages into the mailbox's folder, read by the real listener."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from agent.demo.stage import DemoStage
from agent.demo.world import address_of, companies
from agent.wiring_mail import INCOMING


def answer(stage: DemoStage, past: str, words: str) -> None:
    """The person at the company whose `past` this is answers the last mail that they got, a few minutes ago."""
    company = next(one for one in companies() if one.past == past)
    person = company.people[0][0]
    address = address_of(company, person)
    sent = _last_mail_to(stage.folder / "outgoing" / "new", address)
    if sent is None:
        return
    reply = EmailMessage(policy=policy.SMTP)
    reply["From"] = f"{person} <{address}>"
    reply["To"] = str(sent["From"])
    reply["Subject"] = f"Re: {str(sent['Subject']).removeprefix('Re: ')}"
    reply["Date"] = format_datetime(stage.clock.now() - timedelta(minutes=4))
    reply["Message-ID"] = f"<{company.id}-{past}@{company.domain}>"
    reply["In-Reply-To"] = str(sent["Message-ID"])
    quoted = "\n".join(f"> {line}" for line in sent.get_content().splitlines())
    reply.set_content(f"{words}\n\n{person.split(' ')[0]}\n\nOn an earlier day you wrote:\n{quoted}\n")
    mailbox = str(sent["From"].addresses[0].username)
    folder = stage.folder / INCOMING / mailbox / "new"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{company.id}-{past}.eml").write_bytes(reply.as_bytes())


def _last_mail_to(folder: Path, address: str) -> EmailMessage | None:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*")]
    to_them = [mail for mail in mails if address in str(mail["To"])]
    return max(to_them, key=lambda mail: mail["Date"].datetime, default=None)
