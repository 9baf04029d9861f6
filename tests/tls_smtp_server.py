"""A real SMTP server (aiosmtpd) on loopback that insists on STARTTLS and a login."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@contextmanager
def serving_smtp(context: ssl.SSLContext, *, user: bytes, password: bytes) -> Iterator[int]:
    """Serves until the block ends; gives the port. It takes no mail anywhere."""
    loop = asyncio.new_event_loop()

    def authenticate(_: SMTP, __: Session, ___: Envelope, ____: str, data: object) -> AuthResult:
        # handled=False: aiosmtpd then answers 535 itself; True would leave the client waiting
        let_in = isinstance(data, LoginPassword) and (data.login, data.password) == (user, password)
        return AuthResult(success=let_in, handled=False)

    def make() -> SMTP:
        return SMTP(
            Sink(),
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=authenticate,
            loop=loop,
        )

    listener = loop.run_until_complete(loop.create_server(make, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(listener.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
