"""What of the installation itself is done behind the scenes, now and then."""

import subprocess
from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app

from janasetu.config import learning


@app.periodic(cron="17 3 * * *")
@app.task(name="config.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have ended leave the database."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@app.periodic(cron="47 3 * * *")
@app.task(name="config.count_confusions")
def count_confusions(timestamp: int) -> None:
    """What the model in use confuses among its own phrases is counted, where it is not known yet."""
    subprocess.run(learning.COMMAND, check=True)
