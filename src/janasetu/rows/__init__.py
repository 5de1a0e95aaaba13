"""Many rows in one statement, cheaply: what every room that reads and writes in bulk shares."""
