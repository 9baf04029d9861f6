"""Messages that come back, written for the tests: answers, delivery reports, complaints, absences."""

from __future__ import annotations

from agent.domain.sends import Send

DATE = "Fri, 20 Nov 2026 16:00:00 +0000"


def answer(
    send: Send, text: str, *, sender: str = "", subject: str = "", extra: str = "", quoted: bool = True
) -> bytes:
    """A person's answer to `send`, our mail quoted below it."""
    quote = "\n".join(f"> {line}" for line in send.content.text.splitlines())
    body = (
        f"{text}\n\nOn Fri, 20 Nov 2026 at 15:00, Mara Lindqvist <mara@tern.example> wrote:\n{quote}\n"
        if quoted
        else text
    )
    return _mail(
        f"From: Dana Okafor <{sender or send.content.recipient}>",
        "To: mara@tern.example",
        f"Subject: {subject or 'Re: ' + send.content.subject}",
        f"Message-ID: <answer-{abs(hash((send.id, text)))}@alder.example>",
        f"In-Reply-To: {send.message_id}",
        f"References: {send.message_id}",
        *([extra] if extra else []),
        body=body,
    )


def stranger(text: str, *, sender: str = "someone@elsewhere.example", subject: str = "Hello", extra: str = "") -> bytes:
    """A message that cites nothing of ours."""
    lines = [f"From: {sender}", "To: mara@tern.example", f"Subject: {subject}", "Message-ID: <s1@elsewhere.example>"]
    return _mail(*lines, *([extra] if extra else []), body=text)


def delivery_report(
    send: Send, *, status: str = "5.1.1", action: str = "failed", text: str = "550 5.1.1 no such user", cites: str = ""
) -> bytes:
    """A report of RFC 3464 on `send`, returning its headers."""
    body = f"""--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.alder.example

Final-Recipient: rfc822; {send.content.recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {text}

--b
Content-Type: text/rfc822-headers

Message-ID: {cites or send.message_id}
From: mara@tern.example
To: {send.content.recipient}

--b--
"""
    return _mail(
        "From: MAILER-DAEMON@mx.alder.example",
        "To: mara@tern.example",
        "Subject: Undelivered Mail Returned to Sender",
        f"Message-ID: <dsn-{send.id}-{status}@mx.alder.example>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "Auto-Submitted: auto-replied",
        body=body,
    )


def complaint(send: Send) -> bytes:
    """A feedback report of RFC 5965 on `send`, its recipient redacted."""
    ref = send.message_id.strip("<").partition(".")[0]
    body = f"""--b
Content-Type: text/plain

This is an abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: FeedbackLoop/1.0
Version: 1

--b
Content-Type: message/rfc822

From: mara@tern.example
To: redacted@redacted.example
Subject: {send.content.subject}
X-Outbox-Ref: {ref}

Hi

--b--
"""
    return _mail(
        "From: fbl@feedback.example",
        "To: mara@tern.example",
        "Subject: Complaint",
        f"Message-ID: <arf-{send.id}@feedback.example>",
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
        body=body,
    )


def absence(send: Send, text: str, *, subject: str = "Automatic reply: Two RevOps roles at Alder") -> bytes:
    return answer(send, text, subject=subject, extra="Auto-Submitted: auto-replied", quoted=False)


def _mail(*headers: str, body: str) -> bytes:
    lines = [*headers, "Date: " + DATE, "MIME-Version: 1.0"]
    if not any(header.startswith("Content-Type") for header in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    return ("\n".join(lines) + "\n\n" + body).replace("\n", "\r\n").encode()
