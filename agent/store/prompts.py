"""Texts of prompts by hash, what is live by path and since when, and what golden runs gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.prompting import Figures, How, Publication
from agent.store.codec import dump, load
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.prompts import GoldenRunRow, PromptVersionRow, PublicationRow


def put_version(session: Session, sha: str, prompt_id: str, files: Mapping[str, str], *, now: datetime) -> None:
    """Keep the texts that a hash stands for; a hash that is known already is left alone."""
    if session.get(PromptVersionRow, sha) is None:
        session.add(PromptVersionRow(sha=sha, prompt_id=prompt_id, files=dict(files), at=now))
        session.flush()


def known_versions(session: Session, shas: Iterable[str]) -> set[str]:
    wanted = list(shas)
    return set(session.exec(select(PromptVersionRow.sha).where(col(PromptVersionRow.sha).in_(wanted))).all())


def version(session: Session, sha: str) -> tuple[str, dict[str, str]] | None:
    """(prompt id, texts by file) of a hash."""
    row = session.get(PromptVersionRow, sha)
    return (row.prompt_id, dict(row.files)) if row else None


def publish(
    session: Session,
    path: str,
    text: str | None,
    sha: str,
    how: How,
    *,
    by: str,
    now: datetime,
    figures: Figures | None,
) -> None:
    """Record that a text of `path` is live from now on; None: the one that ships."""
    session.add(
        PublicationRow(
            id=new_id(),
            path=path,
            text=text or "",
            is_shipped=text is None,
            sha=sha,
            how=str(how),
            by=by,
            at=now,
            figures=dump(Figures, figures) if figures else None,
        )
    )
    session.flush()


def live_texts(session: Session) -> dict[str, str]:
    """The team's own texts as they were last published, by path; what went back to the shipped one is not in it."""
    newest: dict[str, PublicationRow] = {}
    for row in session.exec(select(PublicationRow).order_by(col(PublicationRow.id))):
        newest[row.path] = row
    return {path: row.text for path, row in newest.items() if not row.is_shipped}


def live_text(session: Session, path: str) -> str | None:
    """The team's own text of one file as it was last published; None where the shipped one stands."""
    query = select(PublicationRow).where(PublicationRow.path == path).order_by(col(PublicationRow.id).desc()).limit(1)
    row = session.exec(query).first()
    return row.text if row is not None and not row.is_shipped else None


def history(session: Session, path: str, *, limit: int = 50) -> list[Publication]:
    """What was published of `path`, newest first."""
    query = select(PublicationRow).where(PublicationRow.path == path)
    query = query.order_by(col(PublicationRow.id).desc()).limit(limit)
    return [_publication(row) for row in session.exec(query)]


def golden(session: Session, key: str) -> Figures | None:
    row = session.get(GoldenRunRow, key)
    return load(Figures, row.figures) if row else None


def put_golden(session: Session, key: str, figures: Figures, *, now: datetime) -> None:
    session.merge(GoldenRunRow(key=key, figures=dump(Figures, figures), at=now))
    session.flush()


def drafted_last(session: Session, *, limit: int) -> list[str]:
    """Ids of the first touches that were drafted last, newest first."""
    query = select(DraftRow.id).where(DraftRow.step == 1).order_by(col(DraftRow.created_at).desc()).limit(limit)
    return list(session.exec(query))


def _publication(row: PublicationRow) -> Publication:
    text = None if row.is_shipped else row.text
    figures = load(Figures, row.figures) if row.figures else None
    return Publication(row.id, row.path, text, row.sha, How(row.how), row.by, row.at, figures)
