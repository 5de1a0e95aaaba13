"""Run as a program: set limits on memory, time and files, then run the program in the file named.

It reads standard input and writes standard output. A hostile file ends that process and nothing else.
"""

import resource
import runpy
import sys

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 10  # of processor time
OPEN_FILES = 32


def limit_ourselves() -> None:
    """No more than that from here on, and no core file where it ends badly."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_ourselves()
    runpy.run_path(sys.argv[1], run_name="__main__")
