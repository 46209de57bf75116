"""A mail server on loopback that accepts, refuses, hangs or hangs up."""

import email
import socket
import socketserver
import threading
from email.message import Message


class SmtpStub:
    """``behaviour``: accept, refuse_550, refuse_451, data_554, hang, drop (after the mail, before the answer)."""

    def __init__(self) -> None:
        self.behaviour = "accept"
        self.mails: list[tuple[list[str], Message]] = []
        stub = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = 20

            def handle(self) -> None:
                stub._serve(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def ids(self) -> list[str]:
        """The Message-IDs of the mails, in the order in which they came."""
        return [mail["Message-ID"] for _, mail in self.mails]

    def _serve(self, connection: socketserver.StreamRequestHandler) -> None:
        try:
            self._talk(connection)
        except (OSError, ValueError):
            return  # the other end has gone

    def _talk(self, connection: socketserver.StreamRequestHandler) -> None:
        def say(line: str) -> None:
            connection.wfile.write(line.encode() + b"\r\n")

        if self.behaviour == "hang":
            connection.rfile.readline()
            return
        say("220 stub")
        recipients: list[str] = []
        while line := connection.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and self.behaviour.startswith("refuse_"):
                say(f"{self.behaviour[-3:]} no")
            elif verb == "RCPT":
                recipients.append(line.partition(":")[2].strip(" <>"))
                say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                content = b""
                while (row := connection.rfile.readline()) not in {b".\r\n", b""}:
                    content += row
                if self.behaviour == "data_554":
                    say("554 no")
                    continue
                self.mails.append((recipients, email.message_from_bytes(content)))
                if self.behaviour == "drop":
                    connection.request.shutdown(socket.SHUT_RDWR)
                    return
                recipients = []
                say("250 accepted")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")
