"""What stage 6 hands on: sentences, who wrote them, what the checks say, and the one reason."""

from __future__ import annotations

from agent.domain.briefs import Reason
from agent.domain.drafts import Authorship, Drafted, Findings, Written


def drafted(
    written: Written, authorship: Authorship, findings: Findings, reason: Reason, frames: tuple[str, ...] = ()
) -> Drafted:
    """Evidence ids are those the sentences cite, in order, each once."""
    cited = dict.fromkeys(each for sentence in written.sentences for each in sentence.evidence_ids)
    return Drafted(
        written=written,
        authorship=authorship,
        findings=findings,
        reason=reason.sentence,
        evidence_ids=tuple(cited),
        persona_id=reason.persona_id,
        frames=frames,
    )
