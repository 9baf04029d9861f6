"""What a trial found, in words and for machines."""

from __future__ import annotations

from typing import Any

from rich.panel import Panel
from rich.text import Text

from agent.imports.report import Fate, Report
from agent.plurals import count
from agent.starter.write import NAMES, is_provisional
from agent.store import contacts
from agent.terminal.console import Terminal
from agent.trial import Trial, Tried, home_page_of
from agent.wiring import Installation
from agent.wiring_model import prices
from drafting.prices import Used

# A first touch with its research, and every second one repaired once: tokens in and out.
TOKENS_IN, TOKENS_OUT = 6_000, 900
MOST_SHOWN = 12


def cost_of(installation: Installation, trial: Trial) -> tuple[float | None, str]:
    """What drafting tonight would cost in dollars (None: nobody knows the price), and in words."""
    model = installation.settings.model
    if not model.is_configured:
        return 0.0, "$0: no model is configured, the embedded composer drafts."
    costs = installation.team().costs
    cap = costs.model_day_cap_usd
    one = prices(costs).cost(model.name, Used(TOKENS_IN, TOKENS_OUT))
    if one is None:
        return None, f"The price of {model.name} is not known; the daily cap of ${cap:.2f} in costs.yaml holds."
    usd = min(float(one) * trial.mails, cap)
    drafts = count(trial.mails, "draft")
    return usd, f"About ${usd:.2f} with {model.name} for {drafts} (cap ${cap:.2f} a day). This trial: $0."


def trial_as_json(installation: Installation, trial: Trial, report: Report) -> dict[str, Any]:
    usd, words = cost_of(installation, trial)
    return {
        "accounts": len(trial.tried),
        "mails": trial.mails,
        "with_news": sum(bool(one.news) for one in trial.tried),
        "tried": [_one_as_json(one) for one in trial.tried],
        "misses": {
            "unread": [{"what": one.what, "why": one.why} for one in trial.unread],
            "no_feed_or_board": list(trial.nowhere),
            "unconfirmed_sources": list(trial.unconfirmed),
            "sources_off": list(trial.off),
            "boards_waiting": [{"account": one.what, "why": one.why} for one in trial.waiting],
        },
        "cost": {"usd": usd, "words": words},
        "import": report.as_json(),
        "counts": trial.counts,
    }


def _one_as_json(one: Tried) -> dict[str, Any]:
    return {
        "account": one.account.name,
        "domain": one.account.domain,
        "score": one.score,
        "news": [
            {
                "kind": news.kind,
                "words": news.words,
                "dated_on": news.dated_on,
                "source": news.source,
                "url": news.url,
                "quote": news.quote,
            }
            for news in one.news
        ],
        "mail": {"persona": one.mail.persona, "subject": one.mail.subject, "text": one.mail.text} if one.mail else None,
        "code": one.code,
        "why_not": one.why_not,
        "fix": one.fix,
    }


def print_trial(installation: Installation, trial: Trial, report: Report) -> None:
    """For people: mails first, then why not, what would be missed, what it would cost."""
    console = Terminal(soft_wrap=True)
    counts, read = report.counts, trial.counts
    console.print(
        f"{count(len(trial.tried), 'account')} ({counts[Fate.CREATED]} new, "
        f"{count(counts[Fate.REJECTED], 'row')} rejected). "
        f"Read {count(read.get('targets', 0), 'target')}, {count(read.get('items_new', 0), 'new item')}. "
        f"{sum(bool(one.news) for one in trial.tried)} with news, {count(trial.mails, 'mail')}."
    )
    for result in report.shown:
        console.print(f"  {result.told}")
    with_mail = [one for one in trial.tried if one.mail]
    for one in with_mail[:MOST_SHOWN]:
        _print_mail(console, one)
    if len(with_mail) > MOST_SHOWN:
        console.print(f"… and {len(with_mail) - MOST_SHOWN} more mails: --json shows them all.")
    _print_others(console, trial)
    _print_misses(console, trial)
    console.print("\nWhat it would cost", style="bold")
    console.print(f"  {cost_of(installation, trial)[1]}")
    console.print(f"\nNothing was drafted. The accounts and what was read are kept. {_next_step(installation, trial)}")


def _next_step(installation: Installation, trial: Trial) -> str:
    """What brings this team nearer to its first night."""
    failed = trial.counts.get("fetch_failed", 0)
    if failed and failed == trial.counts.get("targets", 0):
        return "Nothing could be read: check that this machine has a network, then try again. Nothing was put off."
    if any(is_provisional(installation.settings.path(name)) for name in NAMES):
        return "Next: firstlight init, then firstlight run."
    with installation.store.read() as session:
        nobody = contacts.is_empty(session)
    if nobody:
        return "Next: firstlight contacts import FILE (without it all goes to To find), then firstlight run."
    return "Next: firstlight run."


def _print_news(console: Terminal, one: Tried) -> None:
    for news in one.news[:3]:
        dated = f", dated {news.dated_on}" if news.dated_on else ""
        console.print(f"  {news.kind}: {news.words}{dated} ({news.source}) {news.url}")


def _print_mail(console: Terminal, one: Tried) -> None:
    assert one.mail is not None
    console.print(f"\n{one.account.name} ({one.account.domain}), score {one.score}", style="bold")
    _print_news(console, one)
    title = f"to the {one.mail.persona}, still to be found · {one.mail.subject}"
    console.print(Panel(one.mail.text.strip(), title=Text(title), title_align="left"))  # a str would be markup


def _print_others(console: Terminal, trial: Trial) -> None:
    others = [one for one in trial.tried if not one.mail]
    if others:
        console.print("\nNo mail tonight", style="bold")
    for one in others:
        console.print(f"  {one.account.name}: {one.why_not} {one.fix}".rstrip())
        _print_news(console, one)


def _print_misses(console: Terminal, trial: Trial) -> None:
    told = {home_page_of(one.account): one.why_not for one in trial.tried}
    lines = [f"{one.what}: {one.why}" for one in trial.unread if one.why not in told.get(one.what, "")]
    lines += [f"{one.what}: {one.why}." for one in trial.waiting]
    if trial.nowhere:
        lines.append(
            f"{len(trial.nowhere)} without a feed or job board of their own (filings and wires only): "
            f"{', '.join(trial.nowhere)}. Add feed_url or board_url to their rows."
        )
    if trial.unconfirmed:
        lines.append(
            f"Read now, not on schedule until somebody confirms their terms in sources.yaml: "
            f"{', '.join(trial.unconfirmed)}. To confirm them: firstlight source confirm --all"
        )
    if trial.off:
        lines.append(f"Switched off: {', '.join(trial.off)}.")
    if lines:
        console.print("\nWhat it would miss", style="bold")
    for line in lines:
        console.print(f"  {line}")
