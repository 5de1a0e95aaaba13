"""A wall clock that is wrong by as much as one says: a little C before that of one machine's processes.

`libfaketime` would do it, were it not that `time.sleep` of Python 3.11 fails under it.
"""

import shutil
import struct
import subprocess
from pathlib import Path

_SHIFT = struct.Struct("=q")  # seconds, where the processes look at every reading of their clock
_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *shift;

__attribute__((constructor)) static void look(void)
{
    const char *path = getenv("STORM_SHIFT");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *seen = mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
    if (seen != MAP_FAILED)
        shift = seen;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (!failed && shift && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += *shift;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec read;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &read);
    now->tv_sec = read.tv_sec;
    now->tv_usec = read.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now)
{
    struct timespec read;
    clock_gettime(CLOCK_REALTIME, &read);
    if (now)
        *now = read.tv_sec;
    return read.tv_sec;
}
"""


class WallClock:
    """Of all processes that are started with `variables`; right until it is shifted.

    `is_there`: false where there is no compiler.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "shift"
        self._file.write_bytes(_SHIFT.pack(0))
        self._library = folder / "clock.so"
        self.is_there = _compiled(self._library)

    @property
    def variables(self) -> dict[str, str]:
        if not self.is_there:
            return {}
        return {"LD_PRELOAD": str(self._library), "STORM_SHIFT": str(self._file)}

    def shift(self, seconds: int) -> None:
        """Be wrong by so many seconds from now on; 0 puts it right."""
        with self._file.open("r+b") as file:  # in its place: it is looked at
            file.write(_SHIFT.pack(seconds))


def _compiled(library: Path) -> bool:
    compiler = shutil.which("cc")
    if compiler is None:
        return False
    command = [compiler, "-shared", "-fPIC", "-O1", "-x", "c", "-", "-o", str(library), "-ldl"]
    return subprocess.run(command, input=_SOURCE.encode(), capture_output=True).returncode == 0
