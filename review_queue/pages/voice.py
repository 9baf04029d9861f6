"""Voice & words: what a sender's edits propose, the rules they accepted, how they write, and what is never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.decisions import Role
from agent.domain.voices import UNKNOWN, Ban, BanLevel, VoiceCard
from agent.errors import BadInput, NotAllowed, NotFound
from agent.feedback import capture, proposals, voice_card
from agent.feedback.ban_rules import check_ban
from agent.feedback.notes import Proposal
from agent.feedback.voice_card import in_force
from agent.store import bans, preferences, users, voices
from agent.store.preferences import Settled
from agent.store.voices import KeptVoice
from agent.tables.columns import new_id
from review_queue.fragments import go, page
from review_queue.guard import Decider, Reader, Visit

router = APIRouter(prefix="/voice")
LONGEST_FORM = 40


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the card: what was measured, what the sender set. `hint` says what may stand there."""

    name: str
    label: str
    measured: str
    own: str
    hint: str


@dataclass(frozen=True, slots=True)
class VoiceView:
    owner_id: str
    owner: str
    senders: tuple[tuple[str, str], ...]
    may_edit: bool
    may_ban_for_all: bool
    proposed: tuple[Proposal, ...]
    accepted: tuple[Settled, ...]
    declined: tuple[Settled, ...]
    settings: tuple[Setting, ...]
    card: VoiceCard
    kept: KeptVoice
    least: int
    bans: tuple[Ban, ...]
    names: dict[str, str]


@router.get("")
def show(visit: Reader, owner: str = "") -> Response:
    team = visit.team()
    senders = tuple((one.id, one.name) for one in team.owners)
    owner_id = owner or visit.actor.owner_id or (senders[0][0] if senders else "")
    found = team.owner(owner_id)
    if found is None:
        raise NotFound("There is no such sender in owners.yaml.")
    may_edit = _may_edit(visit, owner_id)
    with visit.context.store.read() as session:
        kept = voices.get(session, owner_id)
        settled = preferences.of_sender(session, owner_id)
        view = VoiceView(
            owner_id=owner_id,
            owner=found.name,
            senders=senders,
            may_edit=may_edit,
            may_ban_for_all=visit.may("tune"),
            proposed=tuple(proposals.proposals_for(session, owner_id, now=visit.now)) if may_edit else (),
            accepted=tuple(one for one in settled if one.state == preferences.ACCEPTED),
            declined=tuple(one for one in settled if one.state != preferences.ACCEPTED),
            settings=_settings(kept),
            card=in_force(kept.measured, kept.own),
            kept=kept,
            least=voice_card.LEAST,
            bans=bans.standing(session, owner_id),
            names={row.id: row.name for row in users.everyone(session)},
        )
    return page(visit, "pages/voice.html", view)


def _may_edit(visit: Visit, owner_id: str) -> bool:
    """A voice is its owner's; RevOps may help."""
    return visit.actor.role is Role.REVOPS or (visit.may("decide") and visit.actor.owner_id == owner_id)


def _settings(kept: KeptVoice) -> tuple[Setting, ...]:
    return tuple(
        Setting(name, label, _shown(getattr(kept.measured, name)), _shown(getattr(kept.own, name)), hint)
        for name, label, hint in _FIELDS
    )


_FIELDS = (
    ("greeting", "Greeting", "{first_name} stands for the name: Hello {first_name},"),
    ("sign_off", "Sign-off", "What stands above your name: Best"),
    ("words", "Words in a first mail", "20 to 130"),
    ("contractions", "Contractions", "0 never, 1 always"),
    ("grade", "School grade to read it", "measured only"),
    ("you_ratio", "Share of you and your", "measured only"),
)


