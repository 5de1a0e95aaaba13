"""X-ray: which line of which definition made a sentence that the telephone shows."""
