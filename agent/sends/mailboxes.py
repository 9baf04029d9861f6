"""Reading a mailbox: IMAP, or a folder of messages. Readers hand over raw bytes and never mark, move or delete."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from agent.errors import SourceUnavailable
from agent.sends.inbound_mail import MOST_BYTES
from agent.store.replies import Cursor

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class RawMail:
    """One message as it lies in the folder. `oversize` ones carry their header only."""

    uid: int
    raw: bytes
    oversize: bool = False


class MailboxReader(Protocol):
    """What `listen` needs of a mailbox. Raises SourceUnavailable when it cannot be read now."""

    folders: tuple[str, ...]

    def validity(self, folder: str) -> int:
        """The folder's UIDVALIDITY: while it stays, UIDs keep their meaning."""
        ...

    def read(self, folder: str, *, after: Cursor, since: date) -> Iterator[RawMail]:
        """Messages with a greater UID; all `since` a day when the folder's validity is another than the cursor's."""
        ...


@dataclass(frozen=True, slots=True)
class ImapAccount:
    host: str
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = True
    ca_file: str = ""
    folders: tuple[str, ...] = ("INBOX",)


class ImapReader:
    """IMAP by imap-tools, read-only. Use as a context manager."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        self.folders = account.folders
        self._box: BaseMailBox | None = None

    def __enter__(self) -> ImapReader:
        account = self.account
        try:
            if account.use_tls:
                context = ssl.create_default_context(cafile=account.ca_file or None)
                box: Any = MailBox(account.host, account.port, timeout=_TIMEOUT_S, ssl_context=context)
            else:
                box = MailBoxUnencrypted(account.host, account.port, timeout=_TIMEOUT_S)
            self._box = box.login(account.user, account.password, initial_folder=None)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise SourceUnavailable(f"IMAP {account.host}: {_short(error)}", source=account.host) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._box is not None:
            try:
                self._box.logout()
            except (OSError, imaplib.IMAP4.error, ImapToolsError):
                self._box.client.shutdown()
            self._box = None

    def validity(self, folder: str) -> int:
        try:
            self._client.folder.set(folder, readonly=True)
            return int(self._client.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        except (OSError, imaplib.IMAP4.error, ImapToolsError, KeyError) as error:
            raise SourceUnavailable(f"IMAP folder {folder}: {_short(error)}", source=self.account.host) from error

    def read(self, folder: str, *, after: Cursor, since: date) -> Iterator[RawMail]:
        same = self.validity(folder) == after.uid_validity
        criteria = f"UID {after.last_uid + 1}:*" if same else f"SINCE {since:%d-%b-%Y}"
        try:
            uids = sorted(int(uid) for uid in self._client.uids(criteria))
            for uid in uids:
                if not same or uid > after.last_uid:  # "5:*" also gives 4 when 4 is the last
                    yield from self._fetch(uid)
        except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError) as error:
            raise SourceUnavailable(f"IMAP folder {folder}: {_short(error)}", source=self.account.host) from error

    def _fetch(self, uid: int) -> Iterator[RawMail]:
        client = self._client.client
        size = _SIZE.search(_joined(client.uid("FETCH", str(uid), "(RFC822.SIZE)")))
        oversize = size is not None and int(size.group(1)) > MOST_BYTES
        what = "(BODY.PEEK[HEADER])" if oversize else "(BODY.PEEK[])"
        _, data = client.uid("FETCH", str(uid), what)
        raw = next((part[1] for part in data if isinstance(part, tuple)), None)
        if raw is not None:  # None: expunged since the search
            yield RawMail(uid, raw, oversize)

    @property
    def _client(self) -> BaseMailBox:
        if self._box is None:
            raise SourceUnavailable("IMAP: not connected.", source=self.account.host)
        return self._box


class FolderReader:
    """A Maildir, or a folder of .eml files, as a mailbox: the demo, and teams whose mail is delivered locally."""

    folders: tuple[str, ...] = ("INBOX",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def validity(self, folder: str) -> int:
        return 1

    def read(self, folder: str, *, after: Cursor, since: date) -> Iterator[RawMail]:
        """Every file each time: `listen` knows what it has met by id and bytes."""
        places = [self.folder / "new", self.folder / "cur", self.folder]
        paths = [path for place in places if place.is_dir() for path in sorted(place.iterdir()) if path.is_file()]
        for number, path in enumerate(paths, start=1):
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
            yield RawMail(number, raw[:65536] if len(raw) > MOST_BYTES else raw, len(raw) > MOST_BYTES)


def _joined(answer: Any) -> bytes:
    _, data = answer
    return b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in data if part)


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]
