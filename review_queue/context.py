"""What the web app is built from: the store, the clock, the team, and what only wiring can reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.drafts import Draft, Drafted, NoReason, Renewed
from agent.domain.teams import Team
from agent.prompts.desk import PromptDesk
from agent.store.engine import Store
from signals.address_patterns import Guess, NoGuess


@dataclass(frozen=True, slots=True)
class Previewed:
    """One account in a weight's preview: its score and place in the queue before and after."""

    account_id: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a webhook's call: the ids of its good rows, and (line, reason) of those not understood."""

    ids: tuple[str, ...]
    refused: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WebContext:
    """Wiring fills this in; tests fill in what they need.

    team              the team's published files, read anew when they change
    draft_for_contact drafts at once for a person just found: the draft's id, or why there is none
    regenerate        other words on the same evidence, with a person's instruction (data, never orders)
    renew             the draft written again on what is known now
    start_run         plays tonight's run now and returns its id; None hides the button
    preview_weight    (source, weight) → the queue before and after, writing nothing; None hides the preview
    take_intake       (channel, body, headers) → what was taken in; raises BadSignature where it is not proven
    guess_address     (account, first name, last name) → an address that a person has to confirm, or why there is none
    prompts           the team's prompt files; None hides them
    model             the name of the configured model, "" where none is
    check_model       why its endpoint does not answer, "" where it does; None hides the press
    leaves_at         where an approval would leave, as words shown beside the draft
    """

    store: Store
    team: Callable[[], Team]
    clock: Clock
    secret_key: bytes
    draft_for_contact: Callable[[str], str | NoReason]
    regenerate: Callable[[Draft, str], Drafted | NoReason]
    renew: Callable[[Draft], Renewed | NoReason] = lambda draft: NoReason("Nothing is researched again here.")
    public_url: str = ""
    secure_cookies: bool = False
    start_run: Callable[[], str] | None = None
    preview_weight: Callable[[str, float], tuple[Previewed, ...]] | None = None
    take_intake: Callable[[str, bytes, Mapping[str, str]], TakenIn] | None = None
    health: Callable[[], Mapping[str, str]] = field(default=dict)
    guess_address: Callable[[Account, str, str], Guess | NoGuess] = lambda *_: NoGuess("Nothing is guessed here.")
    prompts: PromptDesk | None = None
    model: str = ""
    check_model: Callable[[], str] | None = None
    demo: bool = False
