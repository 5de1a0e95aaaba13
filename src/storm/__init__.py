"""The fault storm: citizens, a provider and bad luck, all seeded, and a ledger of what was acknowledged.

It knows the product from outside only: its front door, its webhooks, the tables that it reads with SQL of its
own. What it finds is worth the more for that it shares no code with what it looks at.
"""
