"""The web app's context: what its pages may ask for, joined to the installation's parts. It hands out no channel."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from zlib import crc32

from sqlalchemy.exc import IntegrityError

from agent.domain.drafts import Draft, Drafted, NoReason
from agent.errors import BadInput, BadSignature
from agent.imports.intake_profiles import find_profile, licences
from agent.intake import read_arrived
from agent.sources.weights import preview_weight
from agent.store import idempotency
from agent.wiring import Installation
from agent.wiring_model import why_silent
from review_queue.context import Previewed, TakenIn, WebContext
from signals.collectors.intake_signature import verify_signature


def web_context(installation: Installation, *, demo: bool = False) -> WebContext:
    """Everything that the pages need, as values and functions."""
    settings = installation.settings
    return WebContext(
        store=installation.store,
        team=installation.team,
        clock=installation.clock,
        secret_key=installation.secret("web"),
        draft_for_contact=lambda contact_id: installation.preparer().draft_for_contact(contact_id),
        regenerate=lambda draft, words: _regenerate(installation, draft, words),
        renew=lambda draft: installation.preparer().renew(draft.id, salt=draft.version),
        public_url=settings.web.public_url,
        secure_cookies=settings.web.secure_cookies,
        start_run=None if demo else installation.play_in_background,
        preview_weight=lambda source, weight: _preview_weight(installation, source, weight),
        take_intake=lambda channel, body, headers: _take_intake(installation, channel, body, headers),
        health=lambda: _health(installation),
        guess_address=lambda account, first, last: installation.guesser()(account, first, last),
        prompts=installation.prompts(),
        model=settings.model.name,
        check_model=(lambda: why_silent(settings.model)) if settings.model.is_configured else None,
        demo=demo,
    )


def _regenerate(installation: Installation, draft: Draft, instruction: str) -> Drafted | NoReason:
    """Other words on fresh evidence; the instruction moves the composer to other frames and is data to a model."""
    return installation.preparer().redraft(draft.id, salt=draft.version + crc32(instruction.encode()) % 1000)


def _preview_weight(installation: Installation, source: str, weight: float) -> tuple[Previewed, ...]:
    """The queue before and after a source's weight is changed, writing nothing."""
    shown = preview_weight(installation.store, installation.team(), source, weight, now=installation.clock.now())
    return tuple(Previewed(row.account_id, row.name, row.place_before or 0, row.place_after or 0) for row in shown.rows)


def _take_intake(installation: Installation, channel: str, body: bytes, headers: Mapping[str, str]) -> TakenIn:
    """A signed webhook's events, taken in at once. Raises BadSignature for a signature that does not hold."""
    secret = installation.settings.intake_secret.get_secret_value()
    timestamp, signature = headers.get("x-firstlight-timestamp", ""), headers.get("x-firstlight-signature", "")
    why = verify_signature(secret, timestamp, body, signature, installation.clock.now())
    if why:
        raise BadSignature(f"The intake was refused: {why}.")
    return _once(installation, channel, body, lambda: _arrived(installation, channel, body))


def _arrived(installation: Installation, channel: str, body: bytes) -> TakenIn:
    """What a webhook's call held, read by the channel's own profile where the team has one."""
    folder = installation.settings.folder
    now = installation.clock.now()
    profile = find_profile(folder, channel)
    arrived = read_arrived(channel, body, "json", now, profile=profile, licences=licences(folder))
    if arrived.errors and not arrived.items:
        raise BadInput(f"Nothing was taken in. {arrived.errors[0].reason}.")
    refused = tuple((error.line, error.reason) for error in arrived.errors)
    return TakenIn(installation.intake().take(arrived.items), refused)


def _once(installation: Installation, channel: str, body: bytes, take: Callable[[], TakenIn]) -> TakenIn:
    """The same body within a day, however signed, is answered as it was and does nothing: an old word cannot undo a
    newer one."""
    digest = hashlib.sha256(body).hexdigest()
    key = f"intake:{channel}:{digest}"
    now = installation.clock.now()
    with installation.store.read() as session:
        known = idempotency.find(session, key, now=now)
    if known is not None:
        return _taken_before(json.loads(known.answer))
    taken = take()
    with suppress(IntegrityError), installation.store.write() as session:
        idempotency.reserve(session, key, actor_id=channel, route="intake", body_sha256=digest, now=now)
        idempotency.finish(session, key, status=202, answer=json.dumps(asdict(taken)))
    return taken


def _taken_before(answer: Any) -> TakenIn:
    """An answer as it was kept; one of an older version holds its ids alone."""
    if isinstance(answer, list):
        return TakenIn(tuple(answer))
    return TakenIn(tuple(answer["ids"]), tuple((line, reason) for line, reason in answer["refused"]))


def _health(installation: Installation) -> Mapping[str, str]:
    """What /healthz says of the inside, to those who are signed in."""
    mail = installation.settings.mail.channel
    model = installation.settings.model.name or "none: the composer drafts"
    return {"database": installation.store.engine.dialect.name, "mail": mail, "model": model}
