"""What was changed and who looked: history that the database itself keeps, sealed so that it cannot be bent."""
