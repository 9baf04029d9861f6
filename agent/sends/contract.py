"""The port of a channel: how one frozen message is handed to the world, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from agent.domain.sends import Accepted
from agent.errors import FirstlightError, SendDeferred


class Proof(StrEnum):
    """What a look into the transport shows of a message whose fate is unknown (sending §3.4)."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Channel(Protocol):
    """One way out. Synchronous; used by one thread at a time."""

    name: str
    """Which way this is, and where it leads ("smtp:mail.tern.example:587"): a send remembers it."""
    reaches_recipients: bool
    """False where mail stays with us (Maildir): such a channel needs no green doctor."""
    hands_over: bool
    """True where a person, not the channel, sends it: `Accepted.handed_over` will be set."""
    after_body_s: float
    """The longest time from `before_body()` to a definite answer; the lease is stretched to it."""

    def send(self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]) -> Accepted:
        """Hand over one message. Calls `before_body()` exactly once, after the last moment at which giving up is
        certain to send nothing and before the first byte that could; what it raises must pass through unsent.

        Raises SendDeferred (surely not accepted, try later; MailboxUnusable where our own mailbox is at fault),
        SendRefused (surely refused) and, only after `before_body()`, SendAmbiguous (unknown).
        """
        ...

    def close(self) -> None:
        """Let go of any connection; the next `send` opens its own. Never raises."""
        ...

    def find(self, ref: str) -> Proof:
        """Whether the message with this X-Outbox-Ref went out. UNKNOWN where the transport cannot prove it."""
        ...


class MailboxUnusable(SendDeferred):
    """Our side is at fault (login, quota, certificate): the mailbox is paused and the message waits unharmed."""


class ReleaseStopped(FirstlightError):
    """Raised by `before_body()`: this message must not leave now. The channel closes without a byte of it."""
