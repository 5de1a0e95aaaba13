"""Entry of `python -m janasetu`, which the front door runs."""

import sys

from janasetu.config import cli, environment

if __name__ == "__main__":
    environment.require_fitting_python(sys.argv[1:])
    sys.exit(cli.main(sys.argv[1:]))
