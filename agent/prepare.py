"""Stages 5 to 7 joined to storage: from a scored account to a checked draft in the queue, a card, or a reason why not.

Bodies of units of work; each account is one transaction, and playing it twice makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.candidates import (
    Choice,
    choose,
    no_contact_skip,
    owner_of,
    refusal_of_account,
    refusal_of_brief,
    source_line,
)
from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact
from agent.domain.drafts import Content, Drafted, NoReason
from agent.domain.evidence import Party
from agent.domain.policies import Mailbox, Step
from agent.domain.runs import Skip, SkipCode
from agent.domain.scores import Score
from agent.domain.signals import SignalKind
from agent.domain.teams import Team
from agent.gather import Tally, profile_of
from agent.sends import unsubscribe
from agent.sends.follow_up import DueTouch, make_task
from agent.sends.gates import country_refusal
from agent.sends.suppression import suppressed
from agent.store import accounts, contacts, drafts, enrolments, items, runs, signals
from agent.store.engine import Store
from drafting.assemble import assemble
from drafting.draft import Drafter, draft
from drafting.reasons import is_fresh
from drafting.research import research
from drafting.untrusted import QUARANTINE
from signals.surge import Assessment, assess_weeks
from signals.why_now import why_now

DRAFT_LIFE = timedelta(days=7)
HISTORY_WEEKS = 34
NOTABLE_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class Preparer:
    """What stages 5 to 7 need from outside."""

    store: Store
    team: Team
    clock: Clock
    drafter: Drafter
    tally: Tally = field(default_factory=Tally)

    def prepare(self, account_id: str, run_id: str, room: Mapping[str, int]) -> None:
        """Draft for one account, or say why not. `room` is how many first touches each owner has place for."""
        now = self.clock.now()
        with self.store.write() as session:
            result = self._prepare(session, account_id, run_id, room, now)
            if isinstance(result, Skip):
                runs.put_skip(session, run_id, result)
                self.tally.add(skipped=1)

    def prepare_touch(self, touch: DueTouch, run_id: str) -> None:
        """Draft the next touch of a silent contact, researched again; or say why not."""
        now = self.clock.now()
        with self.store.write() as session:
            account = accounts.get(session, touch.account_id)
            person = contacts.get(session, touch.contact_id)
            if account is None or person is None:
                return
            if any(draft.step == touch.step.number for draft in drafts.open_for_contact(session, person.id)):
                return
            if touch.step.kind == "task":
                words = f"Call or message {person.name} at {account.name}, if that feels right."
                self.tally.add(tasks=int(make_task(session, touch, words=words, team=self.team)))
                return
            result = self._draft_for(session, account, person, run_id, now, touch=touch)
            if isinstance(result, Skip):
                runs.put_skip(session, run_id, result)

    def draft_for_contact(self, contact_id: str, *, run_id: str = "") -> str | NoReason:
        """Draft at once for somebody just found, outside any night. Returns the draft's id, or why there is none."""
        now = self.clock.now()
        with self.store.write() as session:
            person = contacts.get(session, contact_id)
            account = accounts.get(session, person.account_id) if person else None
            if person is None or account is None:
                return NoReason("This person is not there any more.", "not_found")
            result = self._draft_for(session, account, person, run_id, now)
            return NoReason(result.why, str(result.code)) if isinstance(result, Skip) else result

    def redraft(self, draft_id: str, *, salt: int) -> Drafted | NoReason:
        """Write a draft again from fresh evidence; nothing is stored. The caller makes it a new revision."""
        now = self.clock.now()
        with self.store.write() as session:
            old = drafts.get(session, draft_id)
            account = accounts.get(session, old.account_id) if old else None
            person = contacts.get(session, old.contact_id) if old else None
            if old is None or account is None or person is None:
                return NoReason("The draft, its account or its person is gone.", "not_found")
            brief = self._research(session, account, now)
            choice = choose(brief, [person], self.team.personas, event_people=_people_in(brief))
            mailbox = self._mailbox(old.owner_id)
            if choice is None or mailbox is None:
                return NoReason(f"Nothing fresh is known about {account.name} any more.")
            step = self._step(old.step)
            return self._ask_drafter(session, brief, choice, old.owner_id, mailbox, step, now, salt)

    def _draft_for(
        self,
        session: Session,
        account: Account,
        person: Contact,
        run_id: str,
        now: datetime,
        touch: DueTouch | None = None,
    ) -> Skip | str:
        standing = signals.get_score(session, account.id)
        total = standing.total if standing else 0
        brief = self._research(session, account, now)
        if brief.risks:
            return Skip(account.id, SkipCode.RISK, brief.risks[0].words, total)
        mailable, refusals = self._mailable(session, account, [person], total, now)
        choice = choose(brief, mailable, self.team.personas, event_people=_people_in(brief))
        if refusals:
            return refusals[0]
        if choice is None:
            why = f"{person.name} fits no persona that a fresh signal at {account.name} speaks to."
            return Skip(account.id, SkipCode.NO_REASON, why, total, "Check the title, or add a persona.")
        return self._draft(session, account, brief, choice, total, run_id, now, touch=touch)

    def _mailbox(self, owner_id: str) -> Mailbox | None:
        return self.team.mailbox_of(owner_id) or next(iter(self.team.mailboxes), None)

    def _step(self, number: int) -> Step:
        return next(step for step in self.team.sequence.steps if step.number == number)

    def _prepare(
        self, session: Session, account_id: str, run_id: str, room: Mapping[str, int], now: datetime
    ) -> Skip | str:
        account = accounts.get(session, account_id)
        if account is None:
            return Skip(account_id, SkipCode.ERROR, "The account is gone.")
        standing = signals.get_score(session, account_id)
        total = standing.total if standing else 0
        refusal = refusal_of_account(
            account,
            suppression=suppressed(session, address="", domain=account.domain, account_id=account_id, now=now),
            open_draft=drafts.has_open_at_account(session, account_id),
            active_sequence=enrolments.is_active_at_account(session, account_id),
            total=total,
        )
        refusal = refusal or self._refusal_after_rejection(session, account, total)
        if refusal:
            return refusal
        brief = self._research(session, account, now)
        quarantined = any(piece.flags & QUARANTINE for piece in brief.evidence if piece.party is Party.PROSPECT)
        surge = self._surge(session, account_id, now) if not brief.reasons else None
        if not self.team.offer.is_usable and any(is_fresh(signal, now) for signal in brief.signals):
            return self._card_without_offer(session, account, brief, total, run_id, now)
        refusal = refusal_of_brief(brief, total=total, surge=surge, quarantined=quarantined)
        if refusal:
            return refusal
        owner_id = owner_of(account, self.team)
        if drafts.made_in_run(session, run_id, owner_id) >= room.get(owner_id, 0):
            whose = self._name(owner_id)
            why = f"Scored {total}, after {whose} slots of the next two working days were filled."
            return Skip(account_id, SkipCode.CAPACITY, why, total, "It is drafted on a later night while still fresh.")
        return self._write_to_somebody(session, account, brief, standing, run_id, now)

    def _refusal_after_rejection(self, session: Session, account: Account, total: int) -> Skip | None:
        """A rejected draft is not written again from the same news: something new must be known first."""
        rejected_at = drafts.last_rejection(session, account.id)
        if rejected_at is None:
            return None
        if any(signal.known_at > rejected_at for signal in signals.at_account(session, account.id)):
            return None
        why = f"A draft for {account.name} was rejected on {rejected_at:%-d %b}, and nothing is new since."
        return Skip(account.id, SkipCode.COOLDOWN, why, total)

    def _name(self, owner_id: str) -> str:
        owner = self.team.owner(owner_id)
        return f"{owner.name}'s" if owner else "the team's"

    def _research(self, session: Session, account: Account, now: datetime) -> Brief:
        return research(
            account,
            signals.at_account(session, account.id, as_of=now),
            pages=[item for _, item in items.pages_of(session, account.id)],
            offer=self.team.offer,
            personas=self.team.personas,
            profile=profile_of(session, self.team),
            as_of=now,
        )

    def explain_quiet(self, session: Session, account_id: str, name: str, now: datetime) -> Skip:
        """Why there is nothing at an account without a signal: nothing new, or new roles within chance."""
        surge = self._surge(session, account_id, now)
        if surge is not None and surge.ratio >= NOTABLE_RATIO:
            why = f"{surge.words}: within chance for a board this size, so not called a surge."
            return Skip(account_id, SkipCode.QUIET, why)
        return Skip(account_id, SkipCode.QUIET, f"Nothing new was read about {name}.")

    def _surge(self, session: Session, account_id: str, now: datetime) -> Assessment | None:
        observed = items.weeks_observed(session, account_id, now=now)
        weeks = items.posting_weeks(session, account_id, until=now, weeks=HISTORY_WEEKS)
        return assess_weeks(weeks, observed_weeks=observed)

    def _write_to_somebody(
        self, session: Session, account: Account, brief: Brief, standing: Score | None, run_id: str, now: datetime
    ) -> Skip | str:
        total = standing.total if standing else 0
        people = contacts.at_account(session, account.id)
        mailable, refusals = self._mailable(session, account, people, total, now)
        choice = choose(brief, mailable, self.team.personas, event_people=_people_in(brief))
        if choice is None:
            if refusals:
                return refusals[0]
            return self._card(session, account, brief, people, total, run_id, now)
        return self._draft(session, account, brief, choice, total, run_id, now)

    def _mailable(
        self, session: Session, account: Account, people: Sequence[Contact], total: int, now: datetime
    ) -> tuple[list[Contact], list[Skip]]:
        kept, refusals = [], []
        for person in people:
            if not person.email:
                continue
            stop = suppressed(session, address=person.email, domain=account.domain, account_id=account.id, now=now)
            if stop is not None:
                why = f"{person.name} at {account.name} must not be mailed: {str(stop.reason).replace('_', ' ')}."
                refusals.append(Skip(account.id, SkipCode.SUPPRESSED, why, total))
                continue
            law = country_refusal(person, account, self.team.policy)
            if law:
                refusals.append(Skip(account.id, SkipCode.COUNTRY, law, total, "Attach a consent record or drop."))
                continue
            kept.append(person)
        return kept, refusals

    def _card_without_offer(
        self, session: Session, account: Account, brief: Brief, total: int, run_id: str, now: datetime
    ) -> Skip:
        """There is news and nothing to say of ourselves yet: the card still tells the news (§7, no silent morning)."""
        signal = next(signal for signal in brief.signals if is_fresh(signal, now))
        persona = next(iter(self.team.personas), None)
        is_new = signals.put_card(
            session,
            account_id=account.id,
            persona_id=persona.id if persona else "",
            owner_id=owner_of(account, self.team),
            reason=why_now(signal, now),
            brief_id=signals.put_brief(session, brief, now=now),
            score=total,
            run_id=run_id,
            now=now,
        )
        self.tally.add(to_find=int(is_new))
        why = "There is news, and offer.yaml says too little to write about it."
        fix = "Write at least one value, one pain and one call to action in offer.yaml."
        return Skip(account.id, SkipCode.NO_REASON, why, total, fix)

    def _card(
        self,
        session: Session,
        account: Account,
        brief: Brief,
        people: Sequence[Contact],
        total: int,
        run_id: str,
        now: datetime,
    ) -> Skip:
        skip = no_contact_skip(brief, people, self.team.personas, total)
        reason = brief.reasons[0]
        is_new = signals.put_card(
            session,
            account_id=account.id,
            persona_id=reason.persona_id,
            owner_id=owner_of(account, self.team),
            reason=reason.sentence,
            brief_id=signals.put_brief(session, brief, now=now),
            score=total,
            run_id=run_id,
            now=now,
        )
        self.tally.add(to_find=int(is_new))
        return skip

    def _draft(
        self,
        session: Session,
        account: Account,
        brief: Brief,
        choice: Choice,
        total: int,
        run_id: str,
        now: datetime,
        *,
        touch: DueTouch | None = None,
        salt: int = 0,
    ) -> Skip | str:
        owner_id = owner_of(account, self.team)
        mailbox = self._mailbox(owner_id)
        if mailbox is None:
            return Skip(account.id, SkipCode.ERROR, "No mailbox to write from.", total, "Add one to mailboxes.yaml.")
        step = touch.step if touch else self.team.sequence.steps[0]
        drafted = self._ask_drafter(session, brief, choice, owner_id, mailbox, step, now, salt)
        if isinstance(drafted, NoReason):
            return Skip(account.id, SkipCode.NO_REASON, drafted.why, total)
        if not drafted.findings.approvable:
            why = f"The draft for {choice.contact.name} failed its own check: {drafted.findings.blocks[0].message}"
            return Skip(account.id, SkipCode.CHECK_FAILED, why, total)
        content = self._assemble(session, drafted, choice.contact, mailbox, step.number, now)
        draft_id = drafts.create(
            session,
            drafted,
            content,
            account_id=account.id,
            contact_id=choice.contact.id,
            owner_id=owner_id,
            run_id=run_id,
            step=step.number,
            brief_id=signals.put_brief(session, brief, now=now),
            score=total,
            why_now=_why_now(brief, choice.reason, now),
            now=now,
            expires_at=now + DRAFT_LIFE,
        )
        signals.close_cards(session, account.id, now=now)
        self.tally.add(drafts=1)
        return draft_id

    def _ask_drafter(
        self,
        session: Session,
        brief: Brief,
        choice: Choice,
        owner_id: str,
        mailbox: Mailbox,
        step: Step,
        now: datetime,
        salt: int,
    ) -> Drafted | NoReason:
        return draft(
            brief,
            contact=choice.contact,
            persona=choice.persona,
            offer=self.team.offer,
            mailbox=mailbox,
            step=step.number,
            plan=step.plan,
            earlier=drafts.earlier_written(session, choice.contact.id, before_step=step.number),
            ledger=drafts.recent_frames(session, owner_id),
            salt=salt,
            drafter=self.drafter,
            as_of=now,
        )

    def _assemble(
        self, session: Session, drafted: Drafted, contact: Contact, mailbox: Mailbox, step: int, now: datetime
    ) -> Content:
        return assemble(
            drafted.written,
            contact=contact,
            mailbox=mailbox,
            offer=self.team.offer,
            step=step,
            source_line=source_line(contact),
            opt_out_link=unsubscribe.link_for(session, contact.id, mailbox, self.team.policy, now=now),
        )


def _people_in(brief: Brief) -> frozenset[str]:
    """The people whom the account's job changes name."""
    return frozenset(
        signal.fields.get("person", "").casefold() for signal in brief.signals if signal.kind is SignalKind.JOB_CHANGE
    )


def _why_now(brief: Brief, reason: Reason, now: datetime) -> str:
    signal = next((signal for signal in brief.signals if signal.id == reason.signal_id), None)
    return why_now(signal, now) if signal else reason.sentence
