"""The log-odds of signals §3.4: what speaks for and against a name in a text meaning this account.

Stage 3 of 12, used by resolve.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.accounts import Account
from signals.aliases import Alias, alias_weight, brand, legal_form
from signals.extract.legal_forms import FORM_FAMILY
from signals.extract.roles import Part, Role
from signals.matcher import Hit, normalise
from signals.surroundings import Standing, Surroundings, describes_itself, standing_of
from signals.trade_words import trade_words

DOMAIN, FULL_NAME, ISSUER = 4.0, 4.0, 4.0
NAME_WORD, LEGAL_FORM, INTRODUCED = 3.0, 2.5, 1.5
EVENT_SUBJECT, ACTOR_SUBJECT = 1.5, 1.0
CITY, INDUSTRY, WHOLE_NAME, ORGANISATION, IN_TITLE = 1.0, 1.0, 1.0, 1.0, 0.5
LOWER_CASE, OTHER_COMPANY, NO_VERB = -3.0, -4.0, -1.0
NO_NAME_WORDS = frozenset(
    ["group", "holdings", "holding", "company", "partners", "international", "global", "solutions", "systems", "sons"]
)


def context_weights(
    account: Account, alias: Alias, mine: Sequence[Hit], around: Surroundings
) -> list[tuple[float, str]]:
    found = []
    if account.domain in around.domains:
        found.append((DOMAIN, f"{account.domain} stands in the text"))
    full = normalise(brand(account.name))
    if alias.key == full and alias_weight(alias).is_word:
        found.append((WHOLE_NAME, "its whole name"))
    rest = [word for word in full.split() if word not in alias.key.split()]
    if rest and any(full in hit.alias and not is_longer(around, hit) for hit in mine if hit.alias != alias.key):
        found.append((FULL_NAME, f"the full name {account.name} stands in the text"))
    elif words := [word for word in rest if word not in NO_NAME_WORDS and around.has_word(word)]:
        found.append((NAME_WORD, f"“{words[0]}”, a word of its full name, stands in the text"))
    if account.city and around.has_place(normalise(account.city)):
        found.append((CITY, f"{account.city} stands in the text"))
    trade = normalise(f"{account.industry} {account.name}").split()
    industry = [word for word in normalise(account.industry).split() if len(word) > 3 and around.has_word(word)]
    about = [word for word in trade_words(trade) if around.has_word(word)]
    if industry or len(about) > 1:
        found.append((INDUSTRY, f"industry: {', '.join([*industry, *about][:2])}"))
    return found


def is_longer(around: Surroundings, hit: Hit) -> bool:
    return standing_of(around, hit.start, hit.end).is_part_of_longer_name


def standing_weights(
    alias: Alias, account: Account, role: Role, standing: Standing, *, at_home: bool
) -> list[tuple[float, str]]:
    """What the words just around one mention add or take. `at_home`: the account's own domain stands in the text."""
    found = []
    is_subject = role.part in {Part.EVENT, Part.TARGET}
    base = alias_weight(alias)
    if standing.is_part_of_longer_name:
        found.append((OTHER_COMPANY, f"part of a longer name: “{standing.longer_name}”"))
    if not standing.spelled_like(alias.text):
        found.append((LOWER_CASE, "written in lower case"))
    elif is_subject or standing.legal_form or at_home or not (base.is_word and standing.capital_means_nothing):
        found.append((ORGANISATION, "written like a name"))
    else:
        found.append((LOWER_CASE, "a word that begins the sentence"))
    if is_subject:
        found.append((EVENT_SUBJECT, role.why))
    if role.part is Part.ACTOR:
        found.append((ACTOR_SUBJECT, role.why))
    if role.part is Part.WEAK:
        found.append((NO_VERB, "no verb tells what it did"))
    if standing.is_determined and base.is_word:
        found.append((LOWER_CASE, "stands behind an article"))
    if alias.is_full:
        found.append((LEGAL_FORM, "with its legal form"))
    elif standing.legal_form:
        weight = form_weight(standing.legal_form, alias, account)
        if weight > 0 or (weight < 0 and not at_home):
            found.append((weight, f"legal form {standing.legal_form} {'fits' if weight > 0 else 'is another'}"))
    if describes_itself(standing, alias.key):
        found.append((INTRODUCED, "introduced as a company"))
    return found


def form_weight(stated: str, alias: Alias, account: Account) -> float:
    """A legal form beside the name: the account's own proves, another country's or another company's contradicts."""
    own = legal_form(account.name)
    family = FORM_FAMILY.get(stated, "")
    whole = normalise(brand(account.name))
    is_brand = alias.key in {whole, whole.replace(" ", "")} or account.name.lower() == account.domain
    if alias.is_full or (own == stated and is_brand):
        return LEGAL_FORM
    if len(alias.key.split()) > 1 and not own:
        return 0.0
    if not is_brand:
        return OTHER_COMPANY if len(alias.key.split()) == 1 else 0.0
    own_family = FORM_FAMILY.get(own, "") if own else account.country.lower()
    if family and own_family and family != own_family:
        return OTHER_COMPANY
    return 0.0 if own else LEGAL_FORM
