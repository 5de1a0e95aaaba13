"""A person's talk with the office: the pure engine and the pump that runs it."""
