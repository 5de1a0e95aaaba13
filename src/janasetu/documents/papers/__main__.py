"""The press as a process of its own: it is told what to press, presses it and ends. See `apart`."""

import sys

from janasetu.documents.papers.apart import answered

sys.stdout.write(answered(sys.stdin.buffer.read().decode()))
