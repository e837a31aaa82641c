#!/usr/bin/env bash
# Makes an environment with the package and its tools, checks style and types, and runs the tests.
set -euo pipefail
cd "$(dirname "$0")"
environment=../.cache/environments/python-package
[[ -x $environment/bin/python ]] || python3 -m venv "$environment"
environment=$(cd "$environment" && pwd)
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt --editable .
PATH=$environment/bin:$PATH
ruff check .
ruff format --check .
mypy
pytest -n 2 --dist loadscope "$@"
