"""The tests' mail server: keeps every message it was given as one .eml file, its ground truth of what really arrived.

    python smtp.py PORT FOLDER

A recipient whose address begins with one of these words gets that fate:
    refused  550 at RCPT, for good
    later    451 at RCPT, try again
    drop     taken and written down, then the connection ends without an answer

Files are numbered in order of arrival and appear whole. Two headers on top, X-Envelope-From and X-Envelope-To, tell who
the message was really for. Loopback only, no TLS, no sign-in.
"""

import asyncio
import itertools
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP


class Mailroom:
    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        taken = [int(path.stem) for path in folder.glob("*.eml") if path.stem.isdigit()]
        self.numbers = itertools.count(max(taken, default=0) + 1)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.2.1 mailbox busy, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.write_down(envelope)
        if any(address.startswith("drop") for address in envelope.rcpt_tos):
            server.transport.abort()
            raise ConnectionResetError("dropped on purpose")
        return "250 2.0.0 kept"

    def write_down(self, envelope) -> None:
        path = self.folder / f"{next(self.numbers):06}.eml"
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        half = path.with_suffix(".half")
        half.write_bytes(head.encode() + envelope.original_content)
        half.rename(path)


async def serve(port: int, folder: pathlib.Path) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    mailroom = Mailroom(folder)
    server = await loop.create_server(
        lambda: SMTP(mailroom, enable_SMTPUTF8=True, hostname="mail.test", loop=loop), "127.0.0.1", port
    )
    await stop.wait()
    server.close()


asyncio.run(serve(int(sys.argv[1]), pathlib.Path(sys.argv[2])))
