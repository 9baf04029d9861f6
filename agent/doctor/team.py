"""Checks of the team's files: the offer, the mailboxes, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agent.doctor.checks import Check, fail, ok, warn
from agent.domain.enrichment import Enrichment, ProviderSetting
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.errors import ConfigError
from agent.insight.source_health import target_of
from agent.night.targets import Source
from agent.prompts.shelf import Live
from agent.settings import FetchSettings, key_variable
from agent.starter.write import NOBODY_YET


def team_problems(error: ConfigError) -> list[Check]:
    """Every problem of the files as a check of its own."""
    if not error.problems:
        return [fail("team files", str(error), "Run `firstlight init` in this folder.", unlocks=True)]
    return [
        fail(
            "team files",
            f"{one.file}:{one.line or 1}: {one.path or '(whole file)'}: {one.value!r}",
            one.fix,
            unlocks=True,
        )
        for one in error.problems
    ]


def prompts(live: Live) -> list[Check]:
    """Every broken file of the team's prompts, with what is live in its place."""
    found = []
    for one in live.broken:
        instead = "its last good text" if one.keeps_last_good else "what ships"
        worst = one.problems[0]
        line = f":{worst.line}" if worst.line else ""
        detail = f"prompts/{worst.file}{line}: {worst.path}: {worst.value!r}; {instead} is live."
        found.append(warn("prompts", detail, worst.fix))
    return found or [ok("prompts", f"{len(live.checked.checked)} understood, {len(live.over)} of your own")]


def offer(team: Team) -> Check:
    missing = [
        words
        for words, there in (
            ("a value", team.offer.values),
            ("a pain", team.offer.pains),
            ("a call to action", team.offer.ctas),
        )
        if not there
    ]
    if missing:
        return fail(
            "offer",
            f"offer.yaml has not {', not '.join(missing)}: news goes to To find and no mail is written.",
            f"Write at least {' and '.join(missing)} in offer.yaml.",
        )
    offer = team.offer
    return ok("offer", f"values: {len(offer.values)}, pains: {len(offer.pains)}, CTAs: {len(offer.ctas)}")


def mailboxes(team: Team) -> list[Check]:
    """Every owner has a mailbox, every mailbox an address of the team's own and a postal address."""
    if not team.mailboxes:
        fix = "Add a mailbox to mailboxes.yaml and name it in owners.yaml."
        return [fail("mailboxes", "There is none: nothing can be drafted or sent.", fix, unlocks=True)]
    checks = []
    for mailbox in team.mailboxes:
        name = f"mailbox {mailbox.id}"
        if mailbox.address == NOBODY_YET.owner_email or "@" not in mailbox.address:
            fix = f"Write its address in mailboxes.yaml (mailboxes, id {mailbox.id}), or run `firstlight init`."
            checks.append(fail(name, f"{mailbox.address or 'no address'} is nobody's address.", fix, unlocks=True))
        elif not mailbox.postal_address.strip():
            fix = f"Write postal_address for {mailbox.id} in mailboxes.yaml: the law asks for it in every mail."
            checks.append(fail(name, "It has no postal address.", fix, unlocks=True))
        else:
            checks.append(ok(name, mailbox.address, unlocks=True))
    return checks


def notices(team: Team, countries_of_law: int) -> Check:
    """`countries_of_law`: accounts in the EU, the EEA or the United Kingdom (`agent.sends.countries.GDPR`)."""
    without = [mailbox.id for mailbox in team.mailboxes if not mailbox.notice_url]
    if not without:
        return ok("privacy notice", "every mailbox names its notice")
    fix = f"Write notice_url for {', '.join(without)} in mailboxes.yaml: the page that says how you use their data."
    many = "account sits" if countries_of_law == 1 else "accounts sit"
    who = f"{countries_of_law:,} {many}" if countries_of_law else "Accounts that sit"
    return warn("privacy notice", f"{who} in the EU, the EEA or the UK: nothing leaves to them without one.", fix)


def sources(known: Iterable[Source], contact: str) -> list[Check]:
    enabled = [one for one in known if one.enabled and one.setting.collector != "intake"]
    unconfirmed = [one.setting.name for one in enabled if one.awaits_terms]
    fix = "Run `firstlight source confirm --all`: it shows their terms and writes terms_reviewed_by in sources.yaml."
    checks = []
    if enabled and len(unconfirmed) == len(enabled):
        words = f"None of {len(enabled)} is confirmed: a night reads nothing."
        checks.append(fail("sources", words, fix))
    elif unconfirmed:
        checks.append(warn("sources", f"Not confirmed, so not scheduled: {', '.join(unconfirmed)}.", fix))
    elif not enabled:
        checks.append(warn("sources", "None is on.", "Set enabled: true in sources.yaml."))
    else:
        checks.append(ok("sources", f"{len(enabled)} confirmed"))
    if contact:
        checks.append(ok("contact", contact))
    else:
        fix = 'Set contact = "you@your.domain" under [fetch] in firstlight.toml.'
        checks.append(warn("contact", "Sites do not learn who reads them; the SEC refuses such readers.", fix))
    return checks


def readings(known: Iterable[Source], asked: Mapping[str, tuple[int, int]]) -> list[Check]:
    """Scheduled sources of which more failed when they were last read than should. `asked`: by source the targets that
    were read, and how many of these failed."""
    found = []
    for source in known:
        name, collector = source.setting.name, source.setting.collector
        read, failed = asked.get(name, (0, 0))
        if source.is_scheduled and read and failed / read > 1 - target_of(collector):
            words = f"{failed:,} of {read:,} targets failed when last read."
            fix = f"`firstlight source list` says why; `firstlight source test {name}` tries it now."
            found.append(warn(f"source {name}", words, fix))
    return found


def enrichment(policy: Enrichment, without_key: Iterable[ProviderSetting], asked: int, usd: float) -> Check:
    """Whether providers of contacts can be asked, and what of the day's budget is used. Nothing is asked here."""
    missing = [one.secret for one in without_key]
    if not policy.enabled:
        return ok("enrichment", "off: no provider of contacts is asked")
    if missing:
        fix = f"Set {' and '.join(missing)} (or the same with _FILE), or enabled: false in enrichment.yaml."
        return warn("enrichment", "A provider of contacts has no key and is not asked.", fix)
    if not policy.lookups_a_day:
        return warn(
            "enrichment", "It is on, and no lookup a day is allowed.", "Raise lookups_a_day in enrichment.yaml."
        )
    names = ", ".join(one.display_name for one in policy.providers)
    used = f"{asked} of {policy.lookups_a_day} lookups and ${usd:.2f} of ${policy.usd_a_day:.2f} used today"
    return ok("enrichment", f"{names}; {used}")


def source_keys(settings: Iterable[SourceSetting], fetch: FetchSettings) -> list[Check]:
    """Whether sources that are on have the key that their API asks for."""
    on = {one.collector: one.name for one in settings if one.enabled and key_variable(one.collector)}
    return [
        warn(
            "Companies House",
            f"{name} is on and has no key: every reading is refused.",
            f"Set {key_variable(collector)}, or enabled: false for the source in sources.yaml.",
        )
        for collector, name in sorted(on.items())
        if fetch.missing_key(collector)
    ]
