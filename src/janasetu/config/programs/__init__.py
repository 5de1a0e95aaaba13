"""The programs of the long-running processes, one module each; imported only once Django is set up."""
