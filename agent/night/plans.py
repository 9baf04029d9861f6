"""What to do about one account or person, decided from what is stored: a draft to write, a card, or why neither.

Reads only. The writing, which may ask a model for a minute, happens between transactions (`agent.night.prepare`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import Draft, Written
from agent.domain.evidence import Party
from agent.domain.policies import Mailbox, Step
from agent.domain.profiles import Profile
from agent.domain.runs import Skip, SkipCode
from agent.domain.signals import Signal, SignalKind
from agent.domain.teams import Team
from agent.domain.threads import Told
from agent.domain.voices import PLAIN, Voice
from agent.domain.weeks import week_of
from agent.feedback.sender import voice_of
from agent.night.approach import approach, told_at
from agent.night.candidates import (
    Choice,
    choose,
    no_contact_skip,
    owner_of,
    refusal_of_account,
    refusal_of_brief,
    within_chance_words,
)
from agent.night.committee import (
    COMMITTEE,
    nobody_else,
    open_reasons,
    refusal_of_committee,
    why_resting,
)
from agent.night.known import Known, committee_of, read_known
from agent.night.mailable import mailable
from agent.night.shared_targets import read_elsewhere
from agent.night.targets import DOMAIN_COLLECTORS, sources
from agent.night.unread import quiet_skip
from agent.sends.follow_up import DueTouch
from agent.store import accounts, drafts, hiring, items, objections, polls, signals
from agent.store.objections import Silence
from drafting.angles import other_angles
from drafting.reasons import is_fresh
from drafting.research import as_told, research, with_reasons
from drafting.untrusted import QUARANTINE
from signals.why_now import what_happened, why_now

JUDGED_WEEKS_AGO = 3
NOTABLE_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """Everything that a drafter needs, read at once. `told` is what others at the account hear."""

    account: Account
    brief: Brief
    choice: Choice
    owner_id: str
    mailbox: Mailbox
    step: Step
    total: int
    earlier: tuple[Written, ...]
    ledger: tuple[str, ...]
    voice: Voice = PLAIN
    told: tuple[Told, ...] = ()

    @property
    def why_now(self) -> str:
        """What happened, as the queue says it."""
        return what_happened(self._signal) if self._signal else self.choice.reason.sentence

    @property
    def signal_at(self) -> datetime | None:
        return self._signal.dated_at if self._signal else None

    @property
    def _signal(self) -> Signal | None:
        return next((one for one in self.brief.signals if one.id == self.choice.reason.signal_id), None)


@dataclass(frozen=True, slots=True)
class CardPlan:
    """A *To find* card, and the words of the skip that goes with it."""

    account: Account
    brief: Brief
    persona_id: str
    owner_id: str
    reason: str
    skip: Skip


Plan = DraftPlan | CardPlan | Skip


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans for one team as of `now`, over one session that is only read. `made` is how many first touches an owner
    has in a run, where that was counted already."""

    session: Session
    team: Team
    now: datetime
    made: dict[tuple[str, str], int] = field(default_factory=dict)

    def for_account(self, account_id: str, run_id: str, room: Mapping[str, int]) -> Plan:
        """Tonight's plan for an account. `room` is how many first touches each owner has place for."""
        known = read_known(self.session, self.team, [account_id], now=self.now).get(account_id)
        if known is None:
            return Skip(account_id, SkipCode.ERROR, "The account is gone.")
        return self.for_known(known, run_id, room)

    def for_known(self, known: Known, run_id: str, room: Mapping[str, int]) -> Plan:
        """The same for an account of which was read already what is known."""
        account, total = known.account, known.total
        refusal = self.refusal_of_account(known)
        if refusal:
            return refusal
        brief = self.brief(known)
        if not self.team.offer.is_usable and any(is_fresh(signal, self.now) for signal in brief.signals):
            return self._card_without_offer(account, brief, total)
        refusal = self.refusal_of_brief(brief, total) or self._refusal_for_room(account, run_id, room, total)
        return refusal or self._to_somebody(known, brief)

    def still_stands(self, known: Known, run_id: str) -> bool:
        """Whether what was `known` of an account earlier, and how much room there was for it, is so now."""
        account = known.account
        if read_known(self.session, self.team, [account.id], now=self.now).get(account.id) != known:
            return False
        owner_id = owner_of(account, self.team)
        return self.made.get((run_id, owner_id)) == drafts.made_in_run(self.session, run_id, owner_id)

    def for_person(self, account: Account, person: Contact, touch: DueTouch | None = None) -> DraftPlan | Skip:
        """The plan for one person: just found, or due for the next touch."""
        known = self._known(account)
        brief, total = self.brief(known), known.total
        refusal = None if touch else self._refusal_of_colleague(known, person)
        if refusal:
            return refusal
        if brief.risks:
            return Skip(account.id, SkipCode.RISK, brief.risks[0].words, total)
        reachable, refusals = self._mailable(account, [person], total)
        if refusals:
            return refusals[0]
        step = touch.step if touch else self._first_step()
        told = told_at(self.session, known, person.id, step=step.number)
        other = other_angles(brief, told, offer=self.team.offer, personas=self.team.personas)
        choice = self._choice(other, reachable)
        if choice is not None:
            brief = other
        elif touch or not told:
            choice = self._choice(brief, reachable)
        if choice is None:
            why = f"{person.name} fits no persona that a fresh signal at {account.name} speaks to."
            return Skip(account.id, SkipCode.NO_REASON, why, total, "Check the title, or add a persona.")
        owner_id = touch.owner_id if touch else owner_of(account, self.team)
        return self._draft_plan(known, brief, choice, owner_id, step, told=told)

    def again(self, account: Account, person: Contact, draft: Draft, *, fresh: bool = False) -> DraftPlan | Skip:
        """The plan to write `draft` again: in other words on the evidence that it stands on, or `fresh`, on what is
        known now."""
        if objections.objects(self.session, person):
            return Skip(account.id, SkipCode.SUPPRESSED, f"A person at {account.name} objected.")
        known = self._known(account)
        brief = (None if fresh else self._kept_brief(known, draft)) or self.brief(known)
        choice = self._choice(brief, [person])
        if choice is None:
            return Skip(account.id, SkipCode.NO_REASON, f"Nothing fresh is known about {account.name} any more.")
        step = next(one for one in self.team.sequence.steps if one.number == draft.step)
        told = told_at(self.session, known, person.id, step=step.number, but=draft.id)
        return self._draft_plan(known, brief, choice, draft.owner_id, step, told=told)

    def quiet(self, account_ids: Sequence[str], *, tried: bool = False) -> list[Skip]:
        """Why there is nothing at each of these accounts without a signal: nothing new, new roles within chance, or
        what could not be read. `tried`: sources were read whether or not somebody confirmed their terms."""
        known = sources(self.session, self.team)
        failing = polls.failing_of(self.session, account_ids)
        own = [name for name, one in known.items() if one.enabled and one.setting.collector not in DOMAIN_COLLECTORS]
        read = polls.read_well(self.session, list(failing), own)
        found = accounts.by_ids(self.session, list(account_ids))
        elsewhere = read_elsewhere(self.session, list(found.values()), known, tried=tried)
        judged = hiring.judged_of(self.session, account_ids)
        skips = []
        for account_id in account_ids:
            surge = self._rise(judged.get(account_id))
            if surge is not None:
                skips.append(Skip(account_id, SkipCode.QUIET, within_chance_words(surge)))
            elif account_id in found:
                skips.append(
                    quiet_skip(
                        found[account_id],
                        failing.get(account_id, ()),
                        known,
                        elsewhere=elsewhere.get(account_id, ()),
                        read=account_id in read,
                        tried=tried,
                    )
                )
        return skips

    def refusal_of_account(self, known: Known) -> Skip | None:
        """Why nobody is written to at an account, whatever the news."""
        refusal = refusal_of_account(
            known.account,
            suppression=known.suppression,
            open_draft=known.open_draft,
            colleagues=refusal_of_committee(committee_of(known, self.team, self.now), known.total),
            total=known.total,
        )
        return refusal or _refusal_after_rejection(known)

    def refusal_of_brief(self, brief: Brief, total: int, *, tried: bool = False) -> Skip | None:
        """Why what is known is no reason to write. `tried` as in `quiet`."""
        prospect = [piece for piece in brief.evidence if piece.party is Party.PROSPECT]
        quarantined = any(piece.flags & QUARANTINE for piece in prospect)
        judged = {} if brief.reasons else hiring.judged_of(self.session, [brief.account.id])
        surge = self._rise(judged.get(brief.account.id))
        inside = any(_is_withheld(signal) and is_fresh(signal, self.now) for signal in brief.signals)
        skip = refusal_of_brief(brief, total=total, surge=surge, quarantined=quarantined, inside=inside)
        if skip is None or skip.code is not SkipCode.QUIET or surge is not None:
            return skip
        return next((replace(quiet, score=total) for quiet in self.quiet([brief.account.id], tried=tried)), skip)

    def brief(self, known: Known) -> Brief:
        """What is known of an account and may be told."""
        return told_brief(
            self.session, self.team, known.account, known.signals, known.silence, profile=known.profile, now=self.now
        )

    def _known(self, account: Account) -> Known:
        return read_known(self.session, self.team, [account.id], now=self.now)[account.id]

    def _refusal_for_room(self, account: Account, run_id: str, room: Mapping[str, int], total: int) -> Skip | None:
        owner_id = owner_of(account, self.team)
        if (run_id, owner_id) not in self.made:
            self.made[run_id, owner_id] = drafts.made_in_run(self.session, run_id, owner_id)
        if self.made[run_id, owner_id] < room.get(owner_id, 0):
            return None
        owner = self.team.owner(owner_id)
        whose = f"{owner.name}'s" if owner else "the team's"
        why = f"Scored {total}, after {whose} slots of the next two working days were filled."
        return Skip(account.id, SkipCode.CAPACITY, why, total, "It is drafted on a later night while still fresh.")

    def _kept_brief(self, known: Known, draft: Draft) -> Brief | None:
        """The brief that a draft stands on, unless somebody whom it names objected since."""
        brief = signals.get_brief(self.session, draft.brief_id)
        return brief if brief and not known.silence.holds(*(piece.quote for piece in brief.evidence)) else None

    def _rise(self, judged: Mapping[str, Any] | None) -> str | None:
        """What the account's new roles were last counted to be, where they rose notably and no surge was called."""
        if not judged or judged["alert"] or judged["ratio"] < NOTABLE_RATIO:
            return None
        return str(judged["words"]) if week_of(self.now) - judged["week"] <= JUDGED_WEEKS_AGO else None

    def _to_somebody(self, known: Known, brief: Brief) -> Plan:
        account, total = known.account, known.total
        found = approach(self.session, self.team, known, brief, now=self.now)
        if found.choice is not None:
            owner_id = owner_of(account, self.team)
            return self._draft_plan(known, found.brief, found.choice, owner_id, self._first_step(), told=found.told)
        if found.refusals:
            return found.refusals[0]
        skip = nobody_else(found.committee, found.brief, total)
        if skip is not None:
            return skip
        committee = found.committee
        asked = with_reasons(found.brief, open_reasons(committee, found.brief)) if committee.threads else found.brief
        others = [person for person in committee.people if person.id not in committee.by_person]
        return self._to_find(account, asked, others, total)

    def _to_find(self, account: Account, brief: Brief, people: Sequence[Contact], total: int) -> CardPlan:
        reason = brief.reasons[0]
        skip = no_contact_skip(brief, people, self.team.personas, total)
        return CardPlan(account, brief, reason.persona_id, owner_of(account, self.team), reason.sentence, skip)

    def _card_without_offer(self, account: Account, brief: Brief, total: int) -> CardPlan:
        """There is news and nothing to say of ourselves yet: the card still tells the news (§7, no silent morning)."""
        signal = next(signal for signal in brief.signals if is_fresh(signal, self.now))
        persona = next(iter(self.team.personas), None)
        why = "There is news, and offer.yaml says too little to write about it."
        fix = "Write at least one value, one pain and one call to action in offer.yaml."
        skip = Skip(account.id, SkipCode.NO_REASON, why, total, fix)
        owner_id = owner_of(account, self.team)
        return CardPlan(account, brief, persona.id if persona else "", owner_id, why_now(signal, self.now), skip)

    def _choice(self, brief: Brief, people: Sequence[Contact]) -> Choice | None:
        return choose(brief, people, self.team.personas)

    def _refusal_of_colleague(self, known: Known, person: Contact) -> Skip | None:
        """Why nobody begins with this person now: their colleagues, or a thread of their own."""
        refusal = self.refusal_of_account(known)
        if refusal is not None and refusal.code in COMMITTEE:
            return refusal
        resting = why_resting(committee_of(known, self.team, self.now), person)
        if not resting:
            return None
        why = f"{person.name} at {known.account.name} is not begun with now: {resting}."
        return Skip(known.account.id, SkipCode.IN_SEQUENCE, why, known.total)

    def _mailable(self, account: Account, people: Sequence[Contact], total: int) -> tuple[list[Contact], list[Skip]]:
        return mailable(self.session, self.team, account, people, total=total, now=self.now)

    def _first_step(self) -> Step:
        return self.team.sequence.steps[0]

    def _draft_plan(
        self, known: Known, brief: Brief, choice: Choice, owner_id: str, step: Step, *, told: tuple[Told, ...]
    ) -> DraftPlan | Skip:
        account, total = known.account, known.total
        mailbox = self.team.mailbox_of(owner_id) or next(iter(self.team.mailboxes), None)
        if mailbox is None:
            return Skip(account.id, SkipCode.ERROR, "No mailbox to write from.", total, "Add one to mailboxes.yaml.")
        earlier = self._earlier(known.silence, choice.contact, step)
        if earlier and not earlier[0].subject:
            why = f"The mails to {choice.contact.name} at {account.name} are about somebody who objected."
            return Skip(account.id, SkipCode.SUPPRESSED, why, total)
        return DraftPlan(
            account=account,
            brief=brief,
            choice=choice,
            owner_id=owner_id,
            mailbox=mailbox,
            step=step,
            total=total,
            earlier=earlier,
            ledger=tuple(drafts.recent_frames(self.session, owner_id)),
            voice=voice_of(self.session, owner_id),
            told=told,
        )

    def _earlier(self, silence: Silence, person: Contact, step: Step) -> tuple[Written, ...]:
        """What they were sent before, without the subject and sentences that name somebody who objected since."""
        return tuple(
            Written(
                "" if silence.holds(one.subject) else one.subject,
                tuple(sentence for sentence in one.sentences if not silence.holds(sentence.text)),
            )
            for one in drafts.earlier_written(self.session, person.id, before_step=step.number)
        )


