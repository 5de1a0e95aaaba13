"""What is known of the model that reads messages now, for pages that show it."""

from janasetu.understanding.confusions import Confusion


def model_confusions(*, most: int) -> list[Confusion]:
    """What the model in use confuses among its own phrases; none until one has been trained."""
    return []
