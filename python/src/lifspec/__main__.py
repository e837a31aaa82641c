"""`python -m lifspec`: the command line of the npm package, and `export-nir`, which needs Python."""

import sys

from .cli import main
from .export_nir import main as export_nir

if sys.argv[1:2] == ["export-nir"]:
    export_nir(sys.argv[2:])
else:
    main()
