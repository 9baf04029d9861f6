"""Drafting §10.11: whole nights through an endpoint that keeps every question, and no address, number or name in any.

Many people: those written to, those whom news and job ads name, colleagues, our own senders. Every kind of question:
first mails, follow-ups, repairs, with examples and a sender's voice, readings of doubtful texts, and batches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from batch_endpoint import BatchEndpoint
from local_server import Answer, Received
from model_endpoint import completion
from sqlmodel import Session
from town import FIRST_NAMES, Town
from town_web import Job

from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.voices import Preference, PreferenceKind, VoiceCard
from agent.store import contacts, preferences, voices

MODEL = {"FIRSTLIGHT_MODEL__BASE_URL": "{base_url}/v1", "FIRSTLIGHT_MODEL__NAME": "tiny"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
PHONE = re.compile(r"(?<![\w.,-])(?!\d{4}-\d\d-\d\d)\+?\d[\d ()./-]{7,}\d(?![\w-])")
PEOPLE = (
    *("Okafor", "Quistgaard", "Tamsin", "Ortega", "Priyanka", "Raghunathan", "Anneliese", "Vossberg", "Bartholomew"),
    *("Achterberg", "Xanthe", "Mbeki", "Eleanora", "Castellane", "Ottoline", "Wrenfield", "Mara", "Lind", *FIRST_NAMES),
)
"""Every word of every name below; none is another word of a text or of a rule."""
FALSE = json.dumps(
    {
        "subject": "routing after the news",
        "sentences": [
            {"text": "You raised $999M last week.", "role": "opener", "kind": "fact", "evidence_ids": []},
            {"text": "Want our checklist?", "role": "cta", "kind": "offer", "evidence_ids": []},
        ],
    }
)
PATCH = json.dumps({"patches": [{"index": 0, "text": "You raised $998M.", "evidence_ids": []}]})
NO_EVENT = json.dumps({"verdict": "not_an_event", "events": []})


def answer(got: Received) -> Answer:
    """Writes what is false, so that repairs are asked for too; reads no event anywhere."""
    shape = json.dumps(json.loads(got.body).get("response_format"))
    if "verdict" in shape:
        return completion(NO_EVENT)
    return completion(PATCH if "patches" in shape else FALSE)


def asked(town: Town) -> list[str]:
    """Every question as it left, those in the files of batches among them."""
    sent = [got.body.decode() for got in town.server.requests if got.method == "POST" and got.path.startswith("/v1/")]
    return [line for body in sent for line in body.splitlines() if line.startswith("{")]


def colleague(town: Town, key: str, name: str, title: str) -> None:
    first, _, last = name.partition(" ")
    one = Contact(
        id=f"c-{key}-{last}", account_id=f"a-{key}", name=name, first_name=first, last_name=last, title=title,
        email=f"{last.casefold()}@{key}.example", function=Function.MARKETING, seniority=Seniority.DIRECTOR,
        country="US", source="CRM",
    )  # fmt: skip
    with town.installation.store.write() as session:
        contacts.put(session, one, now=town.clock.now())


def news_of_many_people(town: Town) -> None:
    press = "Press contact: Bartholomew Achterberg, press@{key}.example, +1 (617) 555-0142 or 617.555.0199."
    for key in ("alder", "birch", "cedar", "dunlin", "elm", "fern"):
        town.settle(key, board=key == "fern")
        colleague(town, key, "Tamsin Ortega", "Director of Marketing")
    voice = "“We will hire,” said Tamsin Ortega, Director of Marketing at {name}. Xanthe Mbeki, CEO, agreed. "
    for key in ("alder", "birch"):
        town.raised(key, more=voice.format(name=f"{key.title()} Works") + press.format(key=key))
    at = town.clock.now() - timedelta(days=2)
    moved = (
        "BOSTON, Mass. Cedar Works today announced that Anneliese Vossberg has joined as Chief Revenue Officer. "
        "Vossberg joins from Caldera, where she followed Eleanora Castellane. "
    )
    title = "Cedar Works appoints Anneliese Vossberg as Chief Revenue Officer"
    town.web.publish("cedar", title, moved + press.format(key="cedar"), at)
    doubtful = (
        "BOSTON, Mass. Dunlin Works today announced $12 million. “It is time,” said Priyanka Raghunathan, its founder. "
        "Mr. Quistgaard looked on. "
    )
    town.web.publish("dunlin", "Dunlin Works announces $12 million", doubtful + press.format(key="dunlin"), at)
    lands = (
        "Wrenfield begins at the maker of pumps in December. She will be its chief operating officer. "
        "Elm Works was founded in Boston. Write to Ottoline Wrenfield at ottoline@elm.example. "
    )
    town.web.publish(
        "elm", "Former Caldera CFO Ottoline Wrenfield lands at Elm Works", lands + press.format(key="elm"), at
    )
    ad = "You report to Tamsin Ortega (ortega@fern.example, 617-555-0177) and bring in HubSpot with Xanthe Mbeki."
    town.web.post("fern", Job(1, "Account Executive", at, ad), Job(2, "Sales Manager", at, ad))


def a_voice_of_its_own(session: Session, now: datetime) -> None:
    card = VoiceCard(words=60, greeting="Hello {first_name},", sign_off="Warmly,\nMara Lind", contractions=0.9)
    voices.put_own(session, "mara", card, by="carol", now=now)
    preferences.settle(
        session, "mara", Preference(PreferenceKind.SAY_INSTEAD, "checklist", "short list"), preferences.ACCEPTED,
        by="carol", now=now,
    )  # fmt: skip


def told_of(line: str) -> set[str]:
    """What a question holds that belongs to somebody."""
    sent = json.loads(line)
    said = json.dumps(sent, ensure_ascii=False).replace("\\n", " ")
    named = {name for name in PEOPLE if re.search(rf"(?<!\w){name}(?!\w)", said, re.I)}
    return named | set(ADDRESS.findall(said)) | set(PHONE.findall(said))


@pytest.mark.parametrize("batch", ["off", "all"])
def test_nothing_asked_in_whole_nights_names_anybody(found_town: Callable[..., Town], batch: str) -> None:
    town = found_town(environment={**MODEL, "FIRSTLIGHT_MODEL__BATCH": batch})
    BatchEndpoint(town.server, answer)
    with town.installation.store.write() as session:
        a_voice_of_its_own(session, town.clock.now())
    news_of_many_people(town)
    town.play()
    town.morning()
    with town.open_review() as [mara]:
        for draft in town.every_draft():
            if "lead routing" in draft.content.text:
                mara.edit(draft.id, swap=("lead routing", "the routing of leads"))
            assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() >= 3
    for key in ("grebe", "heron"):
        town.settle(key)
        town.raised(key, days_ago=0, more="“Yes,” said Xanthe Mbeki, CEO.")
    for day in (17, 18):
        town.go_to(town.clock.now().replace(day=day, hour=7, minute=0))
        town.play()

    questions = asked(town)
    assert [(found, one) for one in questions if (found := told_of(one))] == []
    kinds = {
        "first mails": lambda one: "RECIPIENT" in one and "Already written" not in one,
        "repairs": lambda one: "patches" in one,
        "follow-ups": lambda one: "Already written" in one,
        "readings": lambda one: "verdict" in one and "Dunlin Works" in one,
        "a voice": lambda one: "short list" in one,
        "examples": lambda one: "{money}" in one,
        "people in quotes": lambda one: "PERSON_1" in one,
        "batches": lambda one: "custom_id" in one or batch == "off",
    }
    missing = [kind for kind, is_one in kinds.items() if not any(map(is_one, questions))]
    assert missing == [], "every kind of question was asked"
    assert len(questions) > 20
