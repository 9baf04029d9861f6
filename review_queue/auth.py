"""Who asks: passwords, server-side sessions, one-time links and limits on guessing (review §4.1).

Tokens are 256 random bits; only their SHA-256 is stored. A one-time link is used by a press of a button, never by
looking at it, since mail scanners follow links.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session

from agent.domain.decisions import Actor, Role
from agent.store import users
from agent.store.engine import Store
from agent.tables.users import UserRow

log = structlog.get_logger()

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
LINK_LIVES = timedelta(hours=24)
SHORTEST, LONGEST = 12, 128
ATTEMPTS_PER_ACCOUNT = 5
ATTEMPTS_PER_ADDRESS = 20
ATTEMPT_WINDOW = timedelta(minutes=1)
TOUCH_EVERY = timedelta(minutes=1)

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
COMMON = frozenset(
    {"123456789012", "password1234", "passwordpassword", "qwertyuiopas", "qwerty123456", "111111111111"}
    | {"letmeinletmein", "iloveyou1234", "administrator", "welcome12345", "changemechangeme", "firstlight12"}
    | {"firstlightfirstlight", "abcdefghijkl", "000000000000"}
)


class Purpose:
    """What a one-time link is for."""

    FIRST_ADMIN = "first_admin"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session: who it is, and the token that forms and htmx must send back."""

    actor: Actor
    email: str
    csrf: str
    token_sha256: str


def sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def as_actor(user: UserRow) -> Actor:
    return Actor(user_id=user.id, name=user.name, role=Role(user.role), owner_id=user.owner_id)


def check_password(password: str) -> str:
    """Why this password is not taken, in words; "" when it is (ASVS 6.2: length, no composition rules)."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. A few words in a row do well."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if password.casefold() in COMMON or len(set(password)) < 4:
        return "That one is on every list of guesses. Take another."
    return ""


def hash_password(password: str) -> str:
    return _hasher.hash(password)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _verified(stored: str, password: str) -> bool:
    """Whether the password is right. Takes as long when there is nobody of that name."""
    try:
        return _hasher.verify(stored or _nobodys_hash(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why sign-in failed. The words are the same for an unknown address and a wrong password."""

    why: str
    retry_after_s: int = 0


def sign_in(store: Store, *, email: str, password: str, address: str, now: datetime) -> str | Refused:
    """The token of a new session. `address` is the client's, for the limit on guessing."""
    account_key, address_key = f"account:{sha256(email.strip().casefold())}", f"address:{address}"
    with store.write() as session:
        since = now - ATTEMPT_WINDOW
        guessed = users.count_attempts(session, account_key, since=since)
        if guessed >= ATTEMPTS_PER_ACCOUNT or users.count_attempts(session, address_key, since=since) >= (
            ATTEMPTS_PER_ADDRESS
        ):
            log.warning("sign_in_throttled", account=account_key[-12:])
            return Refused("Too many tries. Wait a minute, then try again.", retry_after_s=60)
        users.note_attempt(session, account_key, now=now)
        users.note_attempt(session, address_key, now=now)
    with store.read() as session:
        user = users.by_email(session, email)
    right = _verified(user.password_hash if user else "", password)
    if user is None or not right or user.disabled_at is not None:
        return Refused("That address and password do not go together.")
    with store.write() as session:
        if _hasher.check_needs_rehash(user.password_hash):
            users.set_password(session, user.id, hash_password(password))
        return open_session(session, user.id, now=now)


def open_session(session: Session, user_id: str, *, now: datetime) -> str:
    """A new session's token, for the cookie. It is not stored: its SHA-256 is."""
    token = secrets.token_urlsafe(32)
    users.open_session(session, token_sha256=sha256(token), user_id=user_id, csrf=secrets.token_urlsafe(32), now=now)
    return token


def signed_in(store: Store, token: str, *, now: datetime) -> SignedIn | None:
    """Who this cookie is, if the session lives: 12 h idle, 7 d in all, user not disabled. Roles are read each time."""
    with store.read() as session:
        found = users.find_session(session, sha256(token))
    if found is None:
        return None
    row, user = found
    if user.disabled_at is not None or now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    if now - row.seen_at > TOUCH_EVERY:
        with store.write() as session:
            users.touch_session(session, row.token_sha256, now)
    return SignedIn(as_actor(user), user.email, row.csrf, row.token_sha256)


def sign_out(store: Store, token_sha256: str, *, now: datetime) -> None:
    with store.write() as session:
        users.end_session(session, token_sha256, now)


def make_link_token(
    session: Session, *, purpose: str, now: datetime, user_id: str = "", role: str = "", lives: timedelta = LINK_LIVES
) -> str:
    """A one-time token; the caller puts it into a link and shows it once."""
    token = secrets.token_urlsafe(32)
    users.put_one_time(
        session, token_sha256=sha256(token), purpose=purpose, expires_at=now + lives, user_id=user_id, role=role
    )
    return token


def first_admin_token(store: Store, *, now: datetime) -> str | None:
    """A token for making the first admin, or None when somebody is here already."""
    with store.write() as session:
        if users.count(session):
            return None
        return make_link_token(session, purpose=Purpose.FIRST_ADMIN, now=now)


def sign_in_token(store: Store, *, email: str, now: datetime) -> str | None:
    """A one-time sign-in token for a user, or None when there is no such user."""
    with store.write() as session:
        user = users.by_email(session, email)
        if user is None or user.disabled_at is not None:
            return None
        return make_link_token(session, purpose=Purpose.SIGN_IN, now=now, user_id=user.id)


def use_sign_in_token(store: Store, token: str, *, now: datetime) -> str | None:
    """The token of a new session for a sign-in link pressed in time, once."""
    with store.write() as session:
        used = users.use_one_time(session, sha256(token), purpose=Purpose.SIGN_IN, now=now)
        user = users.get(session, used.user_id) if used else None
        if user is None or user.disabled_at is not None:
            return None
        return open_session(session, user.id, now=now)


def create_first_admin(
    store: Store, token: str, *, email: str, name: str, password: str, owner_id: str, now: datetime
) -> str | None:
    """The first admin's session token; None when the link is not good or somebody was first. Atomic."""
    password_hash = hash_password(password)
    with store.write() as session:
        if users.count(session):
            return None
        if users.use_one_time(session, sha256(token), purpose=Purpose.FIRST_ADMIN, now=now) is None:
            return None
        user = users.create(
            session,
            email=email,
            name=name,
            role=str(Role.ADMIN),
            owner_id=owner_id,
            password_hash=password_hash,
            now=now,
        )
        return open_session(session, user.id, now=now)


def accept_invitation(store: Store, token: str, *, password: str, now: datetime) -> str | None:
    """The session token of an invited user who chose a password; None when the link is used or too old."""
    password_hash = hash_password(password)
    with store.write() as session:
        used = users.use_one_time(session, sha256(token), purpose=Purpose.INVITATION, now=now)
        if used is None:
            return None
        users.set_password(session, used.user_id, password_hash)
        users.end_sessions_of(session, used.user_id, now)
        return open_session(session, used.user_id, now=now)
