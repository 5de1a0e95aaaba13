"""What happens on a person's phone: messages arrive, are read, and others are written."""
