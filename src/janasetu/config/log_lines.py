"""How processes log: one JSON object a line, without anything that a person said and without their number.

An error is told by its kind and the places it passed, never by its own words: they may quote a row or a text.
What libraries log takes the same way, as the sentence they wrote and not what they filled in.
"""

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from janasetu.lib import clock
from janasetu.lib.moments import rfc3339

_PLACES = 12  # of a trace, the innermost
_LONGEST = 200  # of what a library says


def _add_moment(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {"at": rfc3339(clock.wall()), **event}


def _tell_failure(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """In place of `exc_info`: the kind of the error, of what caused it, and where it was."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["failure"] = [_kind(one) for one in _causes(error)]
        event["places"] = _places(error.__traceback__)
    return event


def _causes(error: BaseException) -> list[BaseException]:
    """The error, what it came from, what that came from."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def _kind(error: BaseException) -> str:
    """Its name; of an error of the database also the code, which names no row."""
    state = getattr(error, "sqlstate", None)
    return f"{type(error).__name__} {state}" if isinstance(state, str) else type(error).__name__


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    _add_moment,
    _tell_failure,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


class LibraryHandler(logging.Handler):
    """Takes what libraries log through our own lines."""

    def emit(self, record: logging.LogRecord) -> None:
        said = str(record.msg).partition("\n")[0][:_LONGEST]
        structlog.get_logger().log(record.levelno, said, logger=record.name, exc_info=record.exc_info)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"lines": {"class": "janasetu.config.log_lines.LibraryHandler"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a page that is not there is no event
        "django.server": {"handlers": [], "propagate": True},
    },
}


def catch_the_rest() -> None:
    """What nobody caught ends in a line too, and not in a trace that quotes what it fell over."""

    def of_process(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            structlog.get_logger().critical("process_failed", exc_info=error)

    def of_thread(given: threading.ExceptHookArgs) -> None:
        name = given.thread.name if given.thread else ""
        structlog.get_logger().critical("thread_failed", thread=name, exc_info=given.exc_value)

    sys.excepthook, threading.excepthook = of_process, of_thread
