"""Every check in its order; what stands in the way of the next ones is named and the rest is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from agent.clock import Clock, SystemClock
from agent.doctor import mail, team
from agent.doctor.batches import batches
from agent.doctor.checks import Check, State, fail, ok, warn
from agent.doctor.dns import Ask, ask_dns, domain_checks
from agent.doctor.machine import browser_assets, clock_sane, disk_space, folder_writable, key_file, python_version
from agent.domain.teams import Team
from agent.errors import ConfigError
from agent.night.targets import sources
from agent.sends.countries import GDPR
from agent.settings import Settings, read_settings
from agent.store import accounts, budgets, model_batches, polls, runs, work
from agent.store.engine import migrate, needs_migration, open_store
from agent.tables.runs import LeaseRow
from agent.wiring import KEY_FILE, Installation, open_installation
from agent.wiring_mail import DOCTOR_LEASE
from agent.wiring_model import why_silent

LEASE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Examined:
    """All checks, whether mail may reach people for the next 24 hours, and by which channel it leaves; "" where the
    settings could not be read."""

    checks: tuple[Check, ...]
    smtp_unlocked: bool = False
    channel: str = ""

    @property
    def failed(self) -> int:
        return sum(check.state is State.FAIL for check in self.checks)


def examine(
    folder: Path,
    *,
    clock: Clock | None = None,
    environment: Mapping[str, str] | None = None,
    ask: Ask = ask_dns,
    decline_list: bool = False,
) -> Examined:
    """Look at the installation in `folder`. The word on sending is kept: taken for 24 h when green, dropped when not.

    `decline_list` first records that the team has no never-mail list.
    """
    checks = [python_version(), folder_writable(folder), browser_assets()]
    if any(check.state is State.FAIL for check in checks):
        return Examined(tuple(checks))
    checks.append(disk_space(folder))
    try:
        settings = read_settings(folder, environment)
    except ConfigError as error:
        return Examined((*checks, *_settings_problems(error)))
    checks.append(ok("settings", "firstlight.toml and the environment are understood"))
    checks.append(_database(settings))
    if checks[-1].state is State.FAIL:
        return Examined(tuple(checks), channel=settings.mail.channel)
    now = clock or SystemClock()
    with open_installation(folder, clock=now, environment=environment, bare=True) as installation:
        if decline_list:
            mail.decline_never_mail_list(installation)
        checks.extend(_inside(installation, ask))
        return Examined(tuple(checks), _keep_word(installation, checks), settings.mail.channel)


def _settings_problems(error: ConfigError) -> list[Check]:
    if not error.problems:
        return [fail("settings", str(error), "Mend firstlight.toml or the environment.", unlocks=True)]
    return [fail("settings", f"{one.file}: {one.path}: {one.value!r}", one.fix, unlocks=True) for one in error.problems]


def _database(settings: Settings) -> Check:
    store = None
    try:
        store = open_store(settings.database_url)
        behind = needs_migration(store)
        migrate(store)
    except CommandError as error:
        fix = "Install the version of Firstlight that made it, or bring a backup back: firstlight restore FILE."
        return fail("database", f"It was made by another version: {error}.", fix, unlocks=True)
    except (SQLAlchemyError, OSError, ConfigError) as error:
        words = str(getattr(error, "orig", None) or error).splitlines()[0]
        fix = "Check database.url in firstlight.toml and that its server runs; restore brings a backup back."
        return fail("database", f"It cannot be opened: {words}", fix, unlocks=True)
    finally:
        if store is not None:
            store.close()
    if behind:
        return ok("database", "brought to this version just now")
    return ok("database", "reachable, at this version")


def _inside(installation: Installation, ask: Ask) -> list[Check]:
    settings = installation.settings
    with installation.store.read() as session:
        newest = max((run.started_at for run in runs.newest(session, limit=1)), default=None)
    key = key_file(settings.path(KEY_FILE), given=bool(settings.secret_key.get_secret_value()))
    checks = [clock_sane(installation.clock.now(), newest), key]
    try:
        about = installation.team()
    except ConfigError as error:
        return [*checks, *team.team_problems(error)]
    checks.append(ok("team files", "understood", unlocks=True))
    checks += [team.offer(about), *team.prompts(installation.prompts().live()), *team.mailboxes(about)]
    with installation.store.read() as session:
        checks.append(team.notices(about, _under_gdpr(session)))
    with installation.store.read() as session:
        known = sources(session, about)
        asked = polls.read_and_failing(session)
    checks += team.sources(known.values(), settings.fetch.contact)
    checks += team.readings(known.values(), asked)
    checks += team.source_keys(about.sources, settings.fetch)
    checks.append(_enrichment(installation, about))
    checks.append(_model(settings))
    with installation.store.read() as session:
        checks += batches(settings.model, model_batches.newest(session))
    checks += mail.channel(installation)
    wants_smtp = settings.mail.channel == "smtp"
    domains = {box.address.rpartition("@")[2].lower() for box in about.mailboxes} if wants_smtp else set()
    for domain in sorted(domains - {""}):
        checks += domain_checks(domain, settings.mail.smtp.host, wants_smtp=wants_smtp, ask=ask)
    return [*checks, mail.never_mail_list(installation), mail.imap(installation)]


def _under_gdpr(session: Session) -> int:
    return sum(account.country.upper() in GDPR for account in accounts.every(session))


def _enrichment(installation: Installation, about: Team) -> Check:
    with installation.store.read() as session:
        asked, usd = budgets.lookups(session, installation.clock.now().date())
    return team.enrichment(about.enrichment, installation.without_key(), asked, usd)


def _model(settings: Settings) -> Check:
    """Whether the model's endpoint answers with this key; nothing is drafted and nothing is billed."""
    model = settings.model
    if not model.is_configured:
        return ok("model", "none: the composer drafts")
    fix = "Check base_url and name under [model] and FIRSTLIGHT_MODEL__API_KEY_FILE; without it the composer drafts."
    why = why_silent(model)
    return warn("model", why, fix) if why else ok("model", f"{model.name} answers")


def _keep_word(installation: Installation, checks: list[Check]) -> bool:
    """Take the doctor's lease where all that unlocks is ok and SMTP is the channel; else drop it."""
    green = installation.settings.mail.channel == "smtp" and all(
        check.state is State.OK for check in checks if check.unlocks
    )
    with installation.store.write() as session:
        row = session.get(LeaseRow, DOCTOR_LEASE)
        if row is not None:
            session.delete(row)
            session.flush()
        if green:
            holder, now = installation.mail().fingerprint(), installation.clock.now()
            work.take_lease(session, DOCTOR_LEASE, holder, now=now, length=LEASE)
    return green
