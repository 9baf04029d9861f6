"""Ways a released mail leaves: a Maildir, an SMTP server, a hand-over folder. Built only by agent.wiring_mail."""
