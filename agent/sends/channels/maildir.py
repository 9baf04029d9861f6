"""Mail into a local Maildir: the channel where no mailbox is set up. Nothing leaves the machine.

A file is named by the send's reference, so a repeat finds it there: an idempotent transport (sending §3.4).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from agent.domain.sends import Accepted
from agent.errors import SendDeferred
from agent.sends.contract import Proof


class MaildirChannel:
    """Delivers by the Maildir rule: written and synced in tmp/, then renamed into new/."""

    reaches_recipients = False
    hands_over = False
    after_body_s = 60.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"maildir:{folder}"

    def send(
        self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]
    ) -> Accepted:  # fmt: skip
        """One file. Before `before_body` only a file in tmp/ exists, which no reader looks at."""
        target = self.folder / "new" / f"{ref}.firstlight"
        draft = self.folder / "tmp" / target.name
        try:
            for part in ("tmp", "new", "cur"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(mime.replace(b"\r\n", b"\n"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise SendDeferred(f"The Maildir {self.folder} cannot be written: {error.strerror}.") from error
        before_body()
        if self.find(ref) is not Proof.PRESENT:
            try:
                draft.rename(target)
            except OSError as error:
                raise SendDeferred(f"The Maildir {self.folder} took no mail: {error.strerror}.") from error
            _sync(target.parent)
        return Accepted(reply=f"delivered to {target.name}", provider_ref="")

    def close(self) -> None:
        """Nothing is held."""

    def find(self, ref: str) -> Proof:
        """Present in new/ or, read and flagged, in cur/."""
        delivered = [*(self.folder / "new").glob(f"{ref}.*"), *(self.folder / "cur").glob(f"{ref}.*")]
        return Proof.PRESENT if delivered else Proof.ABSENT


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
