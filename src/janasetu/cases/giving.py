"""To whom a case may be given besides those who answer for it: who goes out and does the work."""

from janasetu.bodies import posts

# The posts that sit under a controlling officer and do the work, or have it done. Left out on purpose: those
# who talk, sign, pay or audit, and elected members.
_HANDS = frozenset(
    {
        *("inspector", "drainage", "fire", "assessment", "executive_engineer", "nirman_sahayak", "sahayak"),
        *("clerk", "runner"),
    }
)


def hands_in(kind: str) -> frozenset[str]:
    """Those of these posts that bodies of this kind have."""
    return _HANDS.intersection(posts.held_in(kind))
