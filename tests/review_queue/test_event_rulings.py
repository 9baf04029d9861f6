"""People merge and split events, and lift quarantined names, where they are shown (signals §3.4, §4.3)."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from web_world import World, call, form_token, world

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Resolution, Signal, SignalEvidence, SignalKind
from agent.store import accounts, aliases, event_rules, items, notices, signals
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from signals.resolve import Resolver

DAY = timedelta(days=1)


@pytest.fixture
def here(sqlite_store: Store) -> World:
    made = world(sqlite_store)
    with made.store.write() as session:
        accounts.put(session, builders.account("sorrel", name="Sorrel Software", owner="ada"), now=builders.NOW)
        session.flush()
        for key, amount in (("sig-one", "8000000"), ("sig-two", "3000000")):
            _signal(session, key, amount, reports=2 if key == "sig-one" else 1)
    return made


def _signal(session, key: str, amount: str, *, reports: int) -> None:  # type: ignore[no-untyped-def]
    pieces = []
    for nth in range(reports):
        text = f"Sorrel Software raises ${amount} in a round, paper {key} {nth} writes."
        item = Item("wire", f"{key}-{nth}", ItemKind.ARTICLE, "Sorrel raises", text, "", builders.NOW)
        items.put_items(session, [item], now=builders.NOW)
        item_id = next(found for found, one in items.undetected(session) if one.key == item.key)
        quote = Quote.of(text, 0, len(text))
        fields = {"amount": FieldValue(amount, quote), "currency": FieldValue("USD", quote)}
        at = builders.NOW - DAY
        pieces.append(
            SignalEvidence(
                item_id, "wire", "", f"Paper {nth}", item.title, quote, fields, at, at, 0.9, f"press:{key}{nth}"
            )
        )
        mention = Mention(SignalKind.FUNDING, "wire", item.key, fields, 0.9)
        items.put_mention(session, item_id, mention, Resolution("acc-sorrel", 0.95), key, now=builders.NOW)
    told = {"amount": amount, "currency": "USD"}
    signals.put(
        session,
        Signal(key, "acc-sorrel", SignalKind.FUNDING, told, tuple(pieces), 0.9, builders.NOW - DAY, builders.NOW),
    )


def press(here: World, who: str, path: str, **fields: str) -> int:
    client = here.client(who)
    page = client.get("/signals/sig-one")
    token = form_token(page.text)
    return client.post(path, data={"csrf": token, **fields}).status_code


def held(here: World) -> dict[str, int]:
    with here.store.read() as session:
        return {one.id: len(one.evidence) for one in signals.at_account(session, "acc-sorrel", dismissed_too=True)}


def test_a_signal_shows_its_reports_and_the_others_of_its_kind(here: World) -> None:
    page = here.client("carol").get("/signals/sig-one").text
    assert "Paper 0" in page and "Paper 1" in page
    assert "/signals/sig-two" in page
    assert "2 independent sources" in page


def test_merged_signals_are_one_and_the_ruling_is_kept(here: World) -> None:
    assert press(here, "carol", "/signals/sig-one/merge", other="sig-two") == 303
    assert held(here) == {"sig-one": 3}
    with here.store.read() as session:
        assert event_rules.of_account(session, "acc-sorrel")
        assert [one.id for one in signals.latest(session)] == ["sig-one"]
        whole = signals.get(session, "sig-one")
    assert whole is not None and whole.conflicts
    page = here.client("carol").get("/signals/sig-one").text
    assert "Merged:" in page
    assert here.client("carol").get("/signals/sig-two").status_code == 404


def test_a_split_undoes_a_merge(here: World) -> None:
    press(here, "carol", "/signals/sig-one/merge", other="sig-two")
    assert press(here, "carol", "/signals/sig-one/split", report_2="1") == 303
    assert sorted(held(here).values()) == [1, 2]


def test_a_split_without_a_tick_says_so(here: World) -> None:
    assert press(here, "carol", "/signals/sig-one/split") == 422
    assert held(here) == {"sig-one": 2, "sig-two": 1}


def test_two_told_apart_stay_and_the_ruling_is_shown(here: World) -> None:
    assert press(here, "carol", "/signals/sig-one/apart", other="sig-two") == 303
    assert held(here) == {"sig-one": 2, "sig-two": 1}
    assert "Not the same:" in here.client("carol").get("/signals/sig-one").text


def test_an_sdr_rules_at_their_own_accounts_only(here: World) -> None:
    assert press(here, "alice", "/signals/sig-one/apart", other="sig-two") == 303
    assert here.client("bob").get("/signals/sig-one").status_code == 404
    client = here.client("bob")
    token = form_token(client.get("/queue").text)
    answer = client.post("/signals/sig-one/merge", data={"csrf": token, "other": "sig-two"})
    assert answer.status_code == 404
    assert held(here) == {"sig-one": 2, "sig-two": 1}


@pytest.fixture
def linked(here: World) -> World:
    """The name “sorrel” linked the signal that every draft of this account stands on."""
    with here.store.write() as session:
        one = signals.get(session, "sig-two")
        assert one is not None
        mention = Mention(SignalKind.FUNDING, "wire", "k", {}, 0.9)
        found = Resolution("acc-sorrel", 0.95, (), "Sorrel", "sorrel")
        items.put_mention(session, one.evidence[0].item_id, mention, found, "sig-two", now=builders.NOW)
    return here


def decide(here: World, *verbs: str) -> None:
    firm = builders.account("sorrel", name="Sorrel Software", owner="ada")
    for verb in verbs:
        draft = here.draft(key="sorrel", of=firm, pieces=builders.evidence(firm, signal_id="sig-two"))
        body: dict[str, object] = {"reason": verb, "note": "So it is."} if verb != "approve" else {}
        answer = call(here.client("alice"), draft, "reject" if body else "approve", body)
        assert answer.status_code == 200, answer.text
        if not body:
            _close(here, draft.id)
        here.clock.move(timedelta(minutes=5))


def _close(here: World, draft_id: str) -> None:
    """Let the approved draft be over, so that the next one may be written."""
    with here.store.write() as session:
        row = session.get(DraftRow, draft_id)
        assert row is not None
        row.state = "superseded"
        session.add(row)


def quarantined(here: World) -> frozenset[tuple[str, str]]:
    with here.store.read() as session:
        return aliases.quarantined(session)


def test_the_third_wrong_company_on_a_name_quarantines_it_and_says_so(linked: World) -> None:
    decide(linked, "wrong_company", "approve", "wrong_company")
    assert quarantined(linked) == frozenset()
    decide(linked, "wrong_company")
    assert quarantined(linked) == {("acc-sorrel", "sorrel")}
    with linked.store.read() as session:
        told = [one.words for one in notices.unseen(session, "nobody")]
    assert any("3 of its last 4" in words and "sorrel" in words for words in told)
    page = linked.client("carol").get("/accounts/acc-sorrel").text
    assert "wrong company in 3 of its last 4 drafts" in page


def test_other_reasons_quarantine_no_name(linked: World) -> None:
    decide(linked, "wrong_person", "stale_signal", "tone", "wrong_company", "wrong_company")
    assert quarantined(linked) == frozenset()


def test_three_in_more_than_twenty_decisions_quarantine_nothing(linked: World) -> None:
    decide(linked, "wrong_company", "wrong_company", *["tone"] * 18, "wrong_company")
    assert quarantined(linked) == frozenset()


def test_a_press_lifts_it_and_counting_begins_anew(linked: World) -> None:
    decide(linked, *["wrong_company"] * 3)
    client = linked.client("carol")
    token = form_token(client.get("/accounts/acc-sorrel").text)
    answer = client.post("/accounts/acc-sorrel/names/lift", data={"csrf": token, "alias": "sorrel"})
    assert answer.status_code == 303
    assert quarantined(linked) == frozenset()
    decide(linked, "wrong_company", "wrong_company")
    assert quarantined(linked) == frozenset()
    decide(linked, "wrong_company")
    assert quarantined(linked) == {("acc-sorrel", "sorrel")}


def test_an_sdr_does_not_lift_it(linked: World) -> None:
    decide(linked, *["wrong_company"] * 3)
    client = linked.client("alice")
    token = form_token(client.get("/accounts/acc-sorrel").text)
    assert client.post("/accounts/acc-sorrel/names/lift", data={"csrf": token, "alias": "sorrel"}).status_code == 403
    assert quarantined(linked)


FIRM = Account("acc-vell", "Vellano Freight", "vellano.example", aliases=("Vellano",))


def test_a_quarantined_name_links_only_with_proof_beside_it() -> None:
    free, held = Resolver([FIRM]), Resolver([FIRM], {("acc-vell", "vellano")})
    bare = "Vellano raises $9M seed round"
    assert free.resolve_text(bare).account_id == "acc-vell"
    found = held.resolve_text(bare)
    assert found.account_id is None
    assert any("quarantined" in reason for reason in found.reasons)
    assert held.resolve_text(f"{bare}. More at vellano.example.").account_id == "acc-vell"
    assert held.resolve_text("Vellano Freight raises $9M seed round").account_id == "acc-vell"
