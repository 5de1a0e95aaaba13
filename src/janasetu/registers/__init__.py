"""The registers of births and deaths: brought in from files, searched, asked for in the record room."""
