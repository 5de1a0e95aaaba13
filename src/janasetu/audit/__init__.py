"""What was changed and who looked: history that the database itself keeps, sealed against bending."""
