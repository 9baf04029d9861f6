"""IMAP against a real server (pymap): read-only, from the cursor on, and honest when it breaks."""

from __future__ import annotations

import imaplib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import inbound_world as mail
import pytest
from outbox_world import FREE_POLICY, KEY, RecordingChannel, approved_send, clock, team

from agent.errors import SourceUnavailable
from agent.sends.listen import listen
from agent.sends.mailboxes import ImapAccount, ImapReader
from agent.sends.release import release_due
from agent.store import replies, sends
from agent.store.engine import Store
from agent.store.replies import Cursor

USER, PASSWORD = "demouser", "demopass"  # pymap's own demonstration account
EVER = date(2000, 1, 1)
FREE = team(policy=FREE_POLICY)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        free = probe.getsockname()[1]
    binary = Path(sys.executable).parent / "pymap"
    command = [str(binary), "--host", "127.0.0.1", "--port", str(free), "--no-tls", "dict", "--demo-data"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait_for(free)
        yield free
        process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("pymap did not come up")


def account(port: int, *, password: str = PASSWORD, folder: str = "INBOX") -> ImapAccount:
    return ImapAccount("127.0.0.1", port, USER, password, use_tls=False, folders=(folder,))


def put(port: int, raw: bytes, *, folder: str = "INBOX") -> None:
    client = imaplib.IMAP4("127.0.0.1", port)
    client.login(USER, PASSWORD)
    client.append(folder, None, None, raw)
    client.logout()


def test_only_what_is_new_is_read_and_nothing_is_marked(port: int) -> None:
    put(port, mail.stranger("first"))
    with ImapReader(account(port)) as reader:
        validity = reader.validity("INBOX")
        before = list(reader.read("INBOX", after=Cursor(validity, 0), since=EVER))
        at = Cursor(validity, before[-1].uid)
        assert list(reader.read("INBOX", after=at, since=EVER)) == []
        put(port, mail.stranger("second"))
        [new] = list(reader.read("INBOX", after=at, since=EVER))
    assert b"second" in new.raw
    client = imaplib.IMAP4("127.0.0.1", port)
    client.login(USER, PASSWORD)
    client.select("INBOX", readonly=True)
    _, unseen = client.uid("SEARCH", "UNSEEN")
    client.logout()
    assert str(new.uid) in re.findall(r"\d+", unseen[0].decode())


def test_an_answer_in_the_mailbox_stops_the_sequence_once(port: int, store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel = RecordingChannel()
    release_due(store, team=FREE, channels={"mara": channel}, clock=clock(), worker_id="w", limit=9, key=KEY)
    with store.read() as session:
        gone = sends.get(session, send.id)
    assert gone is not None
    with ImapReader(account(port)) as reader:  # what earlier tests left there
        listen(store, reader, team=FREE, mailbox_id="mara", clock=clock())
    with store.read() as session:
        before = len(replies.listed(session))
    put(port, mail.answer(gone, "Tell me more"))
    counts = []
    for _ in range(2):
        with ImapReader(account(port)) as reader:
            counts.append(listen(store, reader, team=FREE, mailbox_id="mara", clock=clock())["replied"])
    assert counts == [1, 0]
    with store.read() as session:
        assert len(replies.listed(session)) == before + 1


def test_a_wrong_password_is_told_without_it(port: int) -> None:
    with pytest.raises(SourceUnavailable) as refused, ImapReader(account(port, password="not-this-one")):
        pass
    assert "not-this-one" not in str(refused.value)


def test_a_folder_that_is_gone_is_noted_and_the_rest_goes_on(port: int, store: Store) -> None:
    with ImapReader(account(port, folder="Nowhere")) as reader:
        report = listen(store, reader, team=FREE, mailbox_id="mara", clock=clock())
    assert "Nowhere" in report.error
    with store.read() as session:
        assert "Nowhere" in replies.last_read(session, "mara")[1]


def test_no_server_is_an_honest_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        free = probe.getsockname()[1]
    with pytest.raises(SourceUnavailable, match=r"127\.0\.0\.1"), ImapReader(account(free)):
        pass
