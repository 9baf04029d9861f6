"""An address for a person whose name is known: guessed from known ones, held until a person confirms it (§7).

No mail server is asked whether somebody exists: only the DNS, whether the domain takes mail at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.policies import SendPolicy
from agent.sends.countries import country_of, guessing_refusal
from agent.store import accounts, contacts, objections
from agent.store.engine import Store
from signals.address_patterns import Guess, KnownAddress, NoGuess, guess, patterns_of

GuessAddress = Callable[[Account, str, str], Guess | NoGuess]


def questions(domain: str) -> str:
    """The address of a domain's records that say whether it takes mail (`signals.fetch.names`)."""
    return f"dns:{domain}?mx=@&a=@&aaaa=@"


@dataclass(frozen=True, slots=True)
class Guesser:
    """Guesses for one team. `takes_mail` asks the DNS about a domain: None where nobody answered."""

    store: Store
    policy: SendPolicy
    takes_mail: Callable[[str], bool | None]

    def __call__(self, account: Account, first_name: str, last_name: str) -> Guess | NoGuess:
        """The likeliest address of this person at the account's domain, or why none is guessed."""
        nobody = Contact("", account.id, "", "", "", "")
        refusal = guessing_refusal({account.country, country_of(nobody, account)}, self.policy.guessing)
        if refusal:
            return NoGuess(refusal)
        with self.store.read() as session:
            known = [_known(one) for one in contacts.at_domain(session, account.domain)]
        found = guess(patterns_of(account.domain, known), first_name, last_name)
        if isinstance(found, NoGuess):
            return found
        takes = self.takes_mail(account.domain)
        if takes is None:
            return NoGuess(f"Nobody could say whether {account.domain} takes mail: try again later.")
        return found if takes else NoGuess(f"{account.domain} takes no mail (no MX, or a null MX).")


def hold_guesses(store: Store, contact_ids: Iterable[str], guess_address: GuessAddress, *, now: datetime) -> int:
    """Give those of these people who have no address a guessed one, labelled and held. Returns how many got one."""
    held = 0
    for contact_id in contact_ids:
        with store.read() as session:
            person = contacts.get(session, contact_id)
            account = accounts.get(session, person.account_id) if person else None
            lacks = person is not None and not person.email and not objections.objects(session, person)
        if person is None or account is None or not lacks:
            continue
        found = guess_address(account, person.first_name, person.last_name)
        if isinstance(found, Guess):
            with store.write() as session:
                held += keep_guess(session, person, found, now=now)
    return held


def keep_guess(session: Session, person: Contact, found: Guess, *, now: datetime) -> bool:
    """Write a guess down at a person, unless the address is another's. Returns whether it was."""
    if contacts.by_email(session, found.address) is not None:
        return False
    guessed = replace(
        person, email=found.address, address_status=AddressStatus.GUESSED, guess_probability=found.probability
    )
    contacts.put(session, guessed, now=now)
    return True


def _known(contact: Contact) -> KnownAddress:
    return KnownAddress(
        contact.email,
        contact.first_name,
        contact.last_name,
        guessed=contact.guess_probability is not None or contact.address_status is AddressStatus.GUESSED,
        bounced=contact.address_status is AddressStatus.BOUNCED,
    )
