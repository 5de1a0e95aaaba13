"""What others run: small programs written with well-known libraries, the way their documentation shows."""
