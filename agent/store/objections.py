"""Who objected: the one list that is asked before a person is shown, exported, mailed, or told to a model (signals §7).

Objections, legal orders and erasures hold for good. What an erasure leaves are hashes: of the address, and of the name
at its account, by which a text that tells of the person is known without keeping who they are.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from agent.domain.contacts import Contact
from agent.domain.sends import SuppressionReason
from agent.domain.signals import Signal
from agent.store import built
from agent.store.bulk import SUPPRESSIONS, chunks
from agent.store.contacts import canonical_address
from agent.tables.accounts import AccountRow, ContactRow

REASONS = frozenset({SuppressionReason.OBJECTION, SuppressionReason.LEGAL, SuppressionReason.ERASED})
WITHHELD = "Somebody who objected"
PERSON = "person"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAMES = frozenset({"dr", "mr", "mrs", "ms", "prof", "sir", "jr", "sr", "ii", "iii", "iv", "phd", "md", "mba"})
_APART = 4
_LISTED = select_rows(SUPPRESSIONS.c.scope, SUPPRESSIONS.c.key).where(
    SUPPRESSIONS.c.reason.in_([str(reason) for reason in REASONS])
)
_OF_KEYS = _LISTED.where(SUPPRESSIONS.c.key.in_(built.given("keys", many=True)))
_ASKED_BY_NAME = 50
"""For more accounts than this the whole list is read."""


def address_hash(address: str) -> str:
    """What is kept of an erased person's address; "" for none."""
    key = canonical_address(address)
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}" if key else ""


def person_key(account_id: str, name: str) -> str:
    """A person at an account: first and last name without accents, hashed; "" where a text names no full name."""
    words = [word for word in _words(name) if word not in _NO_NAMES]
    return _hashed(account_id, words[0], words[-1]) if len(words) > 1 else ""


def _hashed(account_id: str, first: str, last: str) -> str:
    return f"{account_id}:{hashlib.sha256(f'{first} {last}'.encode()).hexdigest()}"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def calls(person: Contact, *texts: str) -> bool:
    """Whether one of `texts` has this person's last name: enough where what it stands on names them in full."""
    names = [word for word in _words(person.name) if word not in _NO_NAMES][1:]
    return any(names[-1] in _name_words(text) for text in texts) if names else False


def _name_words(text: str) -> list[str]:
    """The words of a text that may be names, "Rosa's" as "rosa"."""
    return [word.removesuffix("'s") for word in _words(text) if word not in _NO_NAMES]


def objecting(session: Session, people: Sequence[Contact], domains: Mapping[str, str] | None = None) -> frozenset[str]:
    """The ids of those of `people` who objected, at whatever scope, or were erased. `domains`: those of their accounts
    by id, where they were read already."""
    if domains is None:
        firms = {person.account_id for person in people}
        domains = {firm.id: firm.domain for firm in _accounts(session, firms)}
    wanted = {person.id: set(_keys(person, domains.get(person.account_id, ""))) for person in people}
    held = _held(session, {key for keys in wanted.values() for key in keys})
    return frozenset(person.id for person in people if person.erased_at or wanted[person.id] & held)


def objects(session: Session, person: Contact) -> bool:
    """Whether this person objected or was erased."""
    return bool(objecting(session, [person]))


def hidden(session: Session, contact_ids: Iterable[str]) -> frozenset[str]:
    """Those of these contacts whom no page may name."""
    found: set[str] = set()
    for some in chunks(sorted(set(contact_ids))):
        query = select(ContactRow).where(col(ContactRow.id).in_(some))
        found |= objecting(session, [_person(row) for row in session.exec(query)])
    return frozenset(found)


def silences(session: Session, account_ids: Iterable[str]) -> dict[str, Silence]:
    """What each of these accounts keeps silent about."""
    ids, people = sorted(set(account_ids)), list[Contact]()
    for some in chunks(ids):
        people += map(_person, session.exec(select(ContactRow).where(col(ContactRow.account_id).in_(some))))
    objectors = objecting(session, people)
    return silences_of(session, ids, [person for person in people if person.id in objectors])


