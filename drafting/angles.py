"""Another angle for the next person at an account: reasons whose pain, value and proof nobody there has heard (§9).

Part of stage 5 of 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Persona
from agent.domain.drafts import Written
from agent.domain.offers import Offer
from agent.domain.threads import Told
from drafting.reasons import in_words, usable_proofs, value_for
from drafting.research import with_reasons
from signals.why_now import why_now


def cited(mails: Iterable[Written]) -> frozenset[str]:
    """The ids of all that these mails stand on."""
    return frozenset(each for written in mails for sentence in written.sentences for each in sentence.evidence_ids)


def heard(told: Iterable[Told]) -> frozenset[str]:
    """The same of what others at the account hear."""
    return cited(one.written for one in told)


def other_angles(brief: Brief, told: Sequence[Told], *, offer: Offer, personas: Sequence[Persona]) -> Brief:
    """`brief` with the reasons of which the pain is new to the account, each with a value and a proof that are, too.

    A reason for which nothing of ours is left unsaid is left out.
    """
    if not told:
        return brief
    said = heard(told)
    found = (_other(reason, brief, said, offer, personas) for reason in brief.reasons)
    return with_reasons(brief, tuple(reason for reason in found if reason is not None))


def _other(
    reason: Reason, brief: Brief, said: frozenset[str], offer: Offer, personas: Sequence[Persona]
) -> Reason | None:
    pain = next((one for one in offer.pains if one.id == reason.pain_id), None)
    persona = next((one for one in personas if one.id == reason.persona_id), None)
    signal = next((one for one in brief.signals if one.id == reason.signal_id), None)
    if pain is None or persona is None or signal is None or pain.id in said:
        return None
    value = value_for(pain, persona, offer, heard=said)
    proofs = usable_proofs(brief.account, offer, brief.as_of.date())
    proof = next((one for one in proofs if one.id not in said), None)
    if value is None and proof is None:
        return None
    return replace(
        reason,
        value_id=value.id if value else "",
        proof_id=proof.id if proof else "",
        sentence=in_words(why_now(signal, brief.as_of), pain, value),
    )
