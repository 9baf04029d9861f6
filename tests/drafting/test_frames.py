"""Every frame that ships can be said of facts that fit it, and what is said is approvable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest
from drafting_builders import (
    AS_OF,
    account,
    contact,
    evidence,
    funding_signal,
    hiring_signal,
    join_signal,
    offer,
    persona,
    signal,
    tech_signal,
)

from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.offers import Offer, Pain, Value
from agent.domain.signals import Signal, SignalKind
from agent.domain.voices import PLAIN, Preference, PreferenceKind, Voice
from drafting.check import check
from drafting.composer import Composed, compose
from drafting.frames import FrameSpec, load_grammar
from drafting.research import research

OF = account()
MOVER = contact(OF, id="con-mover", name="Priya Shah", first_name="Priya", last_name="Shah")
ENOUGH = 8
TOLD = Written("routing", (Sentence("Northwind cut it.", Role.PROOF, SentenceKind.FACT, ("p1",)),))
PLANS = {"bump": "bump", "close": "close"}


def form_d(offering: str = "$30,000,000") -> Signal:
    label = f"Total offering amount: {offering}\nTotal amount sold: $22,750,000"
    report = evidence(
        label,
        source="sec_form_d",
        headline=f"{OF.name} files Form D, notice of an exempt offering of securities",
        amount=("22750000", label),
        currency=("USD", label),
    )
    return signal(OF, SignalKind.FUNDING, report)


def plain_funding(raised: str, source: str = "newsroom", **fields: tuple[str, str]) -> Signal:
    return signal(OF, SignalKind.FUNDING, evidence(f"{OF.name} raised {raised}.", source=source, **fields))


def moved(
    direction: str, verb: str, *, source: str = "newsroom", days: int | None = None, title: bool = True
) -> Signal:
    when = AS_OF.date() + timedelta(days=days) if days is not None else date.min
    text = f"{OF.name}: Priya Shah {verb} as {'interim ' if direction == 'interim' else ''}Vice President, Sales"
    fields = {"person": ("Priya Shah", "Priya Shah"), "direction": (direction, verb)}
    if title:
        fields["title"] = ("Vice President, Sales", "Vice President, Sales")
    if days is not None:
        raw = f"{when:%B} {when.day}, {when.year}"
        text, fields = f"{text}, effective {raw}", {**fields, "effective_on": (when.isoformat(), raw)}
    headline = "Files Form 8-K, item 5.02" if source == "sec_8k" else ""
    return signal(OF, SignalKind.JOB_CHANGE, evidence(f"{text}.", source=source, headline=headline, **fields))


def director() -> Signal:
    text, title = f"{OF.name} appointed Priya Shah as Sales Director.", ("Sales Director", "Sales Director")
    fields = {"person": ("Priya Shah", "Priya Shah"), "direction": ("join", "appointed")}
    return signal(OF, SignalKind.JOB_CHANGE, evidence(text, title=title, **fields))


def without_person() -> Signal:
    text = f"{OF.name} appointed a Vice President, Sales."
    title = ("Vice President, Sales", "Vice President, Sales")
    return signal(OF, SignalKind.JOB_CHANGE, evidence(text, title=title, direction=("join", "appointed")))


def left_title() -> Signal:
    text = f"{OF.name} said its Vice President, Sales left."
    title = ("Vice President, Sales", "Vice President, Sales")
    return signal(OF, SignalKind.JOB_CHANGE, evidence(text, title=title, direction=("leave", "left")))


def shifted(direction: str, verb: str, source: str) -> Signal:
    text = f"{OF.name} {verb} HubSpot."
    report = evidence(text, source=source, tool=("HubSpot", "HubSpot"), direction=(direction, verb))
    return signal(OF, SignalKind.TECHNOLOGY, report)


def migrated() -> Signal:
    text = f"{OF.name} moved from Pipedrive to HubSpot."
    fields = {"tool": ("HubSpot", "HubSpot"), "direction": ("adopt", "moved"), "old_tool": ("Pipedrive", "Pipedrive")}
    return signal(OF, SignalKind.TECHNOLOGY, evidence(text, source="intake", **fields))


def debt() -> Signal:
    fields = {"amount": ("8000000", "$8 million"), "currency": ("USD", "$8 million")}
    return signal(OF, SignalKind.DEBT, evidence(f"{OF.name} raised $8 million in debt.", **fields))


def one_role(source: str) -> Signal:
    return replace(
        hiring_signal(OF),
        fields={},
        evidence=(evidence("RevOps Manager", source=source, role=("RevOps Manager",) * 2),),
    )


def surge() -> Signal:
    titles = ("Account Executive", "Sales Engineer", "Controller")
    reports = [evidence(title, source="greenhouse", headline=title, role=(title, title)) for title in titles]
    told = {"count": "18", "weeks": "8", "expected": "2.6", "alert": "burst"}
    return signal(OF, SignalKind.HIRING_SURGE, *reports, **told)


def launched() -> Signal:
    text, what = f"{OF.name} launched same-day returns.", ("same-day returns", "same-day returns")
    return signal(OF, SignalKind.LAUNCH, evidence(text, product=what))


def expanded() -> Signal:
    report = evidence(f"{OF.name} expanded to Portugal.", place=("Portugal", "Portugal"))
    return signal(OF, SignalKind.EXPANSION, report)


def worlds() -> list[list[Signal]]:
    million = {"amount": ("9000000", "$9 million"), "currency": ("USD", "$9 million")}
    lead = {"lead_investor_1": ("Fenwick Ventures", "Fenwick Ventures")}
    hiring, funding = hiring_signal(OF), funding_signal(OF)
    alone: list[Signal] = [
        funding, form_d(), form_d("$22,750,000"), hiring, surge(), one_role("greenhouse"), one_role("intake"), debt(),
        plain_funding("$9 million", **million), plain_funding("a Series A", round=("series_a", "Series A")),
        plain_funding("$9 million with Fenwick Ventures in the lead", **million, **lead),
        plain_funding("a Series A led by Fenwick Ventures", round=("series_a", "Series A"), **lead),
        plain_funding("funding"), plain_funding("funding", source="intake"),
        join_signal(OF), moved("join", "joined"), moved("join", "joined", source="sec_8k"),
        moved("join", "joins", days=9),
        moved("join", "joined", title=False), without_person(), left_title(), director(),
        moved("promote", "was promoted"), moved("promote", "was promoted", source="sec_8k"),
        moved("interim", "was named", source="sec_8k"), moved("interim", "was named"), moved("leave", "left"),
        moved("leave", "left", days=-9), moved("leave", "leaves", days=9), moved("leave", "left", title=False),
        tech_signal(OF), shifted("adopt", "adopted", "intake"), shifted("adopt", "uses", "greenhouse"), migrated(),
        shifted("remove", "removed", "site_tech"), shifted("remove", "moved off", "intake"),
        launched(), expanded(),
        shifted("evaluate", "is evaluating", "intake"), shifted("evaluate", "is evaluating", "greenhouse"),
    ]  # fmt: skip
    money = plain_funding("$9 million", **million)
    series = plain_funding("a Series A", round=("series_a", "Series A"))
    pairs = [[funding, hiring], [join_signal(OF), hiring], [join_signal(OF), funding], [tech_signal(OF), hiring]]
    pairs += [[tech_signal(OF), funding], [money, hiring], [series, hiring], [debt(), hiring]]
    return [[each] for each in alone] + pairs + [list(reversed(pair)) for pair in pairs]


WORLDS = worlds()


def selling() -> Offer:
    waits = ("funding", "hiring", "job_change", "technology", "debt", "launch", "expansion")
    pain = Pain("h1", "lead routing rules often break", waits, ("v1",), ("revops",))
    return offer(pains=(pain,))


OFFERS = (
    selling(),
    replace(selling(), values=(Value("v1", "We send each lead to its owner in minutes."),)),
    replace(selling(), values=(Value("v1", "Your team sees the owner of each lead in minutes."),)),
)


@cache
def briefs() -> tuple[Brief, ...]:
    return tuple(
        research(OF, world, offer=own, personas=[persona()], as_of=AS_OF) for world in WORLDS for own in OFFERS
    )


ASKING = Voice(preferences=(Preference(PreferenceKind.ASK_FOR_OWNER),))


def said(frame: FrameSpec, part: str) -> list[tuple[Brief, Contact, Composed, Offer]]:
    """Every draft in which `frame` is the only one of its part."""
    grammar = load_grammar()
    only = replace(grammar, by_part={**grammar.by_part, part: (frame,)})
    later = frame.touch == "later"
    found = []
    for salt, (number, brief) in product(range(3), enumerate(briefs())):
        own = OFFERS[number % len(OFFERS)]
        for who in (contact(OF), MOVER):
            for reason in brief.reasons[:2]:
                plan = PLANS.get(part, "angle" if later else "first")
                earlier = (TOLD,) if later and part == "value" else ()
                one = compose(
                    brief,
                    reason,
                    earlier=earlier,
                    contact=who,
                    persona=persona(),
                    offer=own,
                    plan=plan,
                    grammar=only,
                    salt=salt,
                    voice=ASKING if part == "cta_owner" else PLAIN,
                    as_of=AS_OF,
                )
                if isinstance(one, Composed) and frame.id in one.frames:
                    found.append((brief, who, one, own))
        if len(found) >= ENOUGH:
            break
    return found


FRAMES = [(part, frame) for part, frames in load_grammar().by_part.items() for frame in frames]


@pytest.mark.parametrize(("part", "frame"), FRAMES, ids=[frame.id for _, frame in FRAMES])
def test_every_frame_that_ships_can_be_said_and_approved(part: str, frame: FrameSpec) -> None:
    drafts = said(frame, part)
    assert drafts, "no facts reach this frame"
    for brief, who, one, own in drafts:
        step = 1 if one.written.sentences[0].role.value == "opener" else 2
        found = check(one.written, evidence=brief.evidence, offer=own, account=OF, contact=who, as_of=AS_OF, step=step)
        assert found.approvable, (text_of(one.written), [f.message for f in found.blocks])


def text_of(written: Written) -> str:
    return " ".join(sentence.text for sentence in written.sentences)
