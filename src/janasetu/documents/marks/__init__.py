"""By what anyone checks a paper of ours: its code, and the signed statement in its QR. Pure."""
