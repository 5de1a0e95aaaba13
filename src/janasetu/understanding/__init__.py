"""Free text to intent, category, place and reference: pure, trained from the phrases beside the services."""
