"""A company on a never-mail list stands as what it is, in the list and on its own page."""

from __future__ import annotations

import builders
from web_world import world

from agent.domain.sends import Suppression, SuppressionReason
from agent.sends import suppression
from agent.store.engine import Store


def test_a_customer_of_a_never_mail_list_is_no_prospect(sqlite_store: Store) -> None:
    here = world(sqlite_store)
    draft = here.draft()
    alice = here.client("alice")
    page = f"/accounts/{draft.account_id}"
    assert "<dt>Standing</dt><dd>Prospect</dd>" in alice.get(page).text
    with here.store.write() as session:
        never = Suppression(
            "account", draft.account_id, SuppressionReason.CUSTOMER, builders.NOW, source="customers.csv"
        )
        suppression.suppress(session, never, by="carol", now=builders.NOW)
    assert "<dt>Standing</dt><dd>Customer</dd>" in alice.get(page).text
    assert "! Customer</span>" in alice.get("/accounts").text
