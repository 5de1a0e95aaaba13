"""The registers of births and deaths: brought in from an office's files, searched, and asked for in the record room."""
