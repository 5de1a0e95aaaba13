"""The sheets that hang in wards: each leads into the chat of its office, which then knows where they hang."""
