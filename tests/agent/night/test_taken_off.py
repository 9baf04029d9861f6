"""A board that a person took off an account: nothing of it counts, and nothing but a person binds it again."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest
from builders import NOW
from sqlmodel import Session, select

from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.domain.documents import Target
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.policies import SourceSetting
from agent.domain.signals import Signal, SignalEvidence, SignalKind
from agent.domain.tools import AccountTools, Piece, ToolState
from agent.errors import NotFound
from agent.night.taken_off import TakenOff, give_back, take_off
from agent.night.targets import targets_of
from agent.store import accounts, bindings, hiring, items, signals, tools
from agent.store.engine import Store
from agent.tables.hiring import HiringRow
from agent.tables.items import ItemRow, TargetRow

WRONG, OWN = "greenhouse:alder", "greenhouse:alder-eu"
FIRM = builders.account(boards=(WRONG, OWN))
SOURCE = SourceSetting("jobs", "greenhouse")
TEAM = replace(builders.team(), sources=(SOURCE,))
SAID = "taken off by ada on 2026-11-20: it is Alder Foods'"


def _report(session: Session, key: str) -> SignalEvidence:
    item = Item("jobs", key, ItemKind.POSTING, "RevOps lead", "RevOps lead", "", NOW, account_id=FIRM.id)
    items.put_items(session, [item], now=NOW)
    [item_id] = items.ids_of(session, [item])
    return SignalEvidence(item_id, "jobs", "", "Alder", item.title, Quote.of(item.text, 0, 11), {}, NOW, NOW, 0.9)


@pytest.fixture
def known(store: Store) -> Store:
    with store.write() as session:
        accounts.put(session, FIRM, now=NOW)
        session.flush()
        bindings.put(
            session, [Binding(FIRM.id, one, BindingState.VERIFIED, SeenAs.LINK, "", NOW) for one in FIRM.boards]
        )
        target_ids = items.put_targets(session, list(targets_of(SOURCE, [FIRM])))
        hiring.put_board_readings(session.connection(), [(one, 2) for one in target_ids], now=NOW)
        session.add(
            HiringRow(account_id=FIRM.id, until_week=1, counts=[], observed=[], dated=[], counted_at=NOW, judged={})
        )
        wrong, own = _report(session, "alder:1"), _report(session, "alder-eu:1")
        for key, reports in (("sig-wrong", (wrong,)), ("sig-both", (wrong, own))):
            roles = {"count": str(len(reports)), "function": "sales"}
            signals.put(session, Signal(key, FIRM.id, SignalKind.RELEVANT_ROLES, roles, reports, 0.9, NOW, NOW))
        piece = Piece("ads", 0.5, NOW, NOW, item_id=wrong.item_id)
        used = {
            "hubspot": ToolState("HubSpot", "crm", (piece,)),
            "dbt": ToolState("dbt", "data", (replace(piece, item_id=""),)),
        }
        tools.put(session, FIRM.id, AccountTools(used), is_new=True, now=NOW)
    return store


def _off(session: Session) -> TakenOff:
    return take_off(session, TEAM, FIRM, WRONG, said=SAID, now=NOW)


def test_nothing_of_a_board_that_was_taken_off_counts(known: Store) -> None:
    with known.write() as session:
        assert _off(session) == TakenOff(WRONG, postings=1, signals=2)
    with known.read() as session:
        assert list(session.exec(select(ItemRow.key))) == ["alder-eu:1"]
        assert list(session.exec(select(TargetRow.key))) == ["alder-eu"]
        [left] = signals.at_account(session, FIRM.id)
        assert left.id == "sig-both" and len(left.evidence) == 1
        assert list(tools.get(session, FIRM.id).tools) == ["dbt"]
        assert not hiring.weeks_of(session, [FIRM.id])
        account = accounts.get(session, FIRM.id)
        assert account is not None and account.boards == (OWN,)
        told = {one.board: (one.state, one.note) for one in bindings.standing(session, account, now=NOW)}
    assert told[WRONG] == (BindingState.REJECTED, SAID) and told[OWN][0] is BindingState.VERIFIED


def test_nothing_that_is_found_binds_it_again_and_a_person_does(known: Store) -> None:
    with known.write() as session:
        _off(session)
    found = Binding(FIRM.id, WRONG, BindingState.VERIFIED, SeenAs.LINK, "https://alder.example", NOW)
    with known.write() as session:
        assert bindings.put(session, [found]) == []
        assert bindings.taken_off(session, FIRM.id, FIRM.boards) == {WRONG}
    with known.write() as session:
        account = accounts.get(session, FIRM.id)
        assert account is not None
        give_back(session, account, WRONG, said="given back by ada on 2026-11-20", now=NOW)
    with known.read() as session:
        account = accounts.get(session, FIRM.id)
        assert account is not None and account.boards == (OWN, WRONG)
        assert [one.key for one in targets_of(SOURCE, [account])] == ["alder-eu", "alder"]
        assert bindings.taken_off(session, FIRM.id, FIRM.boards) == set()


def test_a_board_that_it_does_not_have_or_that_went_to_another_is_refused_with_why(known: Store) -> None:
    with known.write() as session:
        with pytest.raises(NotFound, match="It has: greenhouse:alder"):
            take_off(session, TEAM, FIRM, "lever:alder", said=SAID, now=NOW)
        _off(session)
        with pytest.raises(NotFound, match="has no board"):
            _off(session)
        with pytest.raises(NotFound, match="was taken off"):
            give_back(session, FIRM, OWN, said="", now=NOW)
        other = builders.account("foods", boards=(WRONG,))
        accounts.put(session, other, now=NOW)
        session.flush()
        bindings.put(session, [Binding(other.id, WRONG, BindingState.VERIFIED, SeenAs.LINK, "", NOW)])
        items.put_targets(session, [Target("jobs", "alder", other.id)])
        with pytest.raises(NotFound, match=r"bound to foods\.example now"):
            give_back(session, FIRM, WRONG, said="", now=NOW)
