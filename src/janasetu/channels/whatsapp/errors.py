"""What the Cloud API's error codes mean (reference of 2026), in its answers and in failed statuses."""

from janasetu.messaging.values import Refusal

_CODES: dict[Refusal, tuple[int, ...]] = {
    Refusal.AGAIN: (1, 2, 131000, 131016, 131053, 131057, 133004, 135000),
    Refusal.TOO_QUICK: (4, 80007, 130429, 133016),
    Refusal.TOO_OFTEN: (131056,),
    Refusal.WINDOW_CLOSED: (131047,),
    Refusal.NOT_UNASKED: (368, 130497, 131031, 131048, 131064),
    Refusal.LINE_STOPPED: (0, 3, 10, 190, *range(200, 300), 131005, 131037, 131042, 131045, 133010),
    Refusal.NOT_TODAY: (130472, 131049),
    Refusal.UNREACHABLE: (131021, 131026, 131030),
    Refusal.OPTED_OUT: (131050,),
    Refusal.NO_TEMPLATE: (132001,),
    Refusal.MOVED: (131062, 137000),
}
_MEANING = {code: refusal for refusal, codes in _CODES.items() for code in codes}


def meaning_of(code: int | None, http_status: int = 400) -> Refusal:
    """What an error means: by its code, else by the answer's status. What nobody knows is our fault."""
    if code is not None and code in _MEANING:
        return _MEANING[code]
    if http_status == 429:
        return Refusal.TOO_QUICK
    if http_status in (401, 403):
        return Refusal.LINE_STOPPED
    return Refusal.AGAIN if http_status >= 500 else Refusal.OURS
