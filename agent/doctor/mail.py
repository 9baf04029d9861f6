"""Checks of mail: the channel, SMTP and IMAP as they really answer, and the never-mail list."""

from __future__ import annotations

from agent.doctor.checks import Check, fail, ok, warn
from agent.errors import FirstlightError, SourceUnavailable
from agent.store import mappings, suppressions
from agent.wiring import Installation

DECLINED = ("suppressions", "declined")
NEVER_MAIL_FILE = "never-mail.csv"


def channel(installation: Installation) -> list[Check]:
    """Which way approved mail leaves, and whether SMTP answers where it is the way."""
    mail = installation.settings.mail
    if mail.channel == "maildir":
        checks = [ok("mail", f"approved mail goes into the folder {mail.maildir}; nothing reaches anybody")]
    elif mail.channel == "handover":
        checks = [ok("mail", f"approved mail is handed over in the folder {mail.handover}")]
    else:
        checks = [_recipients(installation)]
    if mail.smtp.host or mail.channel == "smtp":
        checks.append(_smtp(installation))
    return checks


def _recipients(installation: Installation) -> Check:
    if installation.team().policy.real_recipients:
        return ok("mail", "SMTP, to real recipients once every check that unlocks it is ok")
    fix = "Set real_recipients: true under sending in mailboxes.yaml when you are ready."
    return warn("mail", "SMTP is chosen and real_recipients is false: mail stays in the folder.", fix)


def _smtp(installation: Installation) -> Check:
    smtp = installation.settings.mail.smtp
    if not smtp.host:
        return fail("smtp", "No host.", "Set host under [mail.smtp] in firstlight.toml.", unlocks=True)
    if not smtp.user:
        fix = "Set user under [mail.smtp] and FIRSTLIGHT_MAIL__SMTP__PASSWORD_FILE."
        return fail("smtp", "No user to log in as.", fix, unlocks=True)
    try:
        installation.mail().check_smtp()
    except FirstlightError as error:
        return fail("smtp", str(error), _smtp_fix(str(error)), unlocks=True)
    return ok("smtp", f"{smtp.host}:{smtp.port} is secure and lets {smtp.user} in", unlocks=True)


def _smtp_fix(said: str) -> str:
    """The fix that fits what the server or the wire said."""
    if "certificate" in said:
        return "Use the name that its certificate has as host, or name your authority's file: ca_file."
    if "AUTH" in said or "535" in said:
        return "Check user under [mail.smtp] and the password in FIRSTLIGHT_MAIL__SMTP__PASSWORD_FILE."
    if "STARTTLS" in said or "TLS" in said:
        return "Use a server with STARTTLS on 587, or TLS on 465."
    return "Check host and port under [mail.smtp], and that this machine may reach them."


def imap(installation: Installation) -> Check:
    settings = installation.settings.mail.imap
    if not settings.host:
        words = "No IMAP: replies and bounces are read from the folder incoming only."
        return warn("imap", words, "Set host and user under [mail.imap] before mail reaches anybody.")
    try:
        installation.mail().check_imap()
    except SourceUnavailable as error:
        fix = "Check host, port, user and folders under [mail.imap] and FIRSTLIGHT_MAIL__IMAP__PASSWORD_FILE."
        return fail("imap", str(error), fix, unlocks=True)
    return ok("imap", f"{settings.host} lets {settings.user} in", unlocks=True)


def never_mail_list(installation: Installation) -> Check:
    """Imported, or expressly declined (DESIGN §2.8)."""
    with installation.store.read() as session:
        if suppressions.any_imported(session):
            return ok("never-mail list", "imported", unlocks=True)
        declined = mappings.saved(session, *DECLINED)
    if declined is not None:
        return ok("never-mail list", "declined: there is nobody you must not mail", unlocks=True)
    fix = "firstlight suppressions import FILE --reason customer, or firstlight doctor --no-never-mail-list."
    words = "No never-mail list was imported."
    if installation.settings.path(NEVER_MAIL_FILE).exists():
        words = f"{NEVER_MAIL_FILE} is in the folder and was not imported."
        fix = f"firstlight suppressions import {NEVER_MAIL_FILE} --reason customer."
    if installation.settings.mail.channel == "smtp":
        return fail("never-mail list", words, fix, unlocks=True)
    return warn("never-mail list", words, fix, unlocks=True)


def decline_never_mail_list(installation: Installation) -> None:
    """Record that the team has no never-mail list."""
    with installation.store.write() as session:
        mappings.save(session, *DECLINED, {"declined": "yes"}, now=installation.clock.now())
