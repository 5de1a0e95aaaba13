"""A real browser for the tests of pages: Debian's chromium, driven headless. Nothing is downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE = 60_000  # milliseconds, for a machine with much else to do

# Without these chromium looks for its maker's hosts at every start.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# The same engine; the shell does without the window's machinery and costs half the processor time.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one the test is skipped, but in CI it fails."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium: .ci/run installs it")
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()
