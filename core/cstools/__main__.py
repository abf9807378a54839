"""Lets ``python -m cstools`` do what the command ``cstools`` does."""

from cstools.cli import main

main()
