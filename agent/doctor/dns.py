"""What the mailbox's domain tells receivers: MX, SPF (RFC 7208) and DMARC (RFC 7489), with the record to publish.

What could not be asked (time-out, no name server) is a warning and holds nothing up; what is surely missing does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import dns.exception
import dns.resolver

from agent.doctor.checks import Check, State, ok

LOOK_UP_S = 5.0
Ask = Callable[[str, str], "Sequence[str] | None"]
"""(name, record type) → its values, empty where there are none; None where nobody could be asked."""


def ask_dns(name: str, record: str) -> Sequence[str] | None:
    """The records of `name` as text."""
    try:
        answer = dns.resolver.resolve(name, record, lifetime=LOOK_UP_S)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError):
        return None
    return [_text(one) for one in answer]


def _text(one: object) -> str:
    strings = getattr(one, "strings", None)
    return b"".join(strings).decode("utf-8", "replace") if strings else str(one)


def domain_checks(domain: str, smtp_host: str, *, wants_smtp: bool, ask: Ask = ask_dns) -> list[Check]:
    """MX, SPF and DMARC of one domain that mail is sent from."""
    return [
        _mx(domain, ask(domain, "MX"), wants_smtp),
        _spf(domain, smtp_host, ask(domain, "TXT"), wants_smtp),
        _dmarc(domain, ask(f"_dmarc.{domain}", "TXT"), wants_smtp),
    ]


def _judged(name: str, detail: str, fix: str, *, known: bool, wants_smtp: bool) -> Check:
    if known and wants_smtp:
        return Check(name, State.FAIL, detail, fix, unlocks=True)
    return Check(name, State.WARN, detail, fix)


def _mx(domain: str, found: Sequence[str] | None, wants_smtp: bool) -> Check:
    name, fix = f"MX {domain}", f'Publish: {domain}. MX 10 "the host that takes your mail".'
    if found and not all(value.split()[-1] == "." for value in found):
        return ok(name, found[0], unlocks=wants_smtp)
    detail = "could not be asked" if found is None else "takes no mail: replies and bounces would be lost"
    return _judged(name, f"{domain} {detail}.", fix, known=found is not None, wants_smtp=wants_smtp)


def _spf(domain: str, smtp_host: str, found: Sequence[str] | None, wants_smtp: bool) -> Check:
    name = f"SPF {domain}"
    fix = f'Publish: {domain}. TXT "v=spf1 mx a:{smtp_host or "your.mail.server"} ~all" (or your provider\'s include).'
    records = [value for value in found or () if value.lower().startswith("v=spf1")]
    if len(records) == 1 and "+all" not in records[0].lower().split():
        return ok(name, records[0], unlocks=wants_smtp)
    if found is None:
        detail = "could not be asked"
    elif len(records) > 1:
        detail, fix = f"has {len(records)} SPF records, and only one may stand", f"Keep one. {fix}"
    else:
        detail = "lets everybody send in its name (+all)" if records else "has no SPF record"
    return _judged(name, f"{domain} {detail}.", fix, known=found is not None, wants_smtp=wants_smtp)


def _dmarc(domain: str, found: Sequence[str] | None, wants_smtp: bool) -> Check:
    name = f"DMARC {domain}"
    fix = f'Publish: _dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:dmarc@{domain}".'
    records = [value for value in found or () if value.lower().replace(" ", "").startswith("v=dmarc1")]
    if records:
        return ok(name, records[0], unlocks=wants_smtp)
    detail = "could not be asked" if found is None else "has no DMARC record"
    return _judged(name, f"{domain} {detail}.", fix, known=found is not None, wants_smtp=wants_smtp)
