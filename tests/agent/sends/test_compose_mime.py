"""The frozen bytes say exactly what was approved, carry nothing else, and keep long ids whole."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.utils import formataddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outbox_world import KEY, MAILBOX, NOW, contact, content

from agent.domain.drafts import Content
from agent.sends.compose_mime import (
    Envelope,
    Thread,
    Unsendable,
    content_of,
    freeze,
    message_id,
    outbox_ref,
    sender_of,
    unsendable,
)

REF = outbox_ref(KEY, "send-1")
LONG_LINK = "https://tern.example/u/" + "t" * 120
ENVELOPE = Envelope(
    REF, message_id(REF, MAILBOX.address), NOW, (LONG_LINK, "mailto:mara@tern.example?subject=unsubscribe")
)
PLAIN = content(contact())


def test_the_bytes_give_back_the_approved_hash() -> None:
    assert content_of(freeze(PLAIN, ENVELOPE), like=PLAIN).sha256 == PLAIN.sha256


def test_html_and_text_are_both_bound() -> None:
    both = replace(PLAIN, html="<p>Hi Dana,</p><p>Tern Labs, 4 Quay Street</p>")
    mime = freeze(both, ENVELOPE)
    assert content_of(mime, like=both).sha256 == both.sha256
    assert content_of(mime.replace(b"Quay", b"Kwai"), like=both).sha256 != both.sha256


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\u2028\u2029"), max_size=200),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\u2028\u2029"), max_size=600),
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="<>\u2028\u2029"), max_size=40),
)
def test_whatever_is_frozen_says_what_was_approved(subject: str, body: str, name: str) -> None:
    """Anything may be refused; nothing may be changed, and no header may appear."""
    odd = replace(PLAIN, subject=subject, text=body, sender=f"{name} <{MAILBOX.address}>", footer="", links=())
    try:
        mime = freeze(odd, ENVELOPE)
    except Unsendable:
        return
    assert content_of(mime, like=odd).sha256 == odd.sha256
    message = message_from_bytes(mime)
    assert message["Bcc"] is None
    assert message["To"] == contact().email


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Hi\r\nBcc: x@elsewhere.example"},
        {"subject": "Hi \U0001f389 =?UTF-8?Q?=0A?=Bcc: x@elsewhere.example"},
        {"subject": "Hi\u2028there"},
        {"sender": "Mara\nBcc: x@elsewhere.example <mara@tern.example>"},
        {"recipient": "a@b.example, c@d.example"},
        {"recipient": "a@b.example\r\nBcc: c@d.example"},
        {"text": "nul \x00 byte"},
        {"attachments": ("contract.pdf",)},
    ],
)
def test_what_could_smuggle_is_refused(change: dict[str, object]) -> None:
    assert unsendable(replace(PLAIN, **change))  # type: ignore[arg-type]
    assert unsendable(PLAIN) == ""


def test_long_ids_stay_whole_so_threads_and_one_click_live() -> None:
    ids = tuple(f"<{'x' * 80}.{number}@outlook.example>" for number in range(30))
    mime = freeze(PLAIN, replace(ENVELOPE, thread=Thread(ids[-1], ids)))
    message = message_from_bytes(mime, policy=policy.compat32)
    assert b"=?" not in mime.partition(b"\r\n\r\n")[0]
    assert message["In-Reply-To"] == ids[-1]
    references = message["References"].split()
    assert references == [ids[0], *ids[-19:]]
    assert f"<{LONG_LINK}>" in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_public_host_there_is_no_one_click_header() -> None:
    mime = freeze(PLAIN, replace(ENVELOPE, unsubscribe=("mailto:mara@tern.example?subject=unsubscribe",)))
    message = message_from_bytes(mime)
    assert message["List-Unsubscribe-Post"] is None
    assert message["List-Unsubscribe"] == "<mailto:mara@tern.example?subject=unsubscribe>"


def test_only_the_allowed_headers_stand_in_the_mail() -> None:
    names = {name.lower() for name in message_from_bytes(freeze(PLAIN, ENVELOPE)).keys()}  # noqa: SIM118
    assert names == {
        *("from", "to", "subject", "date", "message-id", "x-outbox-ref", "list-unsubscribe", "list-unsubscribe-post"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }


def test_the_message_id_is_the_same_on_every_attempt_and_short() -> None:
    again = message_id(outbox_ref(KEY, "send-1"), MAILBOX.address)
    assert again == ENVELOPE.message_id
    assert len(again) <= 70
    assert outbox_ref(b"another key", "send-1") != REF


def test_an_international_domain_goes_out_in_ascii() -> None:
    there = replace(PLAIN, recipient="dana@bücher.example")
    mime = freeze(there, ENVELOPE)
    assert message_from_bytes(mime)["To"] == "dana@xn--bcher-kva.example"
    assert content_of(mime, like=there).sha256 == there.sha256


def test_the_wire_lines_are_crlf_and_short() -> None:
    mime = freeze(replace(PLAIN, text="word " * 400 + "\n", footer="", links=()), ENVELOPE)
    assert b"\n" not in mime.replace(b"\r\n", b"")
    assert max(len(line) for line in mime.partition(b"\r\n\r\n")[2].split(b"\r\n")) <= 76


def test_a_sender_as_formataddr_writes_it_comes_back() -> None:
    encoded = replace(PLAIN, sender="=?utf-8?b?TcOpbGFuaWU=?= <mara@tern.example>")
    mime = freeze(encoded, ENVELOPE)
    assert content_of(mime, like=encoded).sha256 == encoded.sha256
    both = replace(PLAIN, sender=formataddr(("Müller, Uwe (Sales)", MAILBOX.address)))
    assert sender_of(both) == ("Müller, Uwe (Sales)", MAILBOX.address)
    assert content_of(freeze(both, ENVELOPE), like=both).sha256 == both.sha256
    other: Content = replace(encoded, sender="Melanie <mara@tern.example>")
    assert content_of(mime, like=other).sha256 != other.sha256
