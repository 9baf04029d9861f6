"""Queries on users of the product, their sessions, one-time links and sign-in attempts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, delete, func, select

from agent.tables.columns import new_id
from agent.tables.users import LoginAttemptRow, OneTimeTokenRow, SessionRow, UserRow


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(UserRow)).one()


def get(session: Session, user_id: str) -> UserRow | None:
    return session.get(UserRow, user_id)


def by_email(session: Session, email: str) -> UserRow | None:
    return session.exec(select(UserRow).where(UserRow.email == email.strip().casefold())).first()


def everyone(session: Session) -> list[UserRow]:
    return list(session.exec(select(UserRow).order_by(col(UserRow.name), col(UserRow.id))).all())


def create(
    session: Session,
    *,
    email: str,
    name: str,
    role: str,
    now: datetime,
    owner_id: str = "",
    password_hash: str = "",
) -> UserRow:
    """A new user. The address is unique, case folded."""
    row = UserRow(
        id=new_id(),
        email=email.strip().casefold(),
        name=name.strip(),
        role=role,
        owner_id=owner_id,
        password_hash=password_hash,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def set_password(session: Session, user_id: str, password_hash: str) -> None:
    session.exec(update(UserRow).where(col(UserRow.id) == user_id).values(password_hash=password_hash))


def set_role(session: Session, user_id: str, *, role: str, owner_id: str) -> None:
    session.exec(update(UserRow).where(col(UserRow.id) == user_id).values(role=role, owner_id=owner_id))


def set_disabled(session: Session, user_id: str, at: datetime | None) -> None:
    session.exec(update(UserRow).where(col(UserRow.id) == user_id).values(disabled_at=at))


def open_session(session: Session, *, token_sha256: str, user_id: str, csrf: str, now: datetime) -> None:
    session.add(SessionRow(token_sha256=token_sha256, user_id=user_id, csrf=csrf, created_at=now, seen_at=now))
    session.flush()


def find_session(session: Session, token_sha256: str) -> tuple[SessionRow, UserRow] | None:
    """A session that nobody ended, with its user; how old it may be is the caller's to judge."""
    found = session.exec(
        select(SessionRow, UserRow)
        .join(UserRow, col(UserRow.id) == col(SessionRow.user_id))
        .where(SessionRow.token_sha256 == token_sha256, col(SessionRow.ended_at).is_(None))
    ).first()
    return (found[0], found[1]) if found else None


def touch_session(session: Session, token_sha256: str, now: datetime) -> None:
    session.exec(update(SessionRow).where(col(SessionRow.token_sha256) == token_sha256).values(seen_at=now))


def end_session(session: Session, token_sha256: str, now: datetime) -> None:
    session.exec(
        update(SessionRow)
        .where(col(SessionRow.token_sha256) == token_sha256, col(SessionRow.ended_at).is_(None))
        .values(ended_at=now)
    )


def end_sessions_of(session: Session, user_id: str, now: datetime) -> None:
    session.exec(
        update(SessionRow)
        .where(col(SessionRow.user_id) == user_id, col(SessionRow.ended_at).is_(None))
        .values(ended_at=now)
    )


def put_one_time(
    session: Session, *, token_sha256: str, purpose: str, expires_at: datetime, user_id: str = "", role: str = ""
) -> None:
    session.add(
        OneTimeTokenRow(token_sha256=token_sha256, purpose=purpose, user_id=user_id, role=role, expires_at=expires_at)
    )
    session.flush()


def find_one_time(session: Session, token_sha256: str, *, purpose: str, now: datetime) -> OneTimeTokenRow | None:
    """A one-time link that is neither used nor too old. Looking at it does not use it: mail scanners look."""
    row = session.get(OneTimeTokenRow, token_sha256)
    if row is None or row.purpose != purpose or row.used_at is not None or row.expires_at <= now:
        return None
    return row


def use_one_time(session: Session, token_sha256: str, *, purpose: str, now: datetime) -> OneTimeTokenRow | None:
    """Take a one-time link, once: of two at the same moment one gets None."""
    row = find_one_time(session, token_sha256, purpose=purpose, now=now)
    if row is None:
        return None
    taken = session.exec(
        update(OneTimeTokenRow)
        .where(col(OneTimeTokenRow.token_sha256) == token_sha256, col(OneTimeTokenRow.used_at).is_(None))
        .values(used_at=now)
    )
    return row if taken.rowcount == 1 else None


def count_attempts(session: Session, key: str, *, since: datetime) -> int:
    return session.exec(
        select(func.count())
        .select_from(LoginAttemptRow)
        .where(LoginAttemptRow.key == key, col(LoginAttemptRow.at) > since)
    ).one()


def note_attempt(session: Session, key: str, *, now: datetime, keep: timedelta = timedelta(days=1)) -> None:
    """Remember an attempt under `key`, and forget those older than `keep`."""
    session.exec(delete(LoginAttemptRow).where(col(LoginAttemptRow.at) < now - keep))
    session.add(LoginAttemptRow(id=new_id(), key=key, at=now))
    session.flush()
