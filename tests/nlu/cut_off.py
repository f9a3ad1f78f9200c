"""Run a module with the network cut off, and write down every attempt to reach outside.

``python cut_off.py ATTEMPTS_FILE MODULE [ARGUMENTS…]``: a start-up audit hook refuses any
connection, name look-up or datagram that is not for this machine.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


def refuse(attempts: Path) -> None:
    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"}:
            address = arguments[1]
            host = address[0] if isinstance(address, tuple) else None
        elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
            host = arguments[0]
        else:
            return
        if isinstance(host, bytes):
            host = host.decode()
        if host not in LOCAL:
            with attempts.open("a") as file:
                file.write(f"{event} {host}\n")
            raise OSError(f"The network is cut off in this test: {event} {host}")

    sys.addaudithook(hook)


if __name__ == "__main__":
    refuse(Path(sys.argv[1]))
    module, sys.argv = sys.argv[2], sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
