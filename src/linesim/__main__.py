"""The command line: `python -m linesim --port 8001 --webhook URL --secret S`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import NoReturn, get_args
from urllib.parse import urlsplit

from linesim.accounts import Rules
from linesim.clock import Clock, ClockError, FollowedClock
from linesim.server import ADDRESS, PortTakenError, serve, stop_on_signals
from linesim.settings import Settings
from linesim.world import World


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; 0 then, 1 where it could not begin."""
    asked = _parser().parse_args(arguments)
    try:
        clock = FollowedClock(asked.clock) if asked.clock else Clock()
        asyncio.run(_run(World(_settings(asked), clock=clock), port=asked.port))
    except (PortTakenError, ClockError) as error:
        print(f"linesim: {error}", file=sys.stderr)
        return 1
    return 0


async def _run(world: World, *, port: int) -> None:
    await serve(world, port=port, ready=lambda: _say_ready(port), stop=stop_on_signals())


def _say_ready(port: int) -> None:
    print(f"READY http://{ADDRESS}:{port}/", flush=True)


def _settings(asked: argparse.Namespace) -> Settings:
    return Settings(
        webhook=asked.webhook,
        secret=asked.secret,
        verify_token=asked.verify_token,
        access_token=asked.token,
        public_url=f"http://{ADDRESS}:{asked.port}",
        rules=asked.rules,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="linesim", description=__doc__)
    parser.add_argument("--port", type=_port, default=8001)
    parser.add_argument(
        "--webhook", type=_web_address, required=True, metavar="URL", help="the product's webhook"
    )
    parser.add_argument("--secret", required=True, help="the app secret that signs webhooks")
    parser.add_argument("--verify-token", default="linesim", help="for the handshake (default: linesim)")
    parser.add_argument("--token", help="the only access token to accept (default: any)")
    parser.add_argument("--clock", type=Path, metavar="FILE", help="follow the offset kept in this file")
    parser.add_argument(
        "--rules",
        choices=get_args(Rules),
        default="meta",
        help="of windows and limits: Meta's, or none (default: meta)",
    )
    return parser


def _port(written: str) -> int:
    port = int(written)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _web_address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError("the webhook has to be an http:// or https:// address")
    return written


def _leave(code: int) -> NoReturn:
    """End without tearing the interpreter down: a thread of granian that then asks for it aborts us all."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main())
