"""Mail by SMTP, verb by verb, so that "surely not accepted" and "unknown" are never confused (sending §3.3, §7.2)."""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from agent.domain.sends import Accepted
from agent.errors import ConfigError, SendAmbiguous, SendDeferred, SendRefused
from agent.sends.channels.wire import Answer, Wire, WireError
from agent.sends.contract import MailboxUnusable, Proof

_OUR_FAULT = frozenset({530, 534, 535, 538})
_QUOTA = frozenset({452, 552})
_QUOTA_PAUSE = timedelta(hours=1)
_KEEP_S = 20.0
_MOST_TURNS = 100
_REWRITTEN_ID = re.compile(r"<[^<>@\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds for whole stages (RFC 5321 §4.5.3.2, the sum before the body kept under the lease of 120 s)."""

    connect: float = 30.0
    command: float = 60.0
    before_body: float = 105.0
    body: float = 180.0
    dot: float = 600.0


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where and as whom. `security` "none" is for a server on this machine only; certificates are always verified."""

    host: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: str = ""
    ehlo_name: str = "localhost"
    deadlines: Deadlines = Deadlines()


class SmtpChannel:
    """One mailbox's way out. Keeps its connection for the next message; closes it at any doubt."""

    reaches_recipients = True
    hands_over = False

    def __init__(self, account: SmtpAccount) -> None:
        if account.security == "none" and not _is_loopback(account.host):
            raise ConfigError(f"mail.smtp: {account.host} is not this machine: use STARTTLS (587) or TLS (465).")
        self.account = account
        self.name = f"smtp:{account.host}:{account.port}"
        self.after_body_s = account.deadlines.body + account.deadlines.dot + 60.0
        self._wire: Wire | None = None
        self._extensions: dict[str, str] = {}
        self._used_at = 0.0
        self._turns = 0

    def send(
        self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]
    ) -> Accepted:  # fmt: skip
        until = time.monotonic() + self.account.deadlines.before_body
        wire: Wire | None = None
        try:
            wire = self._ready(mime, sender, recipient, until)
            before_body()
        except WireError as error:
            self._drop()
            raise SendDeferred(f"{self.name}: {error}.") from error
        except BaseException:  # raised again: on whatever ends it, a stop too, the server must throw the mail away,
            # and after 354 the only way to say so is to close without the dot
            self._drop()
            raise
        return self._submit(wire, mime)

    def find(self, ref: str) -> Proof:
        """SMTP keeps no record that we could ask."""
        return Proof.UNKNOWN

    def check(self) -> None:
        """Connect, secure and log in, then say goodbye: nothing is sent. Raises SendDeferred with what is wrong."""
        try:
            self._open(time.monotonic() + self.account.deadlines.connect)
        except WireError as error:
            raise SendDeferred(f"{self.name}: {error}.") from error
        finally:
            self.close()

    def close(self) -> None:
        """Say goodbye, if there is a connection."""
        if self._wire is not None:
            with contextlib.suppress(WireError):
                self._wire.ask("QUIT", seconds=2.0)
        self._drop()

    def _ready(self, mime: bytes, sender: str, recipient: str, until: float) -> Wire:
        """Everything up to the 354. A kept connection that died meanwhile is replaced once, unnoticed."""
        kept = self._wire is not None and time.monotonic() - self._used_at < _KEEP_S and self._turns < _MOST_TURNS
        if not kept:
            self.close()
            self._open(until)
        try:
            self._mail(mime, sender, recipient, until)
        except (WireError, SendDeferred):
            if not kept:
                raise
            self._drop()
            self._open(until)
            self._mail(mime, sender, recipient, until)
        self._rcpt(recipient, until)
        self._data(until)
        assert self._wire is not None
        return self._wire

    def _open(self, until: float) -> None:
        account = self.account
        seconds = min(account.deadlines.connect, _left(until))
        self._wire = Wire.connect(account.host, account.port, seconds=seconds)
        self._turns = 0
        if account.security == "tls":
            self._secure(until)
        self._expect(self._wire.answer(seconds=self._stage(until)), 220, "the greeting")
        self._ehlo(until)
        if account.security == "starttls":
            if "STARTTLS" not in self._extensions:
                raise MailboxUnusable(f"{self.name} offers no STARTTLS: no login and no mail goes over an open line.")
            self._expect(self._say("STARTTLS", until), 220, "STARTTLS")
            self._secure(until)
            self._ehlo(until)
        if account.user:
            self._login(until)

    def _secure(self, until: float) -> None:
        context = ssl.create_default_context(cafile=self.account.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        assert self._wire is not None
        try:
            self._wire.secure(context, self.account.host, seconds=self._stage(until))
        except ssl.SSLCertVerificationError as error:
            raise MailboxUnusable(f"{self.name}: its certificate does not hold ({error.verify_message}).") from error
        except ssl.SSLError as error:
            raise MailboxUnusable(f"{self.name}: no TLS 1.2 or newer ({error.reason}).") from error

    def _ehlo(self, until: float) -> None:
        answer = self._say(f"EHLO {self.account.ehlo_name}", until)
        self._expect(answer, 250, "EHLO")
        words = [line.upper().partition(" ") for line in answer.lines[1:]]
        self._extensions = {name: rest for name, _, rest in words}

    def _login(self, until: float) -> None:
        user, password = self.account.user.encode(), self.account.password.encode()
        offered = self._extensions.get("AUTH", "").split()
        if "PLAIN" in offered:
            token = base64.b64encode(b"\0" + user + b"\0" + password).decode()
            answer = self._say(f"AUTH PLAIN {token}", until)
        elif "LOGIN" in offered:
            self._expect(self._say("AUTH LOGIN", until), 334, "AUTH", auth=True)
            self._expect(self._say(base64.b64encode(user).decode(), until), 334, "AUTH", auth=True)
            answer = self._say(base64.b64encode(password).decode(), until)
        else:
            raise MailboxUnusable(f"{self.name} offers neither AUTH PLAIN nor LOGIN ({' '.join(offered) or 'none'}).")
        self._expect(answer, 235, "AUTH", auth=True)

    def _mail(self, mime: bytes, sender: str, recipient: str, until: float) -> None:
        options = ""
        limit = self._extensions.get("SIZE", "")
        if limit.isdigit():
            if 0 < int(limit) < len(mime):
                raise SendRefused(f"{self.name} takes {limit} bytes, the mail has {len(mime)}.", enhanced="5.3.4")
            options += f" SIZE={len(mime)}"
        if not (sender + recipient).isascii():
            if "SMTPUTF8" not in self._extensions:
                raise SendRefused(f"{self.name} takes no address beyond ASCII (SMTPUTF8).", enhanced="5.6.7")
            options += " SMTPUTF8"
        answer = self._say(f"MAIL FROM:<{sender}>{options}", until)
        if answer.code in _QUOTA and not answer.enhanced.endswith(".2.2"):
            raise MailboxUnusable(
                f"{self.name}: {answer}.", code=answer.code, retry_at=datetime.now(UTC) + _QUOTA_PAUSE
            )
        self._expect(answer, 250, "MAIL")

    def _rcpt(self, recipient: str, until: float) -> None:
        answer = self._say(f"RCPT TO:<{recipient}>", until)
        self._expect(answer, 251 if answer.code == 251 else 250, "RCPT")

    def _data(self, until: float) -> None:
        self._expect(self._say("DATA", until), 354, "DATA")

    def _submit(self, wire: Wire, mime: bytes) -> Accepted:
        """The body, the dot and the answer. From here on an error that is not the server's own word is ambiguous."""
        try:
            self._body(wire, mime)
            answer = self._answer(wire)
        except WireError as error:
            self._drop()
            raise SendAmbiguous(f"{self.name}: {error} after the mail was given.") from error
        except BaseException:  # raised again: a connection that was left mid-mail, by a stop too, is never used again
            self._drop()
            raise
        self._used_at = time.monotonic()
        self._turns += 1
        if 200 <= answer.code < 300:
            rewritten = _REWRITTEN_ID.search(answer.text)
            return Accepted(reply=str(answer), provider_ref=rewritten.group() if rewritten else "")
        self._drop()
        if 300 <= answer.code < 400:
            raise SendAmbiguous(f"{self.name} answered the whole mail with {answer}.", code=answer.code)
        raise _no(answer, f"{self.name} at the end of the mail")

    def _body(self, wire: Wire, mime: bytes) -> None:
        wire.write(dotted(mime), seconds=self.account.deadlines.body)

    def _answer(self, wire: Wire) -> Answer:
        return wire.answer(seconds=self.account.deadlines.dot)

    def _say(self, command: str, until: float) -> Answer:
        assert self._wire is not None
        return self._wire.ask(command, seconds=self._stage(until))

    def _stage(self, until: float) -> float:
        return min(self.account.deadlines.command, _left(until))

    def _expect(self, answer: Answer, code: int, stage: str, *, auth: bool = False) -> None:
        """Raise what an answer other than `code` means at this stage, before the body: nothing was sent."""
        if answer.code == code:
            return
        where = f"{self.name} at {stage}"
        self._drop()
        refused_us = answer.code in _OUR_FAULT or answer.enhanced == "5.7.30"
        if refused_us or (auth and answer.code >= 500):
            raise MailboxUnusable(f"{where}: {answer}.", code=answer.code, enhanced=answer.enhanced)
        if stage not in {"MAIL", "RCPT", "DATA"} or answer.code < 400 or auth:
            raise SendDeferred(f"{where}: {answer}.", code=answer.code, enhanced=answer.enhanced)
        raise _no(answer, where)

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
        self._wire = None
        self._extensions = {}


def _no(answer: Answer, where: str) -> SendDeferred | SendRefused:
    """The server's own no: 4xx surely not now, 5xx surely not."""
    kind = SendDeferred if answer.code < 500 else SendRefused
    return kind(f"{where}: {answer}", code=answer.code, enhanced=answer.enhanced)


def dotted(mime: bytes) -> bytes:
    """The body as SMTP carries it: leading dots doubled, and the dot that ends it (RFC 5321 §4.5.2)."""
    body = mime if mime.endswith(b"\r\n") else mime + b"\r\n"
    stuffed = body.replace(b"\r\n.", b"\r\n..")
    return (b"." if stuffed.startswith(b".") else b"") + stuffed + b".\r\n"


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise WireError("too slow: the time before the body is over")
    return left


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
