"""The gates: each says what is wrong and how to mend it, and says nothing when all is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from outbox_world import MAILBOX, NOW, OPEN_POLICY, account, contact, content

from agent.domain.contacts import AddressStatus
from agent.domain.drafts import Severity
from agent.domain.sends import Suppression, SuppressionReason
from agent.sends.countries import COUNTRIES, Rule, rule_of
from agent.sends.gates import GateInput, country_refusal, gates

FINE = GateInput(
    content=content(contact()),
    contact=contact(),
    account=account(),
    mailbox=MAILBOX,
    policy=OPEN_POLICY,
    step=1,
    now=NOW,
)
IN_FRANCE = replace(FINE, account=account(country="FR"))


def blocks(given: GateInput) -> list[str]:
    return [finding.code for finding in gates(given) if finding.severity is Severity.BLOCK]


def words(given: GateInput, **changes: str) -> GateInput:
    return replace(given, content=replace(given.content, **changes))  # type: ignore[arg-type]


def test_a_good_first_touch_passes_every_gate() -> None:
    assert blocks(FINE) == []
    assert blocks(IN_FRANCE) == []
    assert {finding.source for finding in gates(FINE)} <= {"gate"}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("G01", lambda: replace(FINE, approved_sha256="0" * 64)),
        ("G02", lambda: replace(FINE, suppression=Suppression("domain", "x", SuppressionReason.CUSTOMER, NOW))),
        ("G03", lambda: replace(FINE, account=account(country="DE"))),
        ("G05", lambda: words(IN_FRANCE, footer=MAILBOX.opt_out_line)),
        ("G05", lambda: words(IN_FRANCE, text=IN_FRANCE.content.text.replace(MAILBOX.notice_url, "our page"))),
        ("G05", lambda: replace(IN_FRANCE, mailbox=replace(MAILBOX, notice_url=""))),
        ("G05", lambda: words(IN_FRANCE, footer=IN_FRANCE.content.footer.replace("\n\n", " "))),
        ("G07", lambda: words(FINE, text=FINE.content.text.replace("4 Quay Street", ""))),
        ("G07", lambda: words(FINE, html="<p>Hi Dana</p>")),
        ("G07", lambda: replace(FINE, mailbox=replace(MAILBOX, postal_address=""))),
        ("G08", lambda: words(FINE, text=FINE.content.text.replace(MAILBOX.opt_out_line, ""))),
        ("G08", lambda: replace(FINE, policy=replace(OPEN_POLICY, unsubscribe_base_url="https://tern.example/u"))),
        ("G08", lambda: replace(FINE, sent_today=5000)),
        ("G11", lambda: words(FINE, subject="Re: our talk")),
        ("G11", lambda: words(FINE, subject="Fwd: our talk")),
        ("G12", lambda: replace(FINE, mailbox=replace(MAILBOX, address="mara@another.example"))),
        ("G12", lambda: replace(FINE, mailbox=replace(MAILBOX, display_name="Somebody Else"))),
        ("G12", lambda: words(FINE, sender="Mara Lindqvist <xmara@tern.example>")),
        ("G14", lambda: words(FINE, text=FINE.content.text + "\n{{first_name}}")),
        ("G14", lambda: words(FINE, text=FINE.content.text + "\nDear [First Name],")),
        ("G14", lambda: words(FINE, text=FINE.content.text + "\nAs an AI language model I cannot")),
        ("G14", lambda: words(FINE, subject="Hi\u202ethere")),
        ("G14", lambda: words(FINE, subject="=?utf-8?q?x?=")),
        ("G14", lambda: words(FINE, text=FINE.content.text + "\nhttps://p\u0430ypal.example/x")),
        ("G24", lambda: replace(FINE, contact=contact(1, address_status=AddressStatus.GUESSED))),
        ("G24", lambda: words(FINE, recipient="somebody.else@alder1.example")),
    ],
)  # fmt: skip
def test_a_closed_gate_blocks(code: str, change: Callable[[], GateInput]) -> None:
    assert code in blocks(change())


@pytest.mark.parametrize("subject", ["Regarding RevOps at Alder", "Reply times at Alder", "Awards season"])
def test_a_subject_that_only_begins_alike_is_no_reply(subject: str) -> None:
    assert blocks(words(FINE, subject=subject)) == []


def test_a_follow_up_in_its_thread_may_say_re() -> None:
    assert blocks(words(replace(FINE, step=2, sent_in_thread=True), subject="Re: Two RevOps roles")) == []


def test_consent_opens_the_country_gate_and_the_team_may_overrule_a_row() -> None:
    person = contact(1, consent="newsletter form, 3 May 2026")
    assert blocks(replace(FINE, account=account(country="PL"), contact=person)) == []
    allowed = replace(FINE, account=account(country="NL"), policy=replace(OPEN_POLICY, countries={"nl": "allow"}))
    assert "G03" not in blocks(allowed)
    assert "Germany" in country_refusal(contact(), account(country="DE"), OPEN_POLICY)
    assert country_refusal(contact(), account(country="US"), OPEN_POLICY) == ""


def test_an_unknown_country_is_held_for_a_stated_ground() -> None:
    assert rule_of("", {})[0] is Rule.HOLD
    assert rule_of("BR", {})[0] is Rule.HOLD
    assert [f.severity for f in gates(replace(FINE, account=account(country="BR"))) if f.code == "G03"] == [
        Severity.WARN
    ]
    assert {rule for rule, _ in COUNTRIES.values()} == set(Rule)


def test_the_uk_may_be_written_gb_or_uk() -> None:
    for code in ("GB", "UK"):
        assert country_refusal(contact(), account(country=code), OPEN_POLICY) == ""
        assert "G05" in blocks(words(replace(FINE, account=account(country=code)), footer="x"))


def test_the_slot_is_told_and_does_not_block() -> None:
    later = replace(FINE, slot=NOW + timedelta(hours=3), slot_words="leaves 18:00 yours, 13:00 theirs")
    [told] = [finding for finding in gates(later) if finding.code == "G18"]
    assert (told.severity, told.message) == (Severity.INFO, "It leaves 18:00 yours, 13:00 theirs.")