def _shown(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _owner(visit: Visit) -> str:
    owner_id = visit.form.get("owner", "")
    if visit.team().owner(owner_id) is None:
        raise NotFound("There is no such sender in owners.yaml.")
    if not _may_edit(visit, owner_id):
        raise NotAllowed("A voice is its owner's to change; RevOps may help.")
    return owner_id


def _back(owner_id: str, part: str = "") -> Response:
    return go(f"/voice?owner={owner_id}{part}")


@router.post("/proposals")
def decide(visit: Decider) -> Response:
    """Accept or decline a proposed rule."""
    owner_id, key = _owner(visit), visit.form.get("key", "")
    act = {"accept": proposals.accept, "decline": proposals.decline}.get(visit.form.get("what", ""))
    if act is None:
        raise BadInput("Choose to accept or to decline.")
    with visit.context.store.write() as session:
        act(session, owner_id, key, by=visit.actor.user_id, now=visit.now)
    return _back(owner_id)


@router.post("/rules/{preference_id}")
def withdraw(visit: Decider, preference_id: str) -> Response:
    """Take an accepted rule back, or accept one that was declined."""
    owner_id = _owner(visit)
    with visit.context.store.write() as session:
        found = preferences.get(session, preference_id)
        if found is None or found.owner_id != owner_id:
            raise NotFound("There is no such rule.")
        state = preferences.WITHDRAWN if found.state == preferences.ACCEPTED else preferences.ACCEPTED
        preferences.settle(session, owner_id, found.preference, state, by=visit.actor.user_id, now=visit.now)
    return _back(owner_id, "#rules")


@router.post("/card")
def change(visit: Decider) -> Response:
    """What the sender sets by hand; an empty field goes back to what was measured."""
    owner_id = _owner(visit)
    card = read_card(visit.form)
    with visit.context.store.write() as session:
        voices.put_own(session, owner_id, card, by=visit.actor.user_id, now=visit.now)
    return _back(owner_id, "#card")


def read_card(form: Mapping[str, str]) -> VoiceCard:
    """A card out of a form's texts. Raises BadInput naming the field and what may stand there. Pure."""
    said = {f.name: " ".join(form.get(f.name, "").split()) for f in fields(VoiceCard)}
    greeting, sign_off = said["greeting"], said["sign_off"].rstrip(",")
    for name, text in (("greeting", greeting), ("sign-off", sign_off)):
        bare = text.replace("{first_name}", "")
        if len(text) > LONGEST_FORM or any(ch in bare for ch in "{}<>@[]\\") or "http" in bare:
            raise BadInput(
                f"The {name} is up to {LONGEST_FORM} characters of plain words; only {{first_name}} is filled."
            )
    return VoiceCard(
        words=round(number) if (number := _number(said["words"], "words", 20, 130)) is not None else None,
        greeting=greeting,
        sign_off=sign_off,
        contractions=_number(said["contractions"], "contractions", 0, 1),
    )


def _number(text: str, name: str, low: float, high: float) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = high + 1
    if not low <= number <= high:
        raise BadInput(f"{name}: write a number from {low:g} to {high:g}, or nothing.")
    return number


@router.post("/measure")
def measure(visit: Decider) -> Response:
    """Measure the card anew on what the sender approved."""
    owner_id = _owner(visit)
    with visit.context.store.write() as session:
        if voices.get(session, owner_id).measured_on not in ("", capture.FINALS):
            voices.put_measured(session, owner_id, UNKNOWN, on="", now=visit.now)
        if not capture.measure_finals(session, owner_id, now=visit.now):
            raise BadInput(f"A voice is measured from {voice_card.LEAST} approved first mails; there are fewer yet.")
    return _back(owner_id, "#card")


@router.post("/bans")
def ban(visit: Decider) -> Response:
    """Put a phrase on the sender's ban list, or (RevOps) on everyone's."""
    owner_id = _owner(visit)
    for_all = visit.form.get("whose") == "all"
    if for_all and not visit.may("tune"):
        raise NotAllowed("Only RevOps bans a phrase for everyone.")
    level = visit.form.get("level", "")
    if level not in set(BanLevel):
        raise BadInput("Choose whether it blocks or warns.")
    wanted = Ban(
        id=new_id(),
        phrase=" ".join(visit.form.get("phrase", "").split()),
        level=BanLevel(level),
        owner_id="" if for_all else owner_id,
        is_regex=visit.form.get("is_regex") == "yes",
        reason=visit.form.get("reason", "").strip()[:200],
        by=visit.actor.user_id,
        hits=_lines(visit.form.get("hits", "")),
        misses=_lines(visit.form.get("misses", "")),
    )
    check_ban(wanted)
    with visit.context.store.write() as session:
        bans.put(session, wanted, now=visit.now)
    return _back(owner_id, "#bans")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:200] for line in text.splitlines() if line.strip())[:10]


@router.post("/bans/{ban_id}/lift")
def lift(visit: Decider, ban_id: str) -> Response:
    owner_id = _owner(visit)
    with visit.context.store.write() as session:
        found = bans.get(session, ban_id)
        if found is None or found.owner_id not in ("", owner_id):
            raise NotFound("This ban does not stand.")
        if not found.owner_id and not visit.may("tune"):
            raise NotAllowed("Only RevOps lifts what holds for everyone.")
        bans.lift(session, ban_id, by=visit.actor.user_id, now=visit.now)
    return _back(owner_id, "#bans")
