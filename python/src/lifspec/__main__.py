"""`python -m lifspec`: the program `lifspec`."""

from .cli import main

main()
