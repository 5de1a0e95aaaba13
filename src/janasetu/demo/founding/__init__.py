"""Write the demo's files into the tables: bodies, what each town has, officers with their logins."""
