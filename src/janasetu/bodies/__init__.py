"""Local bodies, their departments, officers and roles."""
