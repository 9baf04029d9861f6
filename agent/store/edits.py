"""Approvals and what was changed before them: kept once a draft, read by sender, by month and by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import Select

from agent.domain.drafts import Draft, Written
from agent.domain.edits import Edit, EditBand, EditClass
from agent.store import built, draft_names, objections
from agent.store.codec import load
from agent.tables.drafts import DraftRow, RevisionRow
from agent.tables.feedback import EditRow


@dataclass(frozen=True, slots=True)
class Versions:
    """The two texts that an edit lies between, and the numbers of their revisions."""

    generated: Written
    final: Written
    generated_number: int
    final_number: int


def versions_of(session: Session, draft: Draft) -> Versions | None:
    """What a drafter last wrote of `draft`, and its words now; None where no revision is kept."""
    kept = list(
        session.exec(
            select(RevisionRow).where(RevisionRow.draft_id == draft.id).order_by(col(RevisionRow.number))
        ).all()
    )
    if not kept:
        return None
    people = _people(draft, kept)
    generated = next((row for row in reversed(kept) if row.by not in people), kept[0])
    return Versions(load(Written, generated.written), draft.written, generated.number, kept[-1].number)


def _people(draft: Draft, kept: Sequence[RevisionRow]) -> set[str]:
    """Who of those that wrote is a person: the first revision is a drafter's, as is the one that `authorship` names."""
    drafters = {kept[0].by, draft.authorship.drafter}
    return {row.by for row in kept} - drafters


def put(session: Session, edit: Edit, versions: Versions) -> None:
    """Keep an approval; approving the same draft again replaces it."""
    session.merge(
        EditRow(
            draft_id=edit.draft_id,
            owner_id=edit.owner_id,
            at=edit.at,
            step=edit.step,
            generated=versions.generated_number,
            final=versions.final_number,
            ratio=edit.change.ratio,
            words_changed=edit.change.words_changed,
            band=str(edit.change.band),
            classes={str(kind): number for kind, number in edit.change.classes.items()},
            signal_kind=edit.signal_kind,
            persona_id=edit.persona_id,
            drafter=edit.drafter,
            prompt_id=edit.prompt_id,
            prompt_hash=edit.prompt_hash,
            frames=list(edit.frames),
        )
    )
    session.flush()


def drop(session: Session, draft_id: str) -> None:
    """Forget an approval that was taken back."""
    session.exec(delete(EditRow).where(col(EditRow.draft_id) == draft_id))


def count(session: Session, owner_id: str) -> int:
    """How many approvals of this sender are kept."""
    return session.exec(select(func.count()).select_from(EditRow).where(EditRow.owner_id == owner_id)).one()


@dataclass(frozen=True, slots=True)
class Measured:
    """One approval in numbers."""

    draft_id: str
    owner_id: str
    at: datetime
    band: EditBand
    words_changed: int
    classes: Mapping[EditClass, int]
    drafter: str
    prompt_id: str
    prompt_hash: str
    frames: tuple[str, ...]
    signal_kind: str
    persona_id: str
    step: int


def measured(session: Session, *, since: datetime, until: datetime, owner_id: str | None = None) -> list[Measured]:
    """The approvals of a span, newest first; of one sender, or of all."""
    query = select(EditRow).where(col(EditRow.at) >= since, col(EditRow.at) < until)
    if owner_id is not None:
        query = query.where(EditRow.owner_id == owner_id)
    return [_measured(row) for row in session.exec(query.order_by(col(EditRow.at).desc()))]


def _measured(row: EditRow) -> Measured:
    return Measured(
        row.draft_id,
        row.owner_id,
        row.at,
        EditBand(row.band),
        row.words_changed,
        {EditClass(kind): number for kind, number in row.classes.items()},
        row.drafter,
        row.prompt_id,
        row.prompt_hash,
        tuple(row.frames),
        row.signal_kind,
        row.persona_id,
        row.step,
    )


@dataclass(frozen=True, slots=True)
class Revised:
    """An edited approval with its two texts."""

    draft_id: str
    contact_id: str
    at: datetime
    generated: Written
    final: Written


def revised(session: Session, owner_id: str, *, since: datetime, limit: int = 200) -> list[Revised]:
    """The sender's last edited approvals with their words, newest first; not those that name who objected."""
    rows = session.exec(
        select(EditRow, DraftRow)
        .join(DraftRow, col(DraftRow.id) == col(EditRow.draft_id))
        .where(EditRow.owner_id == owner_id, col(EditRow.at) >= since, col(EditRow.ratio) > 0)
        .order_by(col(EditRow.at).desc())
        .limit(limit)
    ).all()
    shown = _shown(session, [draft for _, draft in rows])
    texts = _texts(session, [edit for edit, _ in rows if edit.draft_id in shown])
    found = []
    for edit, draft in rows:
        generated, final = (texts.get((edit.draft_id, number)) for number in (edit.generated, edit.final))
        if generated and final and generated.sentences and final.sentences:
            found.append(Revised(edit.draft_id, draft.contact_id, edit.at, generated, final))
    return found


def _texts(session: Session, edits: Sequence[EditRow]) -> dict[tuple[str, int], Written]:
    ids = [edit.draft_id for edit in edits]
    rows = session.exec(select(RevisionRow).where(col(RevisionRow.draft_id).in_(ids))).all()
    return {(row.draft_id, row.number): load(Written, row.written) for row in rows}


@dataclass(frozen=True, slots=True)
class Final:
    """An approved text, and what it was for."""

    draft_id: str
    account_id: str
    contact_id: str
    owner_id: str
    brief_id: str
    written: Written
    band: EditBand
    step: int
    signal_kind: str
    persona_id: str
    at: datetime


def finals(
    session: Session,
    *,
    owner_id: str | None = None,
    step: int | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> list[Final]:
    """The last approved texts, newest first; not those that were erased or name who objected. `before`: as of then."""
    wanted = {"owner": owner_id, "step": step, "before": before}
    given = {name: value for name, value in wanted.items() if value is not None}
    rows = session.exec(_finals(frozenset(given)), params={**given, "most": limit}).all()
    shown = _shown(session, [draft for _, draft in rows])
    return [
        Final(
            edit.draft_id, draft.account_id, draft.contact_id, edit.owner_id, draft.brief_id,
            load(Written, draft.written), EditBand(edit.band), edit.step, edit.signal_kind, edit.persona_id, edit.at,
        )
        for edit, draft in rows
        if edit.draft_id in shown and draft.written.get("sentences")
    ]  # fmt: skip


@cache
def _finals(given: frozenset[str]) -> Select[EditRow, DraftRow]:
    """The approved texts that `given` narrows down to a sender, a step or what came before an instant."""
    narrowed = {
        "owner": col(EditRow.owner_id) == built.given("owner"),
        "step": col(EditRow.step) == built.given("step"),
        "before": col(EditRow.at) < built.given("before"),
    }
    query = select(EditRow, DraftRow).join(DraftRow, col(DraftRow.id) == col(EditRow.draft_id))
    query = query.where(DraftRow.state == "approved", *(narrowed[name] for name in given))
    return query.order_by(col(EditRow.at).desc()).limit(built.given("most"))


def _shown(session: Session, rows: Sequence[DraftRow]) -> set[str]:
    silent = objections.hidden(session, [row.contact_id for row in rows])
    named = draft_names.withheld_of(session, rows)
    return {row.id for row in rows if row.contact_id not in silent and row.id not in named}
