"""The lock file: what is installed, written down so that another machine can follow it."""
