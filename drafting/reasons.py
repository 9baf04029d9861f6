"""Why write now: signal × pain × persona, ranked by weight · recency · fit, each in one sentence (drafting §6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from agent.domain.accounts import Account
from agent.domain.briefs import Reason
from agent.domain.contacts import Persona
from agent.domain.offers import Offer, Pain, Proof, Value
from agent.domain.profiles import Profile, SignalWeight
from agent.domain.signals import Signal, SignalKind
from drafting.conditions import parse_condition
from signals.weights import weight_of
from signals.why_now import why_now, within_chance

# drafting §6: how long a signal may still open a mail.
TTL_DAYS = {
    SignalKind.FUNDING: 90,
    SignalKind.DEBT: 90,
    SignalKind.RELEVANT_ROLES: 30,
    SignalKind.HIRING_SURGE: 30,
    SignalKind.FIRST_OF_KIND: 30,
    SignalKind.JOB_CHANGE: 90,
    SignalKind.TECHNOLOGY: 60,
}
# signals §6 table; a profile's own weights win.
_WEIGHTS = {
    SignalKind.FUNDING: SignalWeight(18, 45),
    SignalKind.DEBT: SignalWeight(8, 45),
    SignalKind.JOB_CHANGE: SignalWeight(18, 60),
    SignalKind.RELEVANT_ROLES: SignalWeight(10, 21),
    SignalKind.HIRING_SURGE: SignalWeight(14, 30),
    SignalKind.FIRST_OF_KIND: SignalWeight(12, 45),
    SignalKind.TECHNOLOGY: SignalWeight(12, 60),
}
_OTHER = SignalWeight(5, 45)
_VARIANTS = {SignalKind.FUNDING: "round", SignalKind.JOB_CHANGE: "direction", SignalKind.TECHNOLOGY: "direction"}


def rank_reasons(
    signals: Sequence[Signal],
    *,
    account: Account,
    offer: Offer,
    personas: Sequence[Persona],
    profile: Profile | None,
    as_of: datetime,
) -> tuple[Reason, ...]:
    """Every fresh signal that a pain waits for, for every persona it concerns; best first.

    Equal ones: the persona whose function the signal is about, then the order of `personas`, then that of the pains.
    """
    if not offer.is_usable:
        return ()
    muted = profile.muted_kinds if profile else frozenset()
    found = [
        (not concerns(signal, persona), place, reason)
        for signal in signals
        if signal.kind not in muted and is_fresh(signal, as_of) and not _is_of_no_use(signal, profile)
        for pain in offer.pains
        if any(parse_condition(text).holds(signal) for text in pain.signals)
        for place, persona in enumerate(personas)
        if not pain.personas or persona.id in pain.personas
        for reason in (_reason(signal, pain, persona, account=account, offer=offer, profile=profile, as_of=as_of),)
    ]
    found.sort(key=lambda row: (-row[2].weight, row[2].signal_id, row[0], row[1]))
    return tuple(reason for _, _, reason in found)


def concerns(signal: Signal, persona: Persona) -> bool:
    """Whether the roles or the change that `signal` tells of are of the persona's own function."""
    return signal.fields.get("function", "") in persona.functions


def is_fresh(signal: Signal, as_of: datetime) -> bool:
    """Whether a mail may still open on it. A rise within chance is no news however new it is."""
    if within_chance(signal):
        return False
    return timedelta(days=-1) <= as_of - signal.dated_at <= timedelta(days=TTL_DAYS.get(signal.kind, 60))


def _is_of_no_use(signal: Signal, profile: Profile | None) -> bool:
    """A change of a tool that is worth nothing to this team: not one of those it named, or the wrong way round."""
    if signal.kind is not SignalKind.TECHNOLOGY or profile is None:
        return False
    return weight_of(signal.kind, signal.fields, profile).points == 0


def _reason(
    signal: Signal,
    pain: Pain,
    persona: Persona,
    *,
    account: Account,
    offer: Offer,
    profile: Profile | None,
    as_of: datetime,
) -> Reason:
    weight = _weight_of(signal, profile)
    age = max((as_of - signal.dated_at).total_seconds() / 86400, 0.0)
    recency = 0.5 ** (age / weight.half_life_days)
    fit = (1.0 if pain.personas else 0.8) * signal.confidence * (1.0 if signal.published_at else 0.5)
    value = value_for(pain, persona, offer)
    proof = next(iter(usable_proofs(account, offer, as_of.date())), None)
    return Reason(
        signal_id=signal.id,
        pain_id=pain.id,
        value_id=value.id if value else "",
        proof_id=proof.id if proof else "",
        persona_id=persona.id,
        weight=round(weight.points * recency * fit, 6),
        sentence=in_words(why_now(signal, as_of), pain, value),
    )


def in_words(event: str, pain: Pain, value: Value | None) -> str:
    """What happened, what it tends to mean, what we do about it, as people read it; ids stay in the fields."""
    parts = [event, pain.text, value.text if value else ""]
    return " → ".join(" ".join(part.split()).rstrip(". ") for part in parts if part.strip())


def _weight_of(signal: Signal, profile: Profile | None) -> SignalWeight:
    variant = signal.fields.get(_VARIANTS.get(signal.kind, ""), "")
    own = profile.weights if profile else {}
    keys = (f"{signal.kind.value}:{variant}", signal.kind.value)
    return next((own[key] for key in keys if key in own), _WEIGHTS.get(signal.kind, _OTHER))


def value_for(pain: Pain, persona: Persona, offer: Offer, *, heard: Collection[str] = ()) -> Value | None:
    """The pain's own value for this persona, else its first, else any for the persona; none of `heard`."""
    linked = [value for value in offer.values if value.id in pain.values]
    candidates = [value for value in linked or offer.values if value.id not in heard]
    return next(
        (value for value in candidates if persona.id in value.personas),
        next((value for value in candidates if not value.personas), candidates[0] if linked and candidates else None),
    )


def usable_proofs(account: Account, offer: Offer, on: date) -> list[Proof]:
    """A proof may be used if the customer agreed, it has not expired, and its segment is the account's or none.

    Those of the account's own segment come first.
    """
    industry = account.industry.casefold()
    usable = [
        proof
        for proof in offer.proofs
        if proof.customer_ok
        and (proof.expires is None or proof.expires >= on)
        and (not proof.segment or proof.segment.casefold() == industry)
    ]
    return sorted(usable, key=lambda proof: (not proof.segment, proof.id))
