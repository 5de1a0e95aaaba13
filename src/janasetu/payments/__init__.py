"""Fees of cases: what falls due, how it is paid, and the receipts for it."""
