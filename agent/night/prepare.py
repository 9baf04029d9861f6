"""Stages 5 to 7 joined to storage: plan, write, record. Bodies of units of work.

Reading and recording are one transaction each; between them no lock is held, because a model may take a minute. What is
recorded is looked at again first, and playing an account twice makes nothing twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.drafts import Content, Drafted, NoReason, Renewed
from agent.domain.runs import Skip, SkipCode
from agent.domain.teams import Team
from agent.domain.voices import Voice
from agent.feedback.sender import with_examples
from agent.night.candidates import source_line
from agent.night.gather import Tally
from agent.night.known import Known, read_known
from agent.night.plans import CardPlan, DraftPlan, Plan, Planner
from agent.sends import unsubscribe
from agent.sends.countries import country_of
from agent.sends.follow_up import DueTouch, make_task
from agent.store import accounts, contacts, drafts, runs, signals
from agent.store.engine import UNSTORABLE, Store
from agent.work.batches import Batches, together_or_alone
from drafting.assemble import assemble
from drafting.draft import Drafter, draft
from drafting.examples import Wanted

DRAFT_LIFE = timedelta(days=7)
REFUSED_AT_ONCE = 50
WRITE_WAIT_S = 0.05

Refusal = tuple[CardPlan | Skip, str]
"""Why nothing is drafted for an account, and in which run."""


@dataclass(frozen=True, slots=True)
class Preparer:
    """What stages 5 to 7 need from outside. `challenger`: who writes to an account in the other arm of an experiment.
    `ahead` is what was read of accounts whose turn comes, `made` what was counted since the last draft, `refusals`
    are written together. `finals_until`: by when what serves a model as an example was approved; None: by now."""

    store: Store
    team: Team
    clock: Clock
    drafter: Drafter
    tally: Tally = field(default_factory=Tally)
    challenger: Callable[[str], Drafter | None] = lambda account_id: None
    ahead: dict[str, Known] = field(default_factory=dict)
    made: dict[tuple[str, str], int] = field(default_factory=dict)
    refusals: Batches[Refusal, None] = field(init=False)
    finals_until: Callable[[datetime], datetime | None] = lambda now: None

    def __post_init__(self) -> None:
        batches = Batches(self._store_refusals, most=REFUSED_AT_ONCE, wait_s=WRITE_WAIT_S)
        object.__setattr__(self, "refusals", batches)

    def prepare(self, account_id: str, run_id: str, room: Mapping[str, int]) -> None:
        """Draft for one account, or say why not. `room` is how many first touches each owner has place for."""
        now = self.clock.now()
        plan = self._plan(account_id, run_id, room, now)
        if isinstance(plan, DraftPlan):
            self._draft(plan, run_id, now)
        elif plan is not None:
            self._refuse([(plan, run_id)])

    async def prepare_beside(self, account_id: str, run_id: str, room: Mapping[str, int]) -> Awaitable[None] | None:
        """`prepare` beside the loop, as a unit of work. A reason why not is written with those of other accounts: it
        gives what to wait for until it is."""
        now = self.clock.now()
        plan = await asyncio.to_thread(self._plan, account_id, run_id, room, now)
        if isinstance(plan, DraftPlan):
            await asyncio.to_thread(self._draft, plan, run_id, now)
        elif plan is not None:
            return self.refusals.hand_in((plan, run_id))
        return None

    def load_ahead(self, units: Sequence[Mapping[str, Any]]) -> None:
        """What is known of the accounts of units that were claimed together."""
        with self.store.read() as session:
            ids = [unit["id"] for unit in units]
            self.ahead.update(read_known(session, self.team, ids, now=self.clock.now()))

    def _plan(self, account_id: str, run_id: str, room: Mapping[str, int], now: datetime) -> Plan | None:
        """The account's plan; None where this run drafted for it already. A draft is planned from what stands now."""
        known = self.ahead.pop(account_id, None)
        with self.store.read() as session:
            if drafts.is_made_in_run(session, run_id, account_id):
                return None  # the night was cut off behind this draft: it needs no second one and no reason
            planner = Planner(session, self.team, now, self.made)
            plan = planner.for_known(known, run_id, room) if known else None
            if known is None or (isinstance(plan, DraftPlan) and not planner.still_stands(known, run_id)):
                return Planner(session, self.team, now).for_account(account_id, run_id, room)
            return plan

    def prepare_touch(self, touch: DueTouch, run_id: str) -> None:
        """Draft the next touch of a silent contact, researched again; a manual step becomes a task; or say why not."""
        now = self.clock.now()
        if touch.step.kind == "task":
            self._make_task(touch)
            return
        with self.store.read() as session:
            account = accounts.get(session, touch.account_id)
            person = contacts.get(session, touch.contact_id)
            waiting = drafts.open_steps(session, touch.contact_id)
            if account is None or person is None or touch.step.number in waiting:
                return
            plan = Planner(session, self.team, now).for_person(account, person, touch)
        if isinstance(plan, DraftPlan):
            self._draft(plan, run_id, now)
        else:
            self._refuse([(plan, run_id)])

    def draft_for_contact(self, contact_id: str, *, run_id: str = "") -> str | NoReason:
        """Draft at once for somebody just found, outside any night. Returns the draft's id, or why there is none."""
        now = self.clock.now()
        with self.store.read() as session:
            person = contacts.get(session, contact_id)
            account = accounts.get(session, person.account_id) if person else None
            if person is None or account is None:
                return NoReason("This person is not there any more.", "not_found")
            plan = Planner(session, self.team, now).for_person(account, person)
        result: Drafted | Skip | str = self._write(plan, now) if isinstance(plan, DraftPlan) else plan
        if isinstance(plan, DraftPlan) and isinstance(result, Drafted):
            with self.store.write() as session:
                result = self._record(session, plan, result, run_id, now)
        return NoReason(result.why, str(result.code)) if isinstance(result, Skip) else str(result)

    def redraft(self, draft_id: str, *, salt: int) -> Drafted | NoReason:
        """Write a draft again on its own evidence; nothing is stored. The caller makes it a new revision."""
        now = self.clock.now()
        plan = self._plan_again(draft_id, now, fresh=False)
        return plan if isinstance(plan, NoReason) else self._ask_drafter(plan, now, salt)

    def renew(self, draft_id: str, *, salt: int) -> Renewed | NoReason:
        """Write a draft again on what is known now; nothing is stored. The caller keeps the words and their brief."""
        now = self.clock.now()
        plan = self._plan_again(draft_id, now, fresh=True)
        if isinstance(plan, NoReason):
            return plan
        drafted = self._ask_drafter(plan, now, salt)
        if isinstance(drafted, NoReason):
            return drafted
        return Renewed(drafted, plan.brief, plan.why_now, plan.signal_at)

    def _plan_again(self, draft_id: str, now: datetime, *, fresh: bool) -> DraftPlan | NoReason:
        with self.store.read() as session:
            old = drafts.get(session, draft_id)
            account = accounts.get(session, old.account_id) if old else None
            person = contacts.get(session, old.contact_id) if old else None
            if old is None or account is None or person is None:
                return NoReason("The draft, its account or its person is gone.", "not_found")
            plan = Planner(session, self.team, now).again(account, person, old, fresh=fresh)
        return NoReason(plan.why, str(plan.code)) if isinstance(plan, Skip) else plan

    def ask_ahead(self, plan: DraftPlan, now: datetime) -> None:
        """Ask the drafter what it would be asked at `now`, and keep nothing: its model listens, and answers nothing."""
        self._ask_drafter(plan, now, salt=0)

    def _make_task(self, touch: DueTouch) -> None:
        with self.store.write() as session:
            person = contacts.get(session, touch.contact_id)
            account = accounts.get(session, touch.account_id)
            if person is not None and account is not None:
                words = f"Call or message {person.name} at {account.name}, if that feels right."
                self.tally.add(tasks=int(make_task(session, touch, words=words, team=self.team)))

    def _draft(self, plan: DraftPlan, run_id: str, now: datetime) -> None:
        """Write the draft and put it into the queue, or say why there is none."""
        result: Drafted | Skip | str = self._write(plan, now)
        if isinstance(result, Drafted):
            with self.store.write() as session:
                result = self._record(session, plan, result, run_id, now)
            self.made.clear()
        if isinstance(result, Skip):
            self._refuse([(result, run_id)])

    def _store_refusals(self, batch: Sequence[Refusal]) -> list[Exception | None]:
        """Keep a batch in one transaction; where that fails, each in one of its own."""
        return together_or_alone(self._refuse, batch, spoilt_by=UNSTORABLE)

    def _refuse(self, batch: Sequence[Refusal]) -> None:
        """Write down why nothing was drafted, and a card where somebody is to be found."""
        now = self.clock.now()
        found = [(plan, run_id) for plan, run_id in batch if isinstance(plan, CardPlan)]
        numbers = {"skipped": len(batch)}
        with self.store.write(repeatable=True) as session:
            if found:
                briefs = signals.put_briefs(session, [plan.brief for plan, _ in found], now=now)
                cards = [_card(plan, brief, run_id) for (plan, run_id), brief in zip(found, briefs, strict=True)]
                numbers["to_find"] = signals.put_cards(session, cards, now=now)
            for run_id in {run_id for _, run_id in batch}:
                skips = [plan.skip if isinstance(plan, CardPlan) else plan for plan, one in batch if one == run_id]
                runs.put_skips(session, run_id, skips)
        self.tally.add(**numbers)

    def _write(self, plan: DraftPlan, now: datetime) -> Drafted | Skip:
        drafted = self._ask_drafter(plan, now, salt=0)
        if isinstance(drafted, NoReason):
            return Skip(plan.account.id, SkipCode.NO_REASON, drafted.why, plan.total)
        if plan.earlier:  # a later touch answers in its thread: mail programs join by the first subject
            drafted = replace(drafted, written=replace(drafted.written, subject=plan.earlier[0].subject))
        if not drafted.findings.approvable:
            who, why = plan.choice.contact.name, drafted.findings.blocks[0].message
            words = f"The draft for {who} failed its own check: {why}"
            return Skip(plan.account.id, SkipCode.CHECK_FAILED, words, plan.total)
        return drafted

    def _ask_drafter(self, plan: DraftPlan, now: datetime, salt: int) -> Drafted | NoReason:
        return draft(
            plan.brief,
            contact=plan.choice.contact,
            persona=plan.choice.persona,
            offer=self.team.offer,
            mailbox=plan.mailbox,
            step=plan.step.number,
            plan=plan.step.plan,
            earlier=plan.earlier,
            ledger=plan.ledger,
            salt=salt,
            drafter=self.challenger(plan.account.id) or self.drafter,
            voice=self._voice(plan, now),
            told=plan.told,
            as_of=now,
        )

    def _voice(self, plan: DraftPlan, now: datetime) -> Voice:
        """The sender's voice; for a model also what was approved before, near to this draft."""
        if self.drafter.model is None:
            return plan.voice
        reason = plan.choice.reason
        kind = next((str(one.kind) for one in plan.brief.signals if one.id == reason.signal_id), "")
        wanted = Wanted(plan.step.number, kind, plan.choice.persona.id, plan.owner_id)
        with self.store.read() as session:
            until = self.finals_until(now)
            return with_examples(session, plan.voice, wanted, self.team.offer, before=until)

    def _record(self, session: Session, plan: DraftPlan, drafted: Drafted, run_id: str, now: datetime) -> Skip | str:
        """Put the draft into the queue, unless somebody else put one there meanwhile. Returns its id."""
        contact = plan.choice.contact
        if plan.step.number in drafts.open_steps(session, contact.id):
            return Skip(plan.account.id, SkipCode.OPEN_DRAFT, f"A draft for {contact.name} already waits.", plan.total)
        place = drafts.Place(
            account_id=plan.account.id,
            contact_id=contact.id,
            owner_id=plan.owner_id,
            run_id=run_id,
            step=plan.step.number,
            brief_id=signals.put_brief(session, plan.brief, now=now),
            score=plan.total,
            why_now=plan.why_now,
            expires_at=now + DRAFT_LIFE,
            signal_at=plan.signal_at,
        )
        content = self._assembled(session, plan, drafted, now)
        draft_id = drafts.create(session, drafted, content, place, now=now)
        signals.close_cards(session, plan.account.id, now=now)
        self.tally.add(drafts=1)
        return draft_id

    def _assembled(self, session: Session, plan: DraftPlan, drafted: Drafted, now: datetime) -> Content:
        contact = plan.choice.contact
        seat = country_of(contact, plan.account)
        return assemble(
            drafted.written,
            contact=replace(contact, country=seat),
            mailbox=plan.mailbox,
            offer=self.team.offer,
            step=plan.step.number,
            source_line=source_line(contact),
            opt_out_link=unsubscribe.link_for(session, contact.id, plan.mailbox, self.team.policy, now=now),
            card=plan.voice.card,
        )


def _card(plan: CardPlan, brief_id: str, run_id: str) -> signals.Card:
    return signals.Card(
        account_id=plan.account.id,
        persona_id=plan.persona_id,
        owner_id=plan.owner_id,
        reason=plan.reason,
        brief_id=brief_id,
        score=plan.skip.score,
        run_id=run_id,
    )