def told_brief(
    session: Session,
    team: Team,
    account: Account,
    known: Iterable[Signal],
    silence: Silence,
    *,
    profile: Profile | None,
    now: datetime,
) -> Brief:
    """What is known and may be told: nothing that names somebody who objected reaches a brief or a prompt (§7)."""
    pages = [item for _, item in items.pages_of(session, account.id)]
    return research(
        account,
        [signal for signal in known if not silence.of_signal(signal)],
        pages=[item for item in pages if not silence.holds(item.title, item.text)],
        offer=team.offer,
        personas=team.personas,
        profile=profile,
        as_of=now,
    )


def _refusal_after_rejection(known: Known) -> Skip | None:
    """A rejected draft is not written again from the same news: something new must be known first."""
    rejected_at = known.rejected_at
    if rejected_at is None or any(signal.known_at > rejected_at for signal in known.signals):
        return None
    why = f"A draft for {known.account.name} was rejected on {rejected_at:%-d %b}, and nothing is new since."
    return Skip(known.account.id, SkipCode.COOLDOWN, why, known.total)


def _is_withheld(signal: Signal) -> bool:
    """Whether everything that tells of a signal is kept inside by its licence; a visit is no reason to write anyway."""
    return signal.kind is not SignalKind.VISIT and as_told(signal) is None
