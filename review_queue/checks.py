"""What must hold of a draft's words, asked anew at every edit and approval: the checks of stage 7 and the gates of 9.

Pure rules decide (`drafting.check`, `agent.sends.gates`); here their inputs are read and their words joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import Authorship, Content, Draft, Findings, Verdict, Written
from agent.domain.evidence import Evidence
from agent.domain.policies import Mailbox
from agent.domain.teams import Team
from agent.domain.voices import Voice
from agent.feedback.sender import voice_of
from agent.sends import outbox
from agent.sends.check_again import check_again
from agent.store import signals
from agent.store.codec import dump
from drafting.assemble import assemble
from drafting.assemble import body_of as body_of_written
from drafting.resegment import resegment

_REPLY_MARK = re.compile(r"^(?:re:\s*)+", re.IGNORECASE)
"""A later touch answers in its thread: the mark is put there by code, so it is not part of what was written."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a draft stands on."""

    account: Account
    contact: Contact
    brief: Brief | None
    mailbox: Mailbox
    voice: Voice

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.brief.evidence if self.brief else ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """New words with the mail that they make and what the checks say of both."""

    written: Written
    content: Content
    findings: Findings


def ground_of(session: Session, draft: Draft, team: Team) -> Ground:
    contact, account = outbox.people_of(session, draft)
    return Ground(
        account=account,
        contact=contact,
        brief=signals.get_brief(session, draft.brief_id),
        mailbox=outbox.mailbox_for(team, draft),
        voice=voice_of(session, draft.owner_id),
    )


def recheck(session: Session, draft: Draft, *, team: Team, now: datetime) -> Findings:
    """The findings of a draft's current words as of now."""
    return _judge(session, draft, ground_of(session, draft, team), team=team, now=now)


def rewrite(session: Session, draft: Draft, *, subject: str, body: str, team: Team, now: datetime) -> Rewritten:
    """A person's subject and body as sentences on evidence, the mail that they make, and the findings. No writing."""
    plain_subject = _REPLY_MARK.sub("", one_line(subject)) if draft.step > 1 else one_line(subject)
    written = replace(resegment(body.replace("\r\n", "\n"), draft.written), subject=plain_subject)
    return of_written(session, draft, written, team=team, now=now)


def of_written(session: Session, draft: Draft, written: Written, *, team: Team, now: datetime) -> Rewritten:
    ground = ground_of(session, draft, team)
    content = _assembled(draft, written, ground, team)
    changed = replace(draft, written=written, content=content)
    return Rewritten(written, content, _judge(session, changed, ground, team=team, now=now))


def one_line(text: str) -> str:
    """A subject has one line and no control characters (sending §4, injection)."""
    return " ".join("".join(" " if ord(char) < 32 or ord(char) == 127 else char for char in text).split())


def _assembled(draft: Draft, written: Written, ground: Ground, team: Team) -> Content:
    """The mail anew, with the footer that the draft already has: its source line and its opt-out link stay."""
    fresh = assemble(
        written,
        contact=ground.contact,
        mailbox=ground.mailbox,
        offer=team.offer,
        step=draft.step,
        source_line="",
        card=ground.voice.card,
    )
    kept = draft.content.footer
    body = fresh.text.removesuffix("\n").removesuffix(fresh.footer)
    links = [link for link in fresh.links if link in body]
    links += [link for link in draft.content.links if link in kept]
    return replace(fresh, text=f"{body}{kept}\n", footer=kept, links=tuple(dict.fromkeys(links)))


def _judge(session: Session, draft: Draft, ground: Ground, *, team: Team, now: datetime) -> Findings:
    found = check_again(session, draft, offer=team.offer, account=ground.account, contact=ground.contact, now=now)
    held = outbox.findings(session, replace(draft, approved_sha256=""), team=team, now=now)
    return replace(found, findings=(*found.findings, *held))


def as_column(findings: Findings) -> Any:
    return dump(Findings, findings)


def authorship_column(authorship: Authorship) -> Any:
    return dump(Authorship, authorship)


def body_of(draft: Draft) -> str:
    """The words between greeting and sign-off as they stand in the mail: what a person edits."""
    return body_of_written(draft.written)


GOOD_VERDICTS = frozenset({Verdict.SUPPORTED, Verdict.SUPPORTED_ELSEWHERE, Verdict.NOT_A_CLAIM, Verdict.HEDGED_OK})
