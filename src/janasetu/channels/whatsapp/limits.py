"""How many people an account may write to first in 24 hours, by WhatsApp's word for it (reference, 2026)."""

from collections.abc import Mapping

# None is any number. 50 and 1,000 are words from before October 2025.
TIERS: Mapping[str, int | None] = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_1K": 1_000,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": None,
}
