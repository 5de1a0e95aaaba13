"""The seeded towns and the time machine."""
