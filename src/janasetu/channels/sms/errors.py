"""What a gateway's refusals mean: the status of its answer, and the reason in a report that says failed."""

from janasetu.messaging.values import Refusal

_ANSWERS = {
    401: Refusal.LINE_STOPPED,
    402: Refusal.LINE_STOPPED,
    403: Refusal.LINE_STOPPED,
    429: Refusal.TOO_QUICK,
}
# Causes by the names of the network's own (3GPP TS 29.002, SMPP 3.4 appendix B); what India's register says
# has no fixed words, and these are ours. Only letters and digits are compared.
_REASONS: dict[Refusal, tuple[str, ...]] = {
    Refusal.AGAIN: ("systemfailure", "memorycapacityexceeded", "subscriberbusyformtsms"),
    Refusal.TOO_QUICK: ("throttled",),
    Refusal.LINE_STOPPED: ("entityblocked", "headerblocked", "headernotregistered", "nocredit"),
    Refusal.UNREACHABLE: (
        *("absentsubscriber", "unknownsubscriber", "illegalsubscriber", "callbarred", "invalidnumber"),
        *("expired", "undeliv", "undelivered"),
    ),
    Refusal.OPTED_OUT: ("dnd", "blockedbypreference"),
    Refusal.OURS: ("templatemismatch", "templatenotregistered", "rejectd", "rejected"),
}
_MEANING = {reason: refusal for refusal, reasons in _REASONS.items() for reason in reasons}


def meaning_of_answer(http_status: int) -> Refusal:
    """What an answer means that did not take the message. What nobody knows is our fault."""
    return _ANSWERS.get(http_status, Refusal.AGAIN if http_status >= 500 else Refusal.OURS)


def meaning_of_reason(reason: str) -> Refusal | None:
    """Why a message failed that was taken; None for words that nobody has told us."""
    return _MEANING.get("".join(sign for sign in reason.casefold() if sign.isalnum()))
