"""One click stops the person: the address that was written to, the one that is known now, and whoever has none."""

from __future__ import annotations

from dataclasses import replace

import outbox_world as world
import pytest

from agent.domain.sends import SendState
from agent.sends import unsubscribe
from agent.sends.suppression import suppressed
from agent.store import contacts, sends, suppressions
from agent.store.engine import Store


@pytest.mark.parametrize("now_at", ["new@account1.example", ""])
def test_the_address_that_was_written_to_is_stopped_also_when_the_contact_has_another_now(
    store: Store, now_at: str
) -> None:
    send = world.approved_send(store, by=world.team())
    with store.write() as session:
        person = contacts.get(session, send.contact_id)
        assert person is not None
        contacts.put(session, replace(person, email=now_at), now=world.NOW)
        suppressions.remember_token(session, "a-token", contact_id=person.id, mailbox_id=send.mailbox_id, now=world.NOW)
    with store.write() as session:
        assert unsubscribe.opt_out(session, "a-token", now=world.NOW)
    with store.read() as session:
        for address in {send.content.recipient, now_at} - {""}:
            assert suppressed(session, address=address, domain="", account_id="", now=world.NOW) is not None
        stopped = sends.get(session, send.id)
    assert stopped is not None
    assert stopped.state is SendState.CANCELLED
