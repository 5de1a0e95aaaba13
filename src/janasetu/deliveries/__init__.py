"""The doorstep: visits that bring a paper home or fetch one, and the rounds on which they are made."""
