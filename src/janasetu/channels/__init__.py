"""The outside lines: intake, splitting, sending. One folder per line."""