def silences_of(session: Session, account_ids: Iterable[str], objectors: Iterable[Contact]) -> dict[str, Silence]:
    """The same where it was read already who at these accounts objected."""
    keys: dict[str, set[str]] = {account_id: set() for account_id in account_ids}
    for person in objectors:
        keys[person.account_id].add(person_key(person.account_id, person.name))
    starts = [_beginning(f"{one}:") for one in keys] if len(keys) <= _ASKED_BY_NAME else ["%"]
    named = {f"start{place}": start for place, start in enumerate(starts)}
    for key in built.rows(session, _persons(len(named)), **named).scalars() if named else ():
        keys.get(key.partition(":")[0], set()).add(key)
    return {account_id: Silence(account_id, frozenset(own) - {""}) for account_id, own in keys.items()}


def _beginning(text: str) -> str:
    """The pattern of what begins so."""
    return "".join(f"/{letter}" if letter in "/%_" else letter for letter in text) + "%"


@cache
def _persons(many: int) -> Select[tuple[str]]:
    """Whoever's key on the list begins in one of so many ways."""
    starts = (SUPPRESSIONS.c.key.like(built.given(f"start{place}"), escape="/") for place in range(many))
    return _LISTED.with_only_columns(SUPPRESSIONS.c.key).where(SUPPRESSIONS.c.scope == PERSON, or_(*starts))


def silence(session: Session, account_id: str) -> Silence:
    """What this account keeps silent about."""
    return silences(session, [account_id])[account_id]


@dataclass(frozen=True, slots=True)
class Silence:
    """Knows of a text about one account whether it names somebody there who objected. Keeps hashes only."""

    account_id: str
    keys: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not self.keys

    def holds(self, *texts: str) -> bool:
        """Whether one of `texts` names one of them: a first and a last name at most three words apart."""
        if not self.keys:
            return False
        return any(key in self.keys for text in texts for key in self._pairs(text))

    def of_signal(self, signal: Signal) -> bool:
        """Whether a signal may not be told: a field or a quote of it names one of them."""
        told = [*signal.fields.values()]
        for report in signal.evidence:
            told += [report.quote.text, report.title, *(value.quote.text for value in report.fields.values())]
        return self.holds(*told)

    def _pairs(self, text: str) -> Iterator[str]:
        words = _name_words(text)
        for place, first in enumerate(words):
            for last in words[place + 1 : place + 1 + _APART]:
                yield _hashed(self.account_id, first, last)


def silence_about(person: Contact) -> Silence:
    """What names this one person, whether or not they objected."""
    return Silence(person.account_id, frozenset({person_key(person.account_id, person.name)} - {""}))


def _keys(person: Contact, domain: str) -> Iterator[tuple[str, str]]:
    key = canonical_address(person.email)
    yield "account", person.account_id
    yield PERSON, person_key(person.account_id, person.name)
    if key:
        yield "address", key
        yield "address", address_hash(key)
    for host in {domain.lower(), key.rpartition("@")[2]}:
        labels = host.split(".")
        yield from (("domain", ".".join(labels[start:])) for start in range(max(len(labels) - 1, 0)))


def _held(session: Session, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these (scope, key) pairs that stand on the list."""
    found: set[tuple[str, str]] = set()
    for some in chunks(sorted({key for _, key in keys if key})):
        found |= {(scope, key) for scope, key in built.rows(session, _OF_KEYS, keys=some)}
    return found


def _accounts(session: Session, ids: Collection[str]) -> list[AccountRow]:
    found: list[AccountRow] = []
    for some in chunks(sorted(ids)):
        found += session.exec(select(AccountRow).where(col(AccountRow.id).in_(some))).all()
    return found


def _person(row: ContactRow) -> Contact:
    return Contact(
        row.id, row.account_id, row.name, row.first_name, row.last_name, row.title, row.email, erased_at=row.erased_at
    )
