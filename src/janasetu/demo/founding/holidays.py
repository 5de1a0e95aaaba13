"""The holidays of the demo: a sample of two years' orders, for all offices of the state."""

from datetime import date
from pathlib import Path

from janasetu.bodies.actions import Order, import_holidays
from janasetu.bodies.models import Holiday
from janasetu.demo.founding.bodies import BodyIds
from janasetu.lib import clock

FILE = Path(__file__).parents[1] / "holidays.csv"
# A made-up order. The days are those that the library `holidays` (MIT) tells of West Bengal, as a seed.
ORDER = Order("sample", date(2025, 11, 27))
_STATE = "wb"


def found_holidays(ids: BodyIds) -> None:
    """Declare them where the state has declared nothing yet: what was withdrawn since stays withdrawn."""
    state = ids[_STATE]
    if not Holiday.objects.filter(body_id=state).exists():
        import_holidays(FILE.read_bytes(), body_id=state, order=ORDER, now=clock.now())
