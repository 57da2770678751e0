"""Mail by SMTP: the standard library's client in a thread, since a mail server may take its time."""

import asyncio
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

import structlog

from server.config import Config
from server.errors import InvalidBody, MailFailed, MailNotOffered

log = structlog.get_logger()

TIMEOUT_S: Final = 20
AT_ONCE: Final = 4


class Mailer:
    """Sends what is given to it, where the operator has named a mail server."""

    def __init__(self, config: Config) -> None:
        self._url = config.smtp_url
        self._sender = config.mail_from
        self._room = asyncio.Semaphore(AT_ONCE)

    @property
    def offered(self) -> bool:
        """Whether there is a mail server."""
        return self._url is not None

    async def send(self, to: str, subject: str, body: str) -> None:
        """Send plain text. Raises `MailNotOffered`, `InvalidBody` for an address that is none, `MailFailed`."""
        if self._url is None or self._sender is None:
            raise MailNotOffered("this service sends no mail")
        message = EmailMessage()
        try:
            # Parsed, so that nothing but one address gets into the header.
            message["To"] = Address(addr_spec=to)
        except (ValueError, IndexError):
            raise InvalidBody("address: no mail address") from None
        message["From"] = self._sender
        message["Subject"] = subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=parseaddr(self._sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        async with self._room:
            try:
                await asyncio.to_thread(_deliver, self._url, message)
            except (smtplib.SMTPException, OSError) as error:
                # Its text may hold the address, which is nobody's business in a log.
                log.warning("mail_failed", error=type(error).__name__)
                raise MailFailed("the mail server did not take the mail") from None


def _deliver(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        client: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_S, context=context)
    else:
        client = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_S)
    with client:
        client.ehlo()
        if parts.scheme == "smtp" and client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        client.send_message(message)
