"""What of the installation itself is done behind the scenes, now and then."""

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="config.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have ended leave the database."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
