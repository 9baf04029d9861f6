"""Users of the product and their sessions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, maybe_at_field


class UserRow(SQLModel, table=True):
    __tablename__ = "user_account"

    id: str = id_field()
    email: str = Field(unique=True, index=True)
    name: str
    role: str
    owner_id: str = ""
    password_hash: str = ""
    disabled_at: datetime | None = maybe_at_field()
    created_at: datetime = at_field()


class SessionRow(SQLModel, table=True):
    """A server-side session: the cookie's 256 random bits, stored hashed (review §4.1)."""

    __tablename__ = "session"

    token_sha256: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    csrf: str
    created_at: datetime = at_field()
    seen_at: datetime = at_field()
    ended_at: datetime | None = maybe_at_field()


class OneTimeTokenRow(SQLModel, table=True):
    """A single-use link: first admin, invitation, or the demo's sign-in."""

    __tablename__ = "one_time_token"

    token_sha256: str = Field(primary_key=True)
    purpose: str
    user_id: str = ""
    role: str = ""
    expires_at: datetime = at_field()
    used_at: datetime | None = maybe_at_field()


class LoginAttemptRow(SQLModel, table=True):
    __tablename__ = "login_attempt"

    id: str = id_field()
    key: str = Field(index=True)
    at: datetime = at_field(index=True)
