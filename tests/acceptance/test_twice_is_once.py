"""Running anything twice is a no-op: collecting, importing, nights, webhooks, decisions, releases, listening."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
from sqlmodel import Session, func, select
from town import Town
from town_web import Job

from agent.domain.sends import SuppressionReason
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, CONTACT_COLUMNS, SUPPRESSION_COLUMNS, guess
from agent.imports.contacts import import_contacts
from agent.imports.files import Sheet, open_sheet
from agent.imports.report import Report
from agent.imports.suppressions import import_suppressions
from agent.tables.drafts import DecisionRow
from signals.collectors.intake_signature import sign

SECRET = "between the tool and us"
READ_ONCE = ("document", "item", "mention", "signal", "signal_evidence", "draft", "to_find", "send")


def populated(town: Town) -> Town:
    """Drafts, a card, skips and roles: something of each kind."""
    town.settle("alder")
    town.raised("alder")
    town.settle("birch", person=False)
    town.raised("birch")
    town.settle("cedar", board=True)
    at = town.clock.now() - timedelta(days=4)
    town.web.post("cedar", Job(1, "Account Executive", at), Job(2, "Sales Manager", at), Job(3, "Cook", None))
    town.settle("dogwood")
    town.raised("dogwood", days_ago=90)
    return town


def test_the_same_night_twice_makes_no_row(town_on_both: Town) -> None:
    town = populated(town_on_both)
    town.play()
    before = town.rows()
    assert before["draft"] == 2 and before["to_find"] == 1 and before["skip"] == 2
    asked = len(town.server.requests)
    town.play()
    assert town.rows() == before
    assert len(town.server.requests) == asked, "and asks the web nothing"


def test_an_unchanged_web_read_again_makes_nothing_new(town_on_both: Town) -> None:
    town = populated(town_on_both)
    town.play()
    before = town.rows()
    for _ in range(2):
        town.clock.move(timedelta(days=1))
        run = town.play()
        assert run.counts.get("signals_new", 0) == run.counts.get("drafts", 0) == run.counts.get("to_find", 0) == 0
    after = town.rows()
    assert {name: after[name] for name in READ_ONCE} == {name: before[name] for name in READ_ONCE}


IMPORTS = {
    "accounts": "Company name,Domain,Country,Number of Employees\nElm,elm.example,US,40\nFir,fir.example,Germany,\n",
    "contacts": "First Name,Last Name,Email,Job Title,Company name\nAda,Elm,ada@elm.example,VP Sales,Elm\n",
    "suppressions": "Email\nsomeone@fir.example\n",
}


def test_an_import_twice_changes_nothing(town_on_both: Town) -> None:
    town = town_on_both
    store, now = town.installation.store, town.clock.now()

    def take(path: Path) -> Report:
        with open_sheet(path) as sheet:
            report = Report(guess(sheet.header, columns[path.stem]))
            importers[path.stem](sheet, report)
        return report

    columns = {"accounts": ACCOUNT_COLUMNS, "contacts": CONTACT_COLUMNS, "suppressions": SUPPRESSION_COLUMNS}
    never = SuppressionReason.DO_NOT_CONTACT
    importers: dict[str, Callable[[Sheet, Report], None]] = {
        "accounts": lambda sheet, report: import_accounts(store, sheet, report, owners={}, now=now),
        "contacts": lambda sheet, report: import_contacts(store, sheet, report, source="CRM", now=now),
        "suppressions": lambda s, r: import_suppressions(store, s, r, reason=never, source="list.csv", now=now),
    }
    paths = [town.folder / f"{name}.csv" for name in IMPORTS]
    for path in paths:
        path.write_text(IMPORTS[path.stem], encoding="utf-8")
        assert take(path).counts["created"] >= 1
    before = town.rows()
    town.clock.move(timedelta(days=1))
    for path in paths:
        again = take(path)
        assert again.counts["same"] == again.total
    assert town.rows() == before


def test_a_webhook_delivered_twice_is_taken_in_once(found_town: Callable[..., Town]) -> None:
    """Tools deliver at least once; the external id makes it one event, one signal, one draft."""
    town = found_town(environment={"FIRSTLIGHT_INTAKE_SECRET": SECRET})
    town.settle("alder")
    town.morning()
    event = {
        "external_id": "evt-7001",
        "kind": "technology",
        "occurred_at": (town.clock.now() - timedelta(hours=3)).isoformat(),
        "company": {"name": "Alder Works", "domain": "alder.example"},
        "payload": {"tool": "HubSpot", "direction": "adopt", "category": "CRM"},
        "vendor": "stack_watch",
        "licence_tag": "internal",
    }
    with town.serving() as base_url:
        first = deliver(town, base_url, event)
        assert first.status_code == 202, first.text
        before = town.rows()
        assert before["item"] == before["signal"] == before["draft"] == 1
        town.clock.move(timedelta(minutes=2))
        again = deliver(town, base_url, event)
        assert again.status_code == 202
        assert again.json() == first.json()
        forged = deliver(town, base_url, {**event, "external_id": "evt-7002"}, secret="guessed")
        assert forged.status_code in {401, 403}
    assert town.rows() == before


def deliver(town: Town, base_url: str, event: dict[str, object], *, secret: str = SECRET) -> httpx.Response:
    body = json.dumps(event).encode()
    at = str(int(town.clock.now().timestamp()))
    headers = {"X-Firstlight-Timestamp": at, "X-Firstlight-Signature": sign(secret, at, body)}
    return httpx.post(f"{base_url}/v1/intake/stack_watch", content=body, headers=headers, timeout=30)


def test_a_decision_sent_twice_is_one_decision(town_on_both: Town) -> None:
    """A browser that lost the answer repeats the call with its Idempotency-Key and gets the same answer."""
    town = town_on_both
    made = town.first_drafts("alder", "birch")
    with town.open_review() as [mara]:
        etags = [mara.read(draft.id)["etag"] for draft in made]
        answers = [mara.do("approve", made[0].id, key="key-of-a-click", etag=etags[0]) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert len({answer.text for answer in answers}) == 1
        reused = mara.do("approve", made[1].id, key="key-of-a-click", etag=etags[1])
        assert reused.status_code == 422, "a key belongs to one call"
    with town.installation.store.read() as session:
        assert _count(session) == 1
    assert town.let_a_day_pass() == 1


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(DecisionRow)).one()


def test_releasing_and_listening_twice_do_nothing_more(town_on_both: Town) -> None:
    town = town_on_both
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 1
    town.receive("yes", town.answer(town.mail()[0], "Yes please, send the checklist over."))
    before = town.rows()
    assert before["reply"] == 1
    for _ in range(3):
        town.installation.mail().listen()
        town.installation.mail().release()
    assert town.rows() == before
    assert len(town.mail()) == 1
