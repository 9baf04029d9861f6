"""What a model is told: plain data for a prompt, evidence fenced off as data, nobody named (drafting §3 I3–I5, §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import Finding, Written
from agent.domain.evidence import Evidence, Party
from agent.domain.offers import Offer
from agent.domain.voices import PLAIN, Voice
from drafting.masks import Mask, mask_for
from drafting.pitch import ctas_for
from drafting.spotlight import Spotlight, mark, marker, shown
from drafting.untrusted import WITHHELD, scan
from drafting.voice import rules_of
from drafting.wording import short_name

QUOTES_MAX = 12


@dataclass(frozen=True, slots=True)
class Telling:
    """Inputs for a template, the ids a model may cite, and the marks that may never come back."""

    inputs: dict[str, Any]
    evidence_ids: tuple[str, ...]
    mask: Mask
    marks: tuple[str, ...]


def telling(
    brief: Brief,
    reason: Reason,
    *,
    contact: Contact,
    persona: Persona,
    offer: Offer,
    plan: str,
    earlier: Sequence[Written],
    secret: bytes,
    spotlight: Spotlight = Spotlight.DELIMIT,
    voice: Voice = PLAIN,
    as_of: datetime,
) -> Telling:
    """The marks are HMACs over the brief, made with `secret`."""
    usable = [e for e in brief.evidence if e.party is Party.PROSPECT and not e.flags & WITHHELD][:QUOTES_MAX]
    mask = mask_for(contact, brief.evidence, kept=(brief.account.name, short_name(brief.account.name)))
    fence, canary = (mark(secret, brief.sha256, name) for name in ("fence", "canary"))
    sign = marker(secret, brief.sha256) if spotlight is Spotlight.DATAMARK else ""
    own = _own(offer, reason, persona, plan)
    inputs: dict[str, Any] = {
        "account": {
            "name": short_name(brief.account.name),
            "industry": brief.account.industry or "unknown",
            "country": brief.account.country or "unknown",
        },
        "persona": {"name": persona.name, "title": mask.hide(contact.title)},
        "seller": offer.seller,
        "own": own,
        "evidence": shown([_told(e, mask) for e in usable], sign),
        "previous": [mask.hide(s.text) for written in earlier for s in written.sentences],
        "low": persona.words[0],
        "high": min(persona.words[1], 90),
        "today": as_of.date().isoformat(),
        "fence": fence,
        "canary": canary,
        "voice": [mask.hide(rule) for rule in rules_of(voice)],
        "examples": [{"subject": one.subject, "text": " ".join(one.sentences)} for one in voice.examples],
    }
    ids = (*(e.id for e in usable), *(piece["id"] for piece in own))
    return Telling(inputs, ids, mask, (fence, canary, *([sign] if sign else [])))


def failures(written: Written, findings: Sequence[Finding], mask: Mask) -> list[dict[str, Any]]:
    """The sentences a model must write anew, each with what was found wrong; all of them where it is the whole."""
    whole = any(finding.sentence is None for finding in findings)
    named = {finding.sentence for finding in findings if finding.sentence is not None}
    rows = []
    for index in sorted(named | (set(range(len(written.sentences))) if whole else set())):
        text = written.subject if index == -1 else written.sentences[index].text
        wrong = [mask.hide(f.message) for f in findings if f.sentence in (index, None)]
        rows.append({"index": index, "text": mask.hide(text), "problems": wrong})
    return rows


def _told(evidence: Evidence, mask: Mask) -> dict[str, str]:
    when = evidence.published_at.date().isoformat() if evidence.published_at else "undated"
    return {
        "id": evidence.id,
        "kind": evidence.kind.value,
        "date": when,
        "quote": mask.hide(" ".join(scan(evidence.quote).clean.split())),
    }


def _own(offer: Offer, reason: Reason, persona: Persona, plan: str) -> list[dict[str, str]]:
    """Our pain, value, proof and call to action for this reason, word for word."""
    cta = next(iter(ctas_for(offer, persona, first=plan == "first")), None)
    rows = [
        *(("pain", pain.id, pain.text) for pain in offer.pains if pain.id == reason.pain_id),
        *(("value", value.id, value.text) for value in offer.values if value.id == reason.value_id),
        *(("proof", proof.id, proof.text) for proof in offer.proofs if proof.id == reason.proof_id),
        *([("call to action", cta.id, cta.text)] if cta else []),
    ]
    return [{"kind": kind, "id": each, "text": text} for kind, each, text in rows]
