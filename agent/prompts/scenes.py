"""The accounts that an edit is tried on: three golden ones and the three drafted last, pinned (drafting §4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.briefs import Brief
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import Drafted, Findings, NoReason, Written
from agent.domain.offers import Offer
from agent.domain.policies import Mailbox
from agent.domain.teams import Team
from agent.evaluate.accounts import AS_OF, PERSONAS, known_of
from agent.evaluate.drafts import MAILBOX, brief_of, golden
from agent.night.candidates import choose
from agent.night.plans import DraftPlan, Planner
from agent.prompts.golden import STEPS
from agent.store import accounts, contacts, drafts
from agent.store.prompts import drafted_last
from drafting.draft import Drafter, draft
from drafting.render import Prompts, Rendered
from drafting.repair import Attempt, asked

PINNED = 3
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Scene:
    """One account with all that a drafter needs. `label` says whence: "golden", or "drafted 20 Nov"; `salt` other than
    0 asks the composer for other words, as "Again" does."""

    label: str
    brief: Brief
    contact: Contact
    persona: Persona
    offer: Offer
    mailbox: Mailbox
    as_of: datetime
    plan: str = "first"
    earlier: tuple[Written, ...] = ()
    salt: int = 0

    @property
    def signal(self) -> str:
        """The kind of signal that the reason stands on."""
        reason = next(one for one in self.brief.reasons if one.persona_id == self.persona.id)
        return next(str(one.kind) for one in self.brief.signals if one.id == reason.signal_id)

    def messages(self, prompts: Prompts, secret: bytes) -> Rendered:
        """What a model would be sent. Raises ConfigError where the prompt cannot be rendered."""
        return asked(self._attempt(), prompts, secret)[1]

    def draft(self, drafter: Drafter) -> Drafted | NoReason:
        return draft(
            self.brief,
            contact=self.contact,
            persona=self.persona,
            offer=self.offer,
            mailbox=self.mailbox,
            step=STEPS[self.plan],
            plan=self.plan,
            earlier=self.earlier,
            salt=self.salt,
            drafter=drafter,
            as_of=self.as_of,
        )

    def at(self, plan: str, drafter: Drafter) -> Scene | None:
        """The same account at a later touch, after a first one by the composer; None where it writes none."""
        if plan == "first":
            return self
        first = self.draft(replace(drafter, model=None))
        return replace(self, plan=plan, earlier=(first.written,)) if isinstance(first, Drafted) else None

    def _attempt(self) -> Attempt:
        reason = next(one for one in self.brief.reasons if one.persona_id == self.persona.id)
        return Attempt(
            self.brief, reason, self.contact, self.persona, self.offer, STEPS[self.plan], self.plan, self.earlier, 0,
            self.as_of, lambda written: Findings(),
        )  # fmt: skip


def golden_scenes() -> Iterator[Scene]:
    """The golden accounts that get a first touch, in an order that shows every kind of signal early."""
    from_sets = [known_of(question.given) for question in golden() if not question.expect["no_reason"]]
    size = -(-len(from_sets) // 4)
    for known in (from_sets[at] for start in range(size) for at in range(start, len(from_sets), size)):
        brief = brief_of(known)
        choice = choose(brief, [known.contact], PERSONAS)
        if choice is not None and not brief.risks:
            yield Scene("golden", brief, known.contact, choice.persona, known.offer, MAILBOX, AS_OF)


def recent_scenes(session: Session, team: Team, now: datetime) -> Iterator[Scene]:
    """The accounts that were drafted last, each once, on the evidence that their drafts stand on."""
    planner = Planner(session, team, now)
    seen: set[str] = set()
    for draft_id in drafted_last(session, limit=_LOOKED_AT):
        old = drafts.get(session, draft_id)
        if old is None or old.account_id in seen:
            continue
        seen.add(old.account_id)
        account, person = accounts.get(session, old.account_id), contacts.get(session, old.contact_id)
        plan = planner.again(account, person, old) if account and person else None
        if isinstance(plan, DraftPlan) and plan.step.number == 1 and not plan.brief.risks:
            label = f"drafted {old.created_at:%-d %b}"
            choice = plan.choice
            yield Scene(label, plan.brief, choice.contact, choice.persona, team.offer, plan.mailbox, now)


def pinned(scenes: Iterable[Scene], most: int = PINNED) -> list[Scene]:
    """Up to `most` of `scenes`, of as many kinds of signal as there are."""
    found = list(scenes)
    kinds: dict[str, list[Scene]] = {}
    for scene in found:
        kinds.setdefault(scene.signal, []).append(scene)
    firsts = [of_kind[0] for of_kind in kinds.values()]
    return [*firsts, *(scene for scene in found if scene not in firsts)][:most]
