"""Refusals of the control half: a status and one sentence."""

from __future__ import annotations

from starlette.requests import Request

from linesim.answers import JsonAnswer


class ControlError(Exception):
    """One refusal; `more` stands beside the sentence in the answer."""

    status = 400

    def __init__(self, sentence: str, **more: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.more = more


class NothingThereError(ControlError):
    """The address or a field names something that does not exist."""

    status = 404


class NotNowError(ControlError):
    """Right in itself, but not as things stand."""

    status = 409


class UnfitError(ControlError):
    """Well-formed, but it fits nothing on this phone."""

    status = 422


async def answer_refusal(request: Request, error: Exception) -> JsonAnswer:
    """The refusal as an answer."""
    assert isinstance(error, ControlError)
    return JsonAnswer({"error": error.sentence, **error.more}, status_code=error.status)
