"""The press as a process of its own: it is told what to press, presses it and ends. See `apart`."""

import sys

from janasetu.documents.papers.apart import answered

if __name__ == "__main__":  # pragma: no cover - in the process of its own
    sys.stdout.write(answered(sys.stdin.buffer.read().decode()))
