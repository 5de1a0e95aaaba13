"""Refusals in Meta's error envelope."""

from __future__ import annotations

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.failures import FAILURES
from linesim.identifiers import new_trace_id

INVALID_PARAMETER = 100
MISSING_OBJECT = 33  # the subcode
INVALID_TOKEN = 190
INVALID_VALUE = 131009
UNSUPPORTED_TYPE = 131051
UNKNOWN_PATH = 2500


class GraphError(Exception):
    """One refusal: what the envelope holds, and the HTTP status it travels with.

    `for_the_person` is a title and a sentence for whoever manages the account.
    """

    def __init__(
        self,
        message: str,
        *,
        code: int,
        details: str = "",
        subcode: int | None = None,
        status: int = 400,
        for_the_person: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.for_the_person = for_the_person
        self.message = message
        self.code = code
        self.details = details
        self.subcode = subcode
        self.status = status

    def envelope(self) -> dict[str, object]:
        """The body of the answer."""
        error: dict[str, object] = {"message": self.message, "type": "OAuthException", "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.for_the_person is not None:
            title, sentence = self.for_the_person
            error |= {"is_transient": False, "error_user_title": title, "error_user_msg": sentence}
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return {"error": {**error, "fbtrace_id": new_trace_id()}}


class InvalidParameterError(GraphError):
    """Something of the request is missing or of the wrong kind."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"(#{INVALID_PARAMETER}) {sentence}", code=INVALID_PARAMETER, details=sentence)


class InvalidValueError(GraphError):
    """Something of the request is too long, too many, or not among what is allowed."""

    def __init__(self, details: str) -> None:
        message = f"(#{INVALID_VALUE}) Parameter value is not valid"
        super().__init__(message, code=INVALID_VALUE, details=details)


class RefusedError(GraphError):
    """A refusal from the table of failures, with details of its own or those of the table."""

    def __init__(self, code: int, details: str = "") -> None:
        failure = FAILURES[code]
        super().__init__(
            f"(#{code}) {failure.title}",
            code=code,
            details=details or failure.details,
            status=failure.status,
        )


class TemplateError(GraphError):
    """A template that cannot be taken: code 100, and a subcode that says why."""

    def __init__(self, subcode: int, title: str, sentence: str) -> None:
        super().__init__(
            "Invalid parameter", code=INVALID_PARAMETER, subcode=subcode, for_the_person=(title, sentence)
        )


class UnsupportedTypeError(GraphError):
    """The message is of a type that linesim does not take."""

    def __init__(self, details: str) -> None:
        message = f"(#{UNSUPPORTED_TYPE}) Unsupported message type"
        super().__init__(message, code=UNSUPPORTED_TYPE, details=details)


class MissingObjectError(GraphError):
    """No object of that id: Meta answers 400 with code 100 and subcode 33, not 404."""

    def __init__(self, object_id: str, *, verb: str) -> None:
        super().__init__(
            f"Unsupported {verb.lower()} request. Object with ID '{object_id}' does not exist, "
            "cannot be loaded due to missing permissions, or does not support this operation",
            code=INVALID_PARAMETER,
            subcode=MISSING_OBJECT,
        )


class TokenError(GraphError):
    """The Bearer token is missing or wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code=INVALID_TOKEN, status=401)


class UnknownPathError(GraphError):
    """No such path."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Unknown path components: {path}", code=UNKNOWN_PATH)


async def answer_refusal(request: Request, error: Exception) -> JsonAnswer:
    """The refusal as an answer, counted."""
    assert isinstance(error, GraphError)
    counters = request.app.state.world.counters
    counters.refused += 1
    counters.refusals[error.code] += 1
    headers = {"WWW-Authenticate": f'OAuth "Facebook Platform" "invalid_token" "{error.message}"'}
    is_about_token = isinstance(error, TokenError)
    return JsonAnswer(error.envelope(), status_code=error.status, headers=headers if is_about_token else None)
