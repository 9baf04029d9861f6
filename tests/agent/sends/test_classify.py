"""What a message is: reports by structure, machines by headers, people by what is left; and it never crashes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import inbound_world as mail
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outbox_world import BODY, NOW

from agent.domain.replies import InboundKind, Intent
from agent.sends.auto_replies import return_date
from agent.sends.intents import read_intent
from agent.sends.replies import classify
from agent.sends.reply_text import reply_text
from agent.sends.verdicts import Fault, judge

PARTS = [
    "From: a@b.example",
    "Subject: =?utf-8?q?=E2=82?=",
    "Subject: Undelivered Mail",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "Content-Type: text/plain; charset=unknown-8bit",
    "Content-Type: text/html; charset=utf-7",
    "Content-Transfer-Encoding: base64",
    "Return-Path: <>",
    "Date: yesterday",
    "Date: Mon, 99 Foo 2026 25:61:00 +9900",
    "Message-ID: <x",
    "--b",
    "--b--",
    "Content-Type: message/delivery-status",
    "Content-Type: message/rfc822",
    "Final-Recipient: rfc822;",
    "Action: failed",
    "Status: 5.x",
    "<html><div class=gmail_quote>x</div>",
    "",
    "\x00\xff",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=60), max_size=25), st.binary(max_size=80))
def test_nothing_that_comes_in_crashes_it(lines: list[str], tail: bytes) -> None:
    raw = "\r\n".join(lines).encode("utf-8", "surrogatepass") + tail
    assert classify(raw, now=NOW).inbound.kind in set(InboundKind)


def test_too_much_of_anything_is_quarantined() -> None:
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 200
    many = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + parts + b"--b--\r\n"
    headers = b"From: a@b.example\r\n" + b"X-A: b\r\n" * 300 + b"\r\nhello"
    wide = b"From: a@b.example\r\nX-A: " + b"b" * 70_000 + b"\r\n\r\nhello"
    for raw in (many, headers, wide, b"", b"   "):
        assert classify(raw, now=NOW).inbound.kind is InboundKind.MALFORMED


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ("Auto-Submitted: auto-replied", InboundKind.AUTO_REPLY),
        ("Auto-Submitted: no", InboundKind.HUMAN),
        ("X-Autoreply: yes", InboundKind.AUTO_REPLY),
        ("Precedence: auto_reply", InboundKind.AUTO_REPLY),
        ("Precedence: bulk", InboundKind.HUMAN),
        ("X-Auto-Response-Suppress: All", InboundKind.HUMAN),
    ],
)
def test_headers_tell_machines_from_people(extra: str, kind: InboundKind) -> None:
    assert classify(mail.stranger("Thanks, I will look.", extra=extra), now=NOW).inbound.kind is kind


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: RevOps",
        "Abwesenheitsnotiz: RevOps",
        "Réponse automatique : RevOps",
        "Out of Office Re: RevOps",
    ],
)
def test_localised_subjects_tell_absences(subject: str) -> None:
    assert classify(mail.stranger("Back soon.", subject=subject), now=NOW).inbound.kind is InboundKind.AUTO_REPLY


def test_absent_words_alone_do_not_make_a_machine() -> None:
    read = classify(mail.stranger("I am currently away but this is useful, call me."), now=NOW)
    assert read.inbound.kind is InboundKind.HUMAN


def test_our_own_mail_in_the_sent_folder_is_ours() -> None:
    read = classify(mail.stranger("Hi", sender="Mara <mara@tern.example>"), own={"mara@tern.example"}, now=NOW)
    assert read.inbound.kind is InboundKind.OURS


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("I am out until 30 November.", "GB", date(2026, 11, 30)),
        ("Back on December 3rd, 2026", "US", date(2026, 12, 3)),
        ("bis 04.12.2026 im Urlaub", "DE", date(2026, 12, 4)),
        ("returning 12/04/2026", "US", date(2026, 12, 4)),
        ("returning 25/12/2026", "US", date(2026, 12, 25)),
        ("back 2027-01-05", "", date(2027, 1, 5)),
        ("I will be back on Monday", "", date(2026, 11, 23)),
        ("jusqu'au 2 janvier", "FR", date(2027, 1, 2)),
        ("back on 1 June 2028", "", None),
        ("until further notice", "", None),
        ("I was away until 3 November 2026", "", None),
    ],
)
def test_return_dates_are_read_and_doubtful_ones_are_not(text: str, country: str, expected: date | None) -> None:
    assert return_date(text, written=date(2026, 11, 20), country=country) == expected


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Not interested, thanks.", Intent.NOT_INTERESTED),
        ("We are not interested at the moment, maybe next quarter", Intent.NOT_INTERESTED),
        ("Circle back in Q2 please", Intent.NOT_NOW),
        ("Happy to chat next week", Intent.INTERESTED),
        ("How does this work with our CRM?", Intent.QUESTION),
        ("Please don't email me again", Intent.UNSUBSCRIBE),
        ("Je souhaite me désinscrire", Intent.UNSUBSCRIBE),
        ("Under GDPR, where did you get my data?", Intent.UNSUBSCRIBE),
        ("You should reach out to Ines Duarte, ines@alder1.example", Intent.WRONG_PERSON),
    ],
)
def test_intents_by_rule(text: str, intent: Intent) -> None:
    assert read_intent(text, now=NOW).intent is intent


def test_what_comes_with_an_intent_is_kept() -> None:
    assert read_intent("Not now, try in March", now=NOW).wakes_on == date(2027, 3, 1)
    assert read_intent("You should talk to Ines Duarte, ines@alder1.example", now=NOW).referral == (
        "Ines Duarte ines@alder1.example"
    )


def test_quotes_of_our_own_mail_are_found_however_they_are_marked() -> None:
    bare = f"Yes please.\n\n{BODY}"
    headers = f"Yes please.\n\nFrom: Mara Lindqvist\nSent: Friday\nTo: Dana\nSubject: Two RevOps roles\n\n{BODY}"
    original = f"Yes please.\n\n-----Original Message-----\n{BODY}"
    wrote = "On Fri, 20 Nov 2026, Mara Lindqvist\n<mara@tern.example> wrote:"
    wrapped = f"Yes please.\n\n{wrote}\n\n> Alder posted two RevOps\n> roles"
    for text in (bare, headers, original, wrapped):
        assert reply_text(text, sent=BODY) == "Yes please."


def test_answers_between_quoted_lines_stay() -> None:
    text = "> Alder posted two RevOps roles this month. Is routing still done by hand?\nYes, by Ines.\n> Mara\nCall me."
    assert reply_text(text, sent=BODY).split("\n") == ["Yes, by Ines.", "Call me."]


def test_a_reply_that_is_only_a_quotation_is_empty() -> None:
    assert reply_text("> Hi Dana,\n> Alder posted two RevOps roles this month.", sent=BODY) == ""


@pytest.mark.parametrize(
    ("status", "text", "fault"),
    [
        ("5.1.1", "no such user", Fault.HARD),
        ("5.4.1", "Recipient address rejected: Access denied", Fault.HARD),
        ("5.2.2", "mailbox full", Fault.FULL),
        ("4.2.2", "mailbox full", Fault.FULL),
        ("4.7.1", "greylisted", Fault.TRANSIENT),
        ("5.7.26", "unauthenticated", Fault.SENDER),
        ("5.7.1", "blocked using a blocklist", Fault.SENDER),
        ("5.3.4", "message too large", Fault.CONTENT),
        ("5.5.2", "syntax error", Fault.ROUTING),
        ("", "550 user unknown", Fault.HARD),
    ],
)
def test_whose_fault_it_is(status: str, text: str, fault: Fault) -> None:
    assert judge(status=status, text=text) is fault


def test_a_message_dated_in_the_future_was_received_now() -> None:
    raw = mail.stranger("hello").replace(b"2026", b"2031")
    assert classify(raw, now=NOW).inbound.received_at == NOW
    assert datetime(2026, 11, 20, tzinfo=UTC) < NOW
