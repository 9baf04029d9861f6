"""Drafts: sentences on evidence, the content that approval binds to, and what the checks found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent.domain.briefs import Brief


class DraftState(StrEnum):
    PENDING = "pending"
    REGENERATING = "regenerating"
    SNOOZED = "snoozed"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    SUPERSEDED = "superseded"


class Role(StrEnum):
    OPENER = "opener"
    PAIN = "pain"
    VALUE = "value"
    PROOF = "proof"
    CTA = "cta"
    BUMP = "bump"


class SentenceKind(StrEnum):
    FACT = "fact"
    HYPOTHESIS = "hypothesis"
    OFFER = "offer"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the mail; `evidence_ids` name what it stands on (e… prospect, p…/v…/h…/c… offer)."""

    text: str
    role: Role
    kind: SentenceKind
    evidence_ids: tuple[str, ...] = ()


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Verdict(StrEnum):
    """What grounding says of one sentence (drafting §2.2)."""

    SUPPORTED = "supported"
    SUPPORTED_ELSEWHERE = "supported_elsewhere"
    NOT_A_CLAIM = "not_a_claim"
    HEDGED_OK = "hedged_ok"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    WRONG_PARTY = "wrong_party"
    STALE = "stale"
    UNVERIFIABLE = "unverifiable"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Finding:
    """What guard, lint, grounding or a gate found. `sentence` is the index from 0, -1 the subject, None the whole;
    `start`/`end` are offsets in that sentence's text. `fix` is a replacement a person may press, if there is one."""

    code: str
    severity: Severity
    message: str
    sentence: int | None = None
    start: int = 0
    end: int = 0
    evidence_ids: tuple[str, ...] = ()
    fix: str | None = None
    source: str = "lint"


@dataclass(frozen=True, slots=True)
class Findings:
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    checker_version: str = ""

    @property
    def blocks(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.WARN)

    @property
    def approvable(self) -> bool:
        return not self.blocks


@dataclass(frozen=True, slots=True)
class Written:
    """What a drafter wrote: sentences only. Greeting, signature, footer and recipient are assembled by code (D1).

    `line_ends` has, a sentence, how many line ends a person put before it (0, 1, or 2 for a paragraph); () where code
    lays the words out. It is how they stand, not what they say, so it is no part of being the same words.
    """

    subject: str
    sentences: tuple[Sentence, ...]
    line_ends: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a model, word for word: what it saw. No name, address or number of the contact stands in it."""

    prompt_id: str
    prompt_hash: str
    render_hash: str
    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who or what wrote it, exactly enough to reproduce the request. `repairs` are the rounds in which a model mended
    its draft, `fell_back` is why the composer wrote instead of a model, `voice` what of the sender's it was given."""

    drafter: str
    model: str = ""
    prompt_id: str = ""
    prompt_hash: str = ""
    render_hash: str = ""
    offer_version: str = ""
    cost_usd: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    note: str = ""
    repairs: int = 0
    fell_back: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The result of stage 6 and 7: what was written, by whom, why, and what the checks say. `asked` is what a model was
    asked on the way, also where nothing came of it."""

    written: Written
    authorship: Authorship
    findings: Findings
    reason: str
    evidence_ids: tuple[str, ...] = ()
    persona_id: str = ""
    frames: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewed:
    """A draft written again on what is known now: the words, the brief that they stand on, and its event."""

    drafted: Drafted
    brief: Brief
    why_now: str
    signal_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoReason:
    """No draft, and why, in words a person can read."""

    why: str
    code: str = "no_reason"


@dataclass(frozen=True, slots=True)
class Content:
    """The canonical content that approval binds to (DESIGN §2.1). Date, Message-ID and threading are excluded."""

    sender: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    footer: str = ""

    @property
    def sha256(self) -> str:
        parts = {
            "from": self.sender,
            "to": self.recipient,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": list(self.links),
            "attachments": list(self.attachments),
            "footer": self.footer,
        }
        canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in the queue. `version` grows with any write that changes what would be sent, by whom, or the state."""

    id: str
    account_id: str
    contact_id: str
    owner_id: str
    run_id: str
    step: int
    state: DraftState
    version: int
    written: Written
    content: Content
    findings: Findings
    authorship: Authorship
    reason: str
    brief_id: str
    score: int
    created_at: datetime
    expires_at: datetime
    evidence_ids: tuple[str, ...] = ()
    edited: bool = False
    snoozed_until: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str = ""
    approved_sha256: str = ""
    state_reason: str = ""
    frames: tuple[str, ...] = field(default=())

    @property
    def etag(self) -> str:
        return f'"{self.id}.{self.version}"'
