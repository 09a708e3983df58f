"""What tells formats: the first bytes of binary ones, the root of markup, the headers of mails."""
