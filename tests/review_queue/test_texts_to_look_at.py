"""Texts of which nobody is sure wait for a reader, on the Signals page and at their account."""

from __future__ import annotations

import builders
from web_world import World, csrf, world

from agent.domain.doubts import Doubt, Question
from agent.domain.signals import Mention, SignalKind
from agent.store import doubts, signals
from agent.store.engine import Store


def doubt_at(here: World, why: str = "the amount is not in its quote", *, excerpt: str = "Sorrel did it.") -> str:
    """A text about Sorrel whose answer did not hold."""
    with here.store.write() as session:
        item = signals.latest(session)[0].evidence[0].item_id
        mention = Mention(SignalKind.FUNDING, "wire", "sorrel-1", {}, 0.5)
        question = Question(SignalKind.FUNDING, "Sorrel raises", "", excerpt)
        doubts.put(session, item, "acc-sorrel", Doubt(mention, question), now=builders.NOW)
        session.flush()
        waits = doubts.waiting(session)[0]
        doubts.decide(session, waits.id, doubts.DoubtState.NEEDS_REVIEW, why=why, now=builders.NOW)
        return waits.id


def test_a_text_whose_answer_did_not_hold_waits_for_a_reader(sqlite_store: Store) -> None:
    here = world(sqlite_store)
    with here.store.write() as session:
        builders.seed_life(session)
    doubt_id = doubt_at(here, excerpt="Sorrel <b>did</b> it.")
    carol, bob = here.client("carol"), here.client("bob")
    html = carol.get("/signals").text
    assert "1 text to look at" in html and "the amount is not in its quote" in html
    assert "Sorrel &lt;b&gt;did&lt;/b&gt; it." in html, "its text is escaped"
    assert "1 text to look at" in carol.get("/signals?kind=funding").text
    assert "to look at" not in carol.get("/signals?kind=debt").text
    assert "to look at" not in bob.get("/signals").text, "it is at another owner's account"
    assert 'href="/signals#unsure"' in carol.get("/accounts/acc-sorrel").text
    press, alice = f"/signals/unsure/{doubt_id}/no-event", here.client("alice")
    assert alice.post(press, data={"csrf": csrf(alice)}).status_code == 403
    for _ in range(2):
        assert carol.post(press, data={"csrf": csrf(carol)}).status_code == 303
    assert "to look at" not in carol.get("/signals").text
    with here.store.read() as session:
        assert doubts.counts(session) == {doubts.DoubtState.NOT_AN_EVENT: 1}
