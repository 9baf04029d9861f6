"""How approved mail leaves and answers come in: settings to channels and mailboxes. Beside `wiring`, for sends."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from agent.clock import Clock
from agent.domain.teams import Team
from agent.errors import SourceUnavailable
from agent.sends.channels.handover import HandoverChannel
from agent.sends.channels.maildir import MaildirChannel
from agent.sends.channels.smtp import SmtpAccount, SmtpChannel
from agent.sends.contract import Channel
from agent.sends.listen import listen
from agent.sends.mailboxes import FolderReader, ImapAccount, ImapReader, MailboxReader
from agent.sends.release import ReleaseReport, release_due
from agent.settings import Settings
from agent.store import replies, sends, work
from agent.store.engine import Store

DOCTOR_LEASE = "doctor:sending"
DOCTOR_DUE = "Approved mail waits: the doctor's last green word is older than a day. Run firstlight doctor."
DOCTOR_PAUSE = timedelta(minutes=1)
INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail of one installation. `team` reads its files as they are now; `key` makes message ids."""

    settings: Settings
    store: Store
    clock: Clock
    team: Callable[[], Team]
    key: bytes = field(repr=False)

    def channel(self) -> Channel | None:
        """How approved mail leaves: SMTP only once it was unlocked (DESIGN §2.8), else a folder on this machine.

        None where it is meant for people and the doctor's word is missing or too old: then it waits. Put into the
        folder, it would be called sent and never arrive.
        """
        mail = self.settings.mail
        if mail.channel == "handover":
            return HandoverChannel(self.settings.path(mail.handover))
        if mail.channel == "smtp" and self.team().policy.real_recipients:
            return SmtpChannel(self.smtp_account()) if self.may_reach_recipients() else None
        return MaildirChannel(self.settings.path(mail.maildir))

    def smtp_account(self) -> SmtpAccount:
        smtp = self.settings.mail.smtp
        return SmtpAccount(
            host=smtp.host,
            port=smtp.port,
            user=smtp.user,
            password=smtp.password.get_secret_value(),
            security="tls" if smtp.port == 465 else "starttls",
            ca_file=smtp.ca_file,
            ehlo_name=smtp.ehlo_name,
        )

    def may_reach_recipients(self) -> bool:
        """Whether `real_recipients` is on and the doctor found every check of sending green within a day."""
        with self.store.read() as session:
            green = work.holds(session, DOCTOR_LEASE, self.fingerprint(), now=self.clock.now())
        return green and self.team().policy.real_recipients

    def fingerprint(self) -> str:
        """What the doctor's word holds for: these settings of sending and no others."""
        smtp = self.settings.mail.smtp
        return hashlib.sha256(f"{smtp.host}:{smtp.port}:{smtp.user}".encode()).hexdigest()[:16]

    def release(self, *, limit: int = 50) -> ReleaseReport:
        """Release what is due, once each; without a way out it waits, and every page says why."""
        team = self.team()
        channel = self.channel()
        if channel is None:
            self._wait_for_doctor()
        return release_due(
            self.store,
            team=team,
            channels={mailbox.id: channel for mailbox in team.mailboxes} if channel else {},
            clock=self.clock,
            worker_id=f"{socket.gethostname()}:{os.getpid()}",
            limit=limit,
            key=self.key,
        )

    def _wait_for_doctor(self) -> None:
        """Show the wait as a pause that ends soon after the doctor is green."""
        now = self.clock.now()
        with self.store.write() as session:
            if "" not in sends.pauses(session, now=now):
                sends.pause(session, "", reason=DOCTOR_DUE, at=now, by="system", until=now + DOCTOR_PAUSE)

    def listen(self) -> None:
        """Read every mailbox and act on what came back; a mailbox that cannot be read says so on its page."""
        team = self.team()
        for mailbox in team.mailboxes:
            try:
                with self._reader(mailbox.id) as reader:
                    listen(self.store, reader, team=team, mailbox_id=mailbox.id, clock=self.clock)
            except SourceUnavailable as problem:
                with self.store.write() as session:
                    replies.note_error(session, mailbox.id, "INBOX", str(problem))

    @contextmanager
    def _reader(self, mailbox_id: str) -> Iterator[MailboxReader]:
        """IMAP where it is configured, else the folder incoming/MAILBOX, for mail that is delivered locally."""
        if not self.settings.mail.imap.host:
            yield FolderReader(self.settings.path(INCOMING) / mailbox_id)
            return
        with ImapReader(self.imap_account()) as reader:
            yield reader

    def imap_account(self) -> ImapAccount:
        imap = self.settings.mail.imap
        return ImapAccount(
            host=imap.host,
            port=imap.port,
            user=imap.user,
            password=imap.password.get_secret_value(),
            use_tls=imap.ssl,
            folders=imap.folders,
        )

    def check_smtp(self) -> None:
        """Connect, secure and log in; nothing is sent. Raises SendDeferred with what is wrong."""
        SmtpChannel(self.smtp_account()).check()

    def check_imap(self) -> None:
        """Log in and look at every folder; nothing is read. Raises SourceUnavailable with what is wrong."""
        with ImapReader(self.imap_account()) as reader:
            for folder in reader.folders:
                reader.validity(folder)
