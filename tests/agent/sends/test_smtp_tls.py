"""STARTTLS and AUTH against aiosmtpd with real certificates: nothing is said over an open line or to a stranger."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from outbox_world import NOW, contact, content

from agent.sends import compose_mime
from agent.sends.channels.smtp import Deadlines, SmtpAccount, SmtpChannel
from agent.sends.contract import MailboxUnusable

REF = "r" * 32
MIME = compose_mime.freeze(
    content(contact()), compose_mime.Envelope(REF, f"<{REF}.o@tern.example>", NOW, ("mailto:mara@tern.example",))
)


class Inbox:
    """Keeps what it took; lets in only the right password."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.tried: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert session.ssl is not None and session.authenticated
        self.taken.append(bytes(envelope.content or b""))
        return "250 2.0.0 taken"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.tried.append(data.login)
        # handled=False: aiosmtpd then answers 535 itself; True would leave the client waiting
        return AuthResult(success=data.password == b"right", handled=False)


@contextmanager
def server(inbox: Inbox, context: ssl.SSLContext, **options: object) -> Iterator[int]:
    loop = asyncio.new_event_loop()

    def make() -> SMTP:
        return SMTP(
            inbox, tls_context=context, require_starttls=True, auth_required=True,
            authenticator=inbox.authenticate, loop=loop, **options,
        )  # fmt: skip

    listener = loop.run_until_complete(loop.create_server(make, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(listener.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


@pytest.fixture
def authority(tmp_path: Path) -> trustme.CA:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    return ca


def context_for(ca: trustme.CA, host: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(host).configure_cert(context)
    return context


def channel(port: int, tmp_path: Path, *, password: str = "right", trusted: bool = True) -> SmtpChannel:
    account = SmtpAccount(
        "127.0.0.1",
        port,
        user="mara",
        password=password,
        ca_file=str(tmp_path / "ca.pem") if trusted else "",
        deadlines=Deadlines(connect=5, command=5, before_body=10, body=5, dot=5),
    )
    return SmtpChannel(account)


def send(over: SmtpChannel) -> str:
    reply = over.send(
        MIME, ref=REF, sender="mara@tern.example", recipient=contact().email, before_body=lambda: None
    ).reply  # fmt: skip
    over.close()
    return reply


@pytest.mark.parametrize("excluded", [[], ["PLAIN"]], ids=["PLAIN", "LOGIN"])
def test_mail_goes_over_tls_after_login(tmp_path: Path, authority: trustme.CA, excluded: list[str]) -> None:
    inbox = Inbox()
    with server(inbox, context_for(authority), auth_exclude_mechanism=excluded) as port:
        assert send(channel(port, tmp_path)) == "250 2.0.0 taken"
    assert compose_mime.content_of(inbox.taken[0], like=content(contact())).sha256 == content(contact()).sha256


def test_a_wrong_password_pauses_our_mailbox(tmp_path: Path, authority: trustme.CA) -> None:
    inbox = Inbox()
    with (
        server(inbox, context_for(authority)) as port,
        pytest.raises(MailboxUnusable, match="535") as refused,
    ):
        send(channel(port, tmp_path, password="wrong-secret"))
    assert inbox.taken == []
    assert "wrong-secret" not in str(refused.value)


@pytest.mark.parametrize("case", ["unknown authority", "another host"])
def test_a_certificate_that_does_not_hold_gets_no_credentials(tmp_path: Path, authority: trustme.CA, case: str) -> None:
    inbox = Inbox()
    host = "127.0.0.1" if case == "unknown authority" else "mail.other.example"
    with (
        server(inbox, context_for(authority, host)) as port,
        pytest.raises(MailboxUnusable, match="certificate"),
    ):
        send(channel(port, tmp_path, trusted=case != "unknown authority"))
    assert (inbox.taken, inbox.tried) == ([], [])


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_tls_below_1_2_gets_no_credentials(tmp_path: Path, authority: trustme.CA) -> None:
    inbox = Inbox()
    context = context_for(authority)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with server(inbox, context) as port, pytest.raises(MailboxUnusable, match=r"TLS 1\.2"):
        send(channel(port, tmp_path))
    assert inbox.tried == []
