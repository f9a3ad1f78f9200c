"""The far end for latency figures: takes what would go to Twilio, and notes when.

One process, standard library only, the same for us and for the peer, so that neither is slowed or
helped by it.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Sink:
    """Accepts messages for any account and remembers (arrival, recipient, body)."""

    def __init__(self) -> None:
        """Listen on a free loopback port."""
        self.arrivals: list[tuple[float, str, str]] = []
        self._changed = threading.Condition()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
                at = time.perf_counter()
                with sink._changed:
                    count = len(sink.arrivals)
                    sink.arrivals.append((at, form["To"][0], form.get("Body", [""])[0]))
                    sink._changed.notify_all()
                body = json.dumps(_created(count, form)).encode()
                self.send_response(201)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def await_for(self, number: str, already: int, within: float = 20.0) -> float:
        """Give the instant at which message ``already + 1`` to ``number`` arrived."""
        deadline = time.monotonic() + within
        with self._changed:
            while True:
                mine = [at for at, to, _ in self.arrivals if to == number]
                if len(mine) > already:
                    return mine[already]
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"no message number {already + 1} within {within} s")
                self._changed.wait(left)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()


def _created(count: int, form: dict[str, list[str]]) -> dict[str, object]:
    return {
        "sid": f"SM{count:032x}",
        "status": "queued",
        "to": form["To"][0],
        "from": form.get("From", [None])[0],
        "body": form.get("Body", [""])[0],
        "num_segments": "1",
        "num_media": "0",
        "direction": "outbound-api",
        "account_sid": "AC" + "0" * 32,
        "api_version": "2010-04-01",
        "date_created": "Mon, 23 Nov 2026 12:00:00 +0000",
        "date_updated": "Mon, 23 Nov 2026 12:00:00 +0000",
        "date_sent": None,
        "error_code": None,
        "error_message": None,
        "messaging_service_sid": None,
        "price": None,
        "price_unit": "USD",
        "uri": "",
        "subresource_uris": {},
    }
