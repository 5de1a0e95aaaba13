"""Run as a program: set limits on memory, time, files and calls, then run the program in the file named.

It reads standard input and writes standard output. A hostile file ends that process and nothing else.
"""

import ctypes
import platform
import resource
import runpy
import struct
import sys

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 10  # of processor time
OPEN_FILES = 32
MOST_WRITTEN = 48 * 1024 * 1024  # bytes, to any one file

# The number of each call by machine: connections, other programs, and a hand on other processes.
_FORBIDDEN = {
    "x86_64": {
        "socket": 41,
        "connect": 42,
        "socketpair": 53,
        "clone": 56,
        "fork": 57,
        "vfork": 58,
        "execve": 59,
        "kill": 62,
        "ptrace": 101,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "execveat": 322,
        "io_uring_setup": 425,
        "clone3": 435,
        "pidfd_getfd": 438,
    },
    "aarch64": {
        "ptrace": 117,
        "kill": 129,
        "socket": 198,
        "socketpair": 199,
        "connect": 203,
        "clone": 220,
        "execve": 221,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "execveat": 281,
        "io_uring_setup": 425,
        "clone3": 435,
        "pidfd_getfd": 438,
    },
}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
_OTHER_NUMBERS = 0x40000000  # x86_64: the same calls under other numbers (x32)

# seccomp(2), prctl(2) and the little machine of linux/filter.h
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050001  # the call fails with EPERM


def limit_ourselves() -> None:
    """No more than that from here on, and no core file where it ends badly."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _stay_alone(platform.machine())


def _stay_alone(machine: str) -> None:
    """No connection, no other program, no other process; on machines whose calls have their numbers here."""
    if sys.platform != "linux" or machine not in _FORBIDDEN:
        return
    steps = _filter(_ARCHITECTURE[machine], sorted(_FORBIDDEN[machine].values()))
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.prctl(_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(program)))


def _filter(architecture: int, forbidden: list[int]) -> list[bytes]:
    """The steps that refuse these calls, and all of another architecture; the jumps count steps to skip."""
    to_refusal = len(forbidden) + 1
    return [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_IF_EQUAL, architecture, no=to_refusal + 2),
        _step(_LOAD, _NUMBER_AT),
        _step(_IF_AT_LEAST, _OTHER_NUMBERS, yes=to_refusal),
        *(_step(_IF_EQUAL, call, yes=to_refusal - at) for at, call in enumerate(forbidden, start=1)),
        _step(_RETURN, _ALLOWED),
        _step(_RETURN, _REFUSED),
    ]


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


if __name__ == "__main__":
    limit_ourselves()
    runpy.run_path(sys.argv[1], run_name="__main__")
