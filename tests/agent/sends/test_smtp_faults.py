"""SMTP against a server that drops, stalls and lies: surely-not is deferred, unknown is ambiguous, never confused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from outbox_world import NOW, contact, content
from smtp_server import FaultServer

from agent.domain.sends import Accepted
from agent.errors import ConfigError, SendAmbiguous, SendDeferred, SendError, SendRefused
from agent.sends.channels.smtp import Deadlines, SmtpAccount, SmtpChannel, dotted
from agent.sends.compose_mime import Envelope, freeze
from agent.sends.contract import MailboxUnusable

REF = "r" * 32
MIME = freeze(content(contact()), Envelope(REF, f"<{REF}.o@tern.example>", NOW, ("mailto:mara@tern.example",)))
FAST = Deadlines(connect=2, command=0.6, before_body=1.5, body=1, dot=0.6)


@dataclass
class Told:
    """What the channel said of one message, and whether it had asked for the point of no return."""

    result: Accepted | SendError
    passed: bool


def tell(log: Path, script: Mapping[str, list[str]], *, before: Exception | None = None) -> tuple[Told, list[str]]:
    passed: list[bool] = []

    def before_body() -> None:
        passed.append(True)
        if before:
            raise before

    with FaultServer(log, script=script) as server:
        channel = SmtpChannel(SmtpAccount("127.0.0.1", server.port, security="none", deadlines=FAST))
        result: Accepted | SendError
        try:
            result = channel.send(
                MIME, ref=REF, sender="mara@tern.example", recipient=contact().email, before_body=before_body
            )
        except SendError as error:
            result = error
        channel.close()
        return Told(result, bool(passed)), server.accepted()


def test_a_well_behaved_server_takes_it_once(tmp_path: Path) -> None:
    told, accepted = tell(tmp_path / "log", {})
    assert isinstance(told.result, Accepted)
    assert told.result.reply == "250 2.0.0 taken"
    assert accepted == [REF]


@pytest.mark.parametrize("stage", ["banner", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("action", ["drop", "reset", "stall", "reply:421 4.7.0 busy", "reply:nonsense", "drip"])
def test_a_fault_before_the_body_is_deferred(tmp_path: Path, stage: str, action: str) -> None:
    told, accepted = tell(tmp_path / "log", {stage: [action]})
    assert isinstance(told.result, SendDeferred)
    assert not isinstance(told.result, MailboxUnusable)
    assert (told.passed, accepted) == (False, [])


@pytest.mark.parametrize(
    ("script", "taken"),
    [
        ({"body": ["drop"]}, False),
        ({"body": ["reset"]}, False),
        ({"dot": ["drop"]}, False),
        ({"dot": ["accept-drop"]}, True),
        ({"dot": ["half"]}, True),
        ({"dot": ["stall"]}, True),
        ({"dot": ["reply:354 what"]}, False),
        ({"dot": ["reply:???"]}, False),
    ],
)
def test_a_fault_after_the_body_began_is_ambiguous_whatever_the_truth(
    tmp_path: Path, script: dict[str, list[str]], taken: bool
) -> None:
    told, accepted = tell(tmp_path / "log", script)
    assert isinstance(told.result, SendAmbiguous)
    assert told.passed
    assert (accepted == [REF]) is taken


@pytest.mark.parametrize(
    ("script", "kind", "code"),
    [
        ({"rcpt": ["reply:550 5.1.1 no such user"]}, SendRefused, 550),
        ({"dot": ["reply:550 5.7.26 unauthenticated"]}, SendRefused, 550),
        ({"dot": ["reply:451 4.3.0 later"]}, SendDeferred, 451),
        ({"rcpt": ["reply:450 4.2.0 greylisted"]}, SendDeferred, 450),
        ({"mail": ["reply:452 4.3.1 system full"]}, MailboxUnusable, 452),
        ({"mail": ["reply:530 5.7.0 log in first"]}, MailboxUnusable, 530),
        ({"data": ["reply:250 ok"]}, SendDeferred, 250),
    ],
)
def test_a_definite_answer_is_taken_at_its_word(
    tmp_path: Path, script: dict[str, list[str]], kind: type[SendError], code: int
) -> None:
    told, accepted = tell(tmp_path / "log", script)
    assert type(told.result) is kind
    assert told.result.code == code
    assert accepted == []


@pytest.mark.parametrize(
    "reply",
    ["220-" + "x" * 200_000, "\r\n".join(["220-more"] * 10_000), "220 caf\xe9 \x00 \x1b[31m", "220"],
    ids=["200 KB", "10,000 lines", "odd bytes", "bare code"],
)
def test_a_mad_banner_is_survived(tmp_path: Path, reply: str) -> None:
    told, _ = tell(tmp_path / "log", {"banner": [f"reply:{reply}"]})
    if isinstance(told.result, SendError):
        assert isinstance(told.result, SendDeferred)
        assert "\x1b" not in str(told.result)


def test_a_no_at_the_point_of_no_return_leaves_nothing_at_the_server(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    with pytest.raises(Stop):
        tell(tmp_path / "log", {}, before=Stop())
    assert not (tmp_path / "log").exists()


def test_a_kept_connection_that_died_is_replaced_unnoticed(tmp_path: Path) -> None:
    with FaultServer(tmp_path / "log", script={"mail": ["", "drop"]}) as server:
        channel = SmtpChannel(SmtpAccount("127.0.0.1", server.port, security="none", deadlines=FAST))
        for _ in range(2):
            channel.send(MIME, ref=REF, sender="mara@tern.example", recipient="d@x.example", before_body=lambda: None)
        channel.close()
        assert server.accepted() == [REF, REF]


def test_an_open_line_is_for_this_machine_only() -> None:
    with pytest.raises(ConfigError, match="STARTTLS"):
        SmtpChannel(SmtpAccount("mail.tern.example", 25, security="none"))


def test_a_server_without_starttls_gets_no_login_and_no_mail(tmp_path: Path) -> None:
    with FaultServer(tmp_path / "log") as server:
        channel = SmtpChannel(SmtpAccount("127.0.0.1", server.port, user="mara", password="secret", deadlines=FAST))
        with pytest.raises(MailboxUnusable, match="STARTTLS"):
            channel.send(MIME, ref=REF, sender="a@b.example", recipient="d@x.example", before_body=lambda: None)
        assert server.seen == ["banner", "ehlo"]


def test_leading_dots_are_doubled_and_the_end_is_a_dot() -> None:
    assert dotted(b".a\r\n.b\r\nc") == b"..a\r\n..b\r\nc\r\n.\r\n"


def test_a_line_break_in_an_address_is_no_command(tmp_path: Path) -> None:
    with FaultServer(tmp_path / "log") as server:
        channel = SmtpChannel(SmtpAccount("127.0.0.1", server.port, security="none", deadlines=FAST))
        with pytest.raises(ValueError, match="line break"):
            channel.send(
                MIME, ref=REF, sender="a@b.example>\r\nRCPT TO:<x@y.example", recipient="d@x.example",
                before_body=lambda: None,
            )  # fmt: skip
        assert "rcpt" not in server.seen
