"""Accounts of `firstlight eval drafts`: plain data into the values that a night hands to stages 5 to 7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agent.domain.accounts import Account, Relationship
from agent.domain.contacts import Contact, Function, Persona, Seniority
from agent.domain.evidence import Quote
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from signals.extract.titles import classify

GOLDEN = Path(__file__).parent / "golden"
AS_OF = datetime(2026, 11, 20, 2, tzinfo=UTC)
_LEADERS = (Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR)
PERSONAS = (
    Persona("sales_leader", "Head of sales", (Function.SALES, Function.EXECUTIVE), _LEADERS, (45, 90)),
    Persona("revops", "Revenue operations lead", (Function.REVENUE_OPERATIONS,), _LEADERS, (50, 95)),
    Persona("marketing_leader", "Head of marketing", (Function.MARKETING,), _LEADERS, (45, 90)),
    Persona("finance_leader", "Head of finance", (Function.FINANCE,), _LEADERS, (45, 90)),
)


@dataclass(frozen=True, slots=True)
class Known:
    """One account as a night knows it: its signals, the person there, and what is offered."""

    account: Account
    contact: Contact
    signals: tuple[Signal, ...]
    offer: Offer


def known_of(row: Mapping[str, Any]) -> Known:
    """Raises KeyError or ValueError for a row that lacks a part or quotes what does not stand in its text."""
    domain = f"{row['id']}.example"
    account = Account(
        id=f"acc-{row['id']}",
        name=row["name"],
        domain=domain,
        country=row.get("country", "US"),
        industry=row.get("industry", ""),
        language=row.get("language", "en"),
        relationship=Relationship(row.get("relationship", "prospect")),
    )
    return Known(account, _contact(account, row["contact"]), tuple(_signals(account, row)), offer_of(row))


def offer_of(row: Mapping[str, Any]) -> Offer:
    """The offer that the row holds, or the shipped one that it names (harbor where it names none)."""
    found = row.get("offer", "harbor")
    data = found if isinstance(found, Mapping) else _offers()[str(found)]
    return Offer(
        seller=data["seller"],
        domain=data.get("domain", ""),
        one_liner=data.get("one_liner", ""),
        values=tuple(Value(v["id"], v["text"], tuple(v.get("personas", ()))) for v in data["values"]),
        pains=tuple(Pain(p["id"], p["text"], tuple(p["signals"]), tuple(p.get("values", ()))) for p in data["pains"]),
        proofs=tuple(
            Proof(p["id"], p["text"], bool(p.get("customer_ok")), p.get("segment", "")) for p in data["proofs"]
        ),
        ctas=tuple(Cta(c["id"], c["kind"], c["text"], c.get("asset", "")) for c in data["ctas"]),
        version="golden",
    )


@cache
def _offers() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((GOLDEN / "offers.yaml").read_text(encoding="utf-8"))
    return loaded


def _contact(account: Account, line: str) -> Contact:
    name, title = (part.strip() for part in line.split("|"))
    first, _, last = name.partition(" ")
    read = classify(title)
    return Contact(
        id=f"con-{account.id}",
        account_id=account.id,
        name=name,
        first_name=first,
        last_name=last,
        title=title,
        email=f"{first.casefold()}@{account.domain}",
        function=read.function,
        seniority=read.seniority,
        country=account.country,
        language=account.language,
    )


def _signals(account: Account, row: Mapping[str, Any]) -> list[Signal]:
    """One signal a kind of report, and one of the open roles."""
    found: list[Signal] = []
    reports = list(row.get("reports", ()))
    for kind in dict.fromkeys(report["kind"] for report in reports):
        told = [_report(report) for report in reports if report["kind"] == kind]
        fields = {name: value.value for report in told for name, value in report.fields.items()}
        found.append(_signal(account, SignalKind(kind), told, fields))
    if roles := row.get("roles"):
        found.append(_hiring(account, roles))
    return found


def _hiring(account: Account, roles: Mapping[str, Any]) -> Signal:
    told = []
    for number, line in enumerate(roles["open"], start=1):
        day, title = str(line).split(" ", 1)
        role = {f"role_{number}": [title, title]}
        told.append(_report({"source": roles["board"], "day": int(day), "title": title, "text": title, "fields": role}))
    fields = {name: value.value for report in told for name, value in report.fields.items()}
    fields |= {"function": roles.get("function", ""), "count": str(len(told))}
    fields |= {"weeks": str(roles["weeks"]), "alert": "surge"} if "weeks" in roles else {}
    return _signal(account, SignalKind(roles.get("kind", "relevant_roles")), told, fields)


def _signal(account: Account, kind: SignalKind, told: Sequence[SignalEvidence], fields: Mapping[str, str]) -> Signal:
    dates = [report.published_at for report in told if report.published_at]
    return Signal(
        id=f"{account.id}/{kind}",
        account_id=account.id,
        kind=kind,
        fields=fields,
        evidence=tuple(told),
        confidence=0.95,
        published_at=max(dates),
        known_at=max(dates),
    )


def _report(report: Mapping[str, Any]) -> SignalEvidence:
    text = report["text"]
    at = AS_OF - timedelta(days=int(report["day"]), hours=8)
    return SignalEvidence(
        item_id=f"{report['source']}/{report.get('title') or text[:32]}",
        source=report["source"],
        url=f"https://{report['source'].replace('_', '-')}.example/{abs(int(report['day']))}",
        publisher=f"{report['source'].replace('_', '-')}.example",
        title=report.get("title", ""),
        quote=Quote.of(text, 0, len(text)),
        fields={name: _field(text, *pair) for name, pair in report.get("fields", {}).items()},
        published_at=at,
        fetched_at=at,
        confidence=0.95,
    )


def _field(text: str, value: str, quote: str) -> FieldValue:
    start = text.index(quote)
    return FieldValue(str(value), Quote.of(text, start, start + len(quote)))
