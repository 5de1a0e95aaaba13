"""Template tags that the frame of all pages uses."""
