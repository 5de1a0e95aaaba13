"""Sees replies become visible: run beside a benchmark, it notes when which reply could first be read.

`python watch.py URL FILE`: after each ring of the outbox it looks for the newest row and writes a line
`seconds id` to the file, until it is ended. One pump's rows become visible in the order of their ids.
"""

import sys
from pathlib import Path
from time import time

import psycopg

from janasetu.messaging.bells import OUTBOUND

_NEWEST = "SELECT id FROM messaging_outboundmessage ORDER BY id DESC LIMIT 1"


def main(url: str, file: Path) -> None:
    """Until ended."""
    seen = None
    with psycopg.connect(url, autocommit=True) as connection, file.open("w") as notes:
        connection.execute(f"LISTEN {OUTBOUND}")
        print("0 -", file=notes, flush=True)
        while True:
            list(connection.notifies(timeout=1, stop_after=1))
            row = connection.execute(_NEWEST).fetchone()
            if row and row[0] != seen:
                seen = row[0]
                print(time(), seen, file=notes, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
