"""Inbox and outbox: what came in, what goes out. Knows no channel."""
