"""Settings, the command line, the process supervisor: the only place that knows everybody."""
