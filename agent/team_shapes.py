"""The shapes of a team's files: which keys there are, of which kind, within which bounds. Unknown keys are errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from agent.domain.contacts import Function, Seniority
from agent.domain.signals import SignalKind
from agent.settings import TimeZone


class FileShape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FitRuleShape(FileShape):
    field: str
    points: float
    any_of: list[str] = []
    minimum: float | None = None
    maximum: float | None = None
    label: str = ""

    @field_validator("field")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in {"industry", "headcount", "country", "technology", "persona"}:
            raise ValueError("field must be industry, headcount, country, technology or persona")
        return value


def _one_of(*known: str) -> AfterValidator:
    """A word out of a few; the fix names them."""

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"write {', '.join(known[:-1])} or {known[-1]}")
        return value

    return AfterValidator(check)


def _address(value: str) -> str:
    try:
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(f"this is no mail address: {error}") from None
    return value


Address = Annotated[str, AfterValidator(_address)]


class WeightShape(FileShape):
    points: float
    half_life_days: float = Field(gt=0)


TitleWords = Annotated[str, Field(min_length=2)]


class IcpShape(FileShape):
    rules: list[FitRuleShape] = []
    weights: dict[str, WeightShape] = {}
    buying_functions: list[Function] = [Function.SALES, Function.REVENUE_OPERATIONS, Function.MARKETING]
    muted_kinds: list[SignalKind] = []
    title_families: dict[str, Annotated[list[TitleWords], Field(min_length=1)]] = {}


class SellerShape(FileShape):
    name: str = Field(min_length=1)
    domain: str = ""
    one_liner: str = ""


class ValueShape(FileShape):
    id: str
    text: str = Field(min_length=3)
    personas: list[str] = []


class PainShape(ValueShape):
    signals: list[str] = Field(min_length=1)
    values: list[str] = []


class ProofShape(FileShape):
    id: str
    text: str = Field(min_length=3)
    customer_ok: bool = False
    segment: str = ""
    source: str = ""
    expires: date | None = None


class CtaShape(FileShape):
    id: str
    kind: str
    text: str = Field(min_length=3)
    asset: str = ""
    personas: list[str] = []

    @field_validator("kind")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in {"offer", "interest", "problem", "meeting"}:
            raise ValueError("kind must be offer, interest, problem or meeting")
        return value


class LinksShape(FileShape):
    allow: list[str] = []


class ToolsShape(FileShape):
    """Tools that the offer goes with, and tools that it takes the place of."""

    complements: list[str] = []
    competitors: list[str] = []


class OfferShape(FileShape):
    seller: SellerShape
    links: LinksShape = LinksShape()
    locale: str = "en-US"
    values: list[ValueShape] = []
    pains: list[PainShape] = []
    proofs: list[ProofShape] = []
    ctas: list[CtaShape] = []
    never: list[str] = []
    tools: ToolsShape = ToolsShape()


class PersonaShape(FileShape):
    id: str
    name: str
    functions: list[Function] = Field(min_length=1)
    seniorities: list[Seniority] = Field(min_length=1)
    words: tuple[int, int] = (45, 95)
    cta_kinds: list[str] = ["offer", "interest"]


class PersonasShape(FileShape):
    personas: list[PersonaShape] = []


class OwnerShape(FileShape):
    id: str
    name: str
    email: Address
    mailbox: str
    time_zone: TimeZone = "UTC"
    countries: list[str] = []
    segments: list[str] = []


class OwnersShape(FileShape):
    owners: list[OwnerShape] = []


class MailboxShape(FileShape):
    id: str
    address: Address
    display_name: str
    signature: str = ""
    postal_address: str = ""
    established: bool = False
    started_on: date | None = None
    notice_url: str = ""
    opt_out_line: str = 'If you would rather not hear from me, reply "no" and I will not write again.'


class SendingShape(FileShape):
    window_start: time = time(8, 30)
    window_end: time = time(17, 0)
    first_touches_per_day: int = Field(default=30, ge=0, le=200)
    all_mail_per_day: int = Field(default=50, ge=0, le=500)
    domain_per_day: int = Field(default=150, ge=0)
    undo_seconds: int = Field(default=60, ge=10, le=600)
    company_cooldown_days: int = Field(default=7, ge=1, le=60)
    nightly_drafts_per_owner: int = Field(default=40, ge=1, le=400)
    unsubscribe_base_url: str = ""
    real_recipients: bool = False
    countries: dict[str, str] = {}
    guessing: dict[str, bool] = {}

    @field_validator("countries")
    @classmethod
    def _gates(cls, value: dict[str, str]) -> dict[str, str]:
        for country, gate in value.items():
            if gate not in {"allow", "hold", "block"}:
                raise ValueError(f"{country} must be allow, hold or block")
        return value


class MailboxesShape(FileShape):
    mailboxes: list[MailboxShape] = []
    sending: SendingShape = SendingShape()


def _param(name: str, value: object) -> object:
    """A number or a yes as the words that it was written in: YAML reads `yes` as true."""
    if isinstance(value, bool):
        return {"per_account": ("no", "yes")}.get(name, ("false", "true"))[value]
    return str(value) if isinstance(value, int | float) else value


class SourceShape(FileShape):
    name: str
    collector: str
    enabled: bool = True
    weight: float = Field(default=1.0, ge=0, le=3)
    urls: list[str] = []
    params: dict[str, str] = {}
    terms_reviewed_by: str = ""
    terms_reviewed_on: date | None = None
    requests_per_second: float = Field(default=0.5, gt=0, le=10)
    max_bytes: int = Field(default=10_000_000, gt=0)
    poll_min_minutes: int = Field(default=0, ge=0, le=10_080)
    poll_max_minutes: int = Field(default=0, ge=0, le=43_200)

    @field_validator("params", mode="before")
    @classmethod
    def _words(cls, params: object) -> object:
        return {name: _param(name, one) for name, one in params.items()} if isinstance(params, dict) else params


class SourcesShape(FileShape):
    sources: list[SourceShape] = []


class StepShape(FileShape):
    day: int = Field(ge=0, le=60)
    kind: Annotated[str, _one_of("mail", "task")] = "mail"
    plan: Annotated[str, _one_of("first", "angle", "bump", "close", "call")] = "angle"


class SequencesShape(FileShape):
    steps: list[StepShape] = Field(
        default=[
            StepShape(day=0, plan="first"),
            StepShape(day=3, plan="angle"),
            StepShape(day=5, kind="task", plan="call"),
            StepShape(day=7, plan="bump"),
            StepShape(day=14, plan="close"),
        ]
    )
    people_per_account: int = Field(default=1, ge=1, le=5)

    @field_validator("steps")
    @classmethod
    def _at_most_four_mails(cls, steps: list[StepShape]) -> list[StepShape]:
        if sum(step.kind == "mail" for step in steps) > 4:
            raise ValueError("a sequence has at most four mails: remove one")
        return steps


class ModelPriceShape(FileShape):
    input_usd: float = Field(ge=0)
    output_usd: float = Field(ge=0)
    cached_usd: float | None = Field(default=None, ge=0)


class CostsShape(FileShape):
    seat_month_usd: float = 0.0
    source_month_usd: float = 0.0
    model_day_cap_usd: float = Field(default=5.0, ge=0)
    model_day_cap_tokens: int = Field(default=5_000_000, ge=0)
    on_budget: Literal["composer", "pause"] = "composer"
    model_prices: dict[str, ModelPriceShape] = Field(default_factory=dict)
    doubts_a_day: int = Field(default=200, ge=0)
    doubts_share: float = Field(default=0.4, ge=0, le=1)


SHAPES: Mapping[str, type[FileShape]] = {
    "icp.yaml": IcpShape,
    "offer.yaml": OfferShape,
    "personas.yaml": PersonasShape,
    "owners.yaml": OwnersShape,
    "mailboxes.yaml": MailboxesShape,
    "sources.yaml": SourcesShape,
    "sequences.yaml": SequencesShape,
    "costs.yaml": CostsShape,
}
