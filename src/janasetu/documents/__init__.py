"""Files received through the one media gate."""
