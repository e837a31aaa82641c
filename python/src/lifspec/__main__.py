"""`python -m lifspec`: the program `lifspec`."""

from ._cli import main

main()
