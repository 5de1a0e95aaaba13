"""The citizen's web: the front page, the state of the service."""
