"""What drafts say of people at their account: held back once somebody whom they name objects, emptied once they are
erased."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import Content, Findings, Written
from agent.domain.evidence import Evidence
from agent.store import asked, objections, sends
from agent.store.bulk import chunks, overwrite
from agent.store.codec import dump, load
from agent.store.drafts import OPEN_STATES
from agent.store.objections import Silence
from agent.tables.drafts import DecisionRow, DraftRow, RevisionRow
from agent.tables.sends import SendEventRow, SendRow
from agent.tables.signals import BriefRow

_UNWRITTEN = {"written": dump(Written, Written("", ()))}
_UNSAID = {"content": dump(Content, Content(sender="", recipient="", subject="", text=""))}
_EMPTY_DRAFT = {
    **_UNWRITTEN,
    **_UNSAID,
    "reason": "",
    "why_now": "",
    "outdated": "",
    "findings": dump(Findings, Findings(())),
}
_EMPTY_SEND = {**_UNSAID, "mime": None, "smtp_text": "", "reason": ""}


def withheld(session: Session, draft_ids: Collection[str]) -> frozenset[str]:
    """Those of these drafts that may neither be shown nor leave: they name somebody at their account who objected."""
    found = [
        row
        for some in chunks(sorted(set(draft_ids)))
        for row in session.exec(select(DraftRow).where(col(DraftRow.id).in_(some)))
    ]
    return withheld_of(session, found)


def withheld_of(session: Session, rows: Sequence[DraftRow]) -> frozenset[str]:
    """`withheld`, of rows that are read already."""
    return naming(session, rows, objections.silences(session, {row.account_id for row in rows}))


def naming(session: Session, rows: Sequence[DraftRow], silences: Mapping[str, Silence]) -> frozenset[str]:
    """Those of these drafts whose words, earlier words or brief name whom `silences`, by account, hold."""
    asked = [row for row in rows if not silences[row.account_id].is_empty]
    said = _said(session, asked)
    known = _briefs(session, asked)
    return frozenset(
        row.id for row in asked if silences[row.account_id].holds(*said[row.id], *known.get(row.brief_id, ()))
    )


def open_naming(session: Session, silences: Mapping[str, Silence]) -> list[str]:
    """The drafts at these accounts that are not decided for good and name whom `silences` hold."""
    states = [str(state) for state in OPEN_STATES]
    rows = [
        row
        for some in chunks(sorted(silences))
        for row in session.exec(
            select(DraftRow).where(col(DraftRow.account_id).in_(some), col(DraftRow.state).in_(states))
        )
    ]
    return sorted(naming(session, rows, silences))


def told(session: Session, person: Contact) -> list[dict[str, Any]]:
    """What drafts to colleagues of `person` say of them, line by line."""
    about = objections.silence_about(person)
    rows = _to_colleagues(session, person)
    said = _said(session, rows)
    return [
        {"draft_id": row.id, "created_at": row.created_at, "text": line}
        for row in rows
        for line in dict.fromkeys(line for text in said[row.id] for line in text.split("\n"))
        if about.holds(line)
    ]


def forget(session: Session, person: Contact) -> dict[str, int]:
    """Take `person` out of what was written to their colleagues, and of the account's briefs. Returns how many rows
    that were. Repeating it changes nothing.

    What left without naming them stays as it left, though its brief knew of them.
    """
    about = objections.silence_about(person)
    rows = _to_colleagues(session, person)
    named = naming(session, rows, {person.account_id: about})
    said = _said(session, [row for row in rows if row.id in named])
    gone = [one for one in sorted(named) if objections.calls(person, *said[one]) or not _has_left(session, one)]
    emptied = _empty_but_for_addresses(session, gone)
    marks = [row.id for row in rows if about.holds(row.outdated)]
    overwrite(session, DraftRow, col(DraftRow.id).in_(marks), {"outdated": ""})
    return {
        "colleagues_drafts": emptied["drafts"],
        "colleagues_mails": emptied["sends"],
        "colleagues_prompts": emptied["prompts"] + asked.forget_naming(session, person.account_id, about),
        "briefs": _forget_in_briefs(session, person.account_id, about),
    }


def empty(session: Session, *, draft_ids: Sequence[str], send_ids: Sequence[str]) -> dict[str, int]:
    """Take every word out of these drafts and sends; what was decided, and when each left, stays."""
    of_drafts, of_sends = list(draft_ids), list(send_ids)
    return {
        "drafts": overwrite(session, DraftRow, col(DraftRow.id).in_(of_drafts), _EMPTY_DRAFT),
        "prompts": asked.forget(session, of_drafts),
        "revisions": overwrite(session, RevisionRow, col(RevisionRow.draft_id).in_(of_drafts), _UNWRITTEN),
        "decisions": overwrite(session, DecisionRow, col(DecisionRow.draft_id).in_(of_drafts), {"note": ""}),
        "sends": overwrite(session, SendRow, col(SendRow.id).in_(of_sends), _EMPTY_SEND),
        "send_events": overwrite(session, SendEventRow, col(SendEventRow.send_id).in_(of_sends), {"note": ""}),
    }


def _empty_but_for_addresses(session: Session, draft_ids: Sequence[str]) -> dict[str, int]:
    """Whom a mail was to is no secret of theirs whom it named, and an answer to it still finds its way by that."""
    mails = session.exec(select(SendRow).where(col(SendRow.draft_id).in_(draft_ids))).all()
    texts = [*session.exec(select(DraftRow).where(col(DraftRow.id).in_(draft_ids))), *mails]
    addresses = [{name: row.content[name] for name in ("sender", "recipient")} for row in texts]
    emptied = empty(session, draft_ids=draft_ids, send_ids=[row.id for row in mails])
    for row, kept in zip(texts, addresses, strict=True):
        session.refresh(row)
        row.content = {**row.content, **kept}
        session.add(row)
    session.flush()
    return emptied


def _to_colleagues(session: Session, person: Contact) -> Sequence[DraftRow]:
    query = select(DraftRow).where(DraftRow.account_id == person.account_id, DraftRow.contact_id != person.id)
    return session.exec(query.order_by(col(DraftRow.id))).all()


def _has_left(session: Session, draft_id: str) -> bool:
    send = sends.of_draft(session, draft_id)
    return send is not None and send.state in sends.OUT


def _said(session: Session, rows: Sequence[DraftRow]) -> dict[str, list[str]]:
    """What these drafts say and said, by their ids."""
    said = {
        row.id: list(_texts([row.written, row.content, row.findings, row.reason, row.why_now, row.state_reason]))
        for row in rows
    }
    for some in chunks(sorted(said)):
        for revision in session.exec(select(RevisionRow).where(col(RevisionRow.draft_id).in_(some))):
            said[revision.draft_id] += _texts(revision.written)
    return said


def _briefs(session: Session, rows: Sequence[DraftRow]) -> dict[str, list[str]]:
    """What the briefs of these drafts say, by their ids."""
    found: dict[str, list[str]] = {}
    for some in chunks(sorted({row.brief_id for row in rows if row.brief_id})):
        for row in session.exec(select(BriefRow).where(col(BriefRow.id).in_(some))):
            found[row.id] = list(_texts(row.brief))
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _forget_in_briefs(session: Session, account_id: str, silence: Silence) -> int:
    done = 0
    for row in session.exec(select(BriefRow).where(BriefRow.account_id == account_id)):
        if silence.holds(*_texts(row.brief)):
            row.brief = dump(Brief, without(load(Brief, row.brief), silence))
            session.add(row)
            done += 1
    session.flush()
    return done


def without(brief: Brief, silence: Silence) -> Brief:
    """The brief without the signals that name them, and without all that was quoted from where they are named."""
    signals = {one.id for one in brief.signals if silence.of_signal(one)}
    named = [piece for piece in brief.evidence if silence.holds(*_texts(dump(Evidence, piece)))]
    items = {piece.item_id for piece in named if piece.item_id}
    gone = {piece.id for piece in named}
    gone |= {piece.id for piece in brief.evidence if piece.item_id in items or piece.signal_id in signals}
    return replace(
        brief,
        lines=tuple(one for one in brief.lines if one.evidence_id not in gone and not silence.holds(one.claim)),
        evidence=tuple(piece for piece in brief.evidence if piece.id not in gone),
        signals=tuple(one for one in brief.signals if one.id not in signals),
        reasons=tuple(one for one in brief.reasons if one.signal_id not in signals and not silence.holds(one.sentence)),
        risks=tuple(one for one in brief.risks if one.evidence_id not in gone and not silence.holds(one.words)),
    )
