#!/usr/bin/env bash
# Makes an environment of the oldest Python, or of $PYTHON, with the package and its tools, checks style and types, and runs the tests.
set -euo pipefail
cd "$(dirname "$0")"
for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin; do PATH=$folder:$PATH; done
python=${PYTHON:-python3.10}
"$python" -V >/dev/null 2>&1 || python=python3
environment=../.cache/environments/python-package${PYTHON:+-$PYTHON}
[[ -x $environment/bin/uv ]] || { "$python" -m venv "$environment"; "$environment/bin/pip" install --quiet uv==0.13.9; }
VIRTUAL_ENV=$(cd "$environment" && pwd)
export VIRTUAL_ENV PATH=$VIRTUAL_ENV/bin:$PATH
uv pip install --quiet --requirement requirements.txt
# not editable: the tests run what users get, whose single file also starts in half the time
uv pip install --quiet --no-build-isolation --reinstall-package lifspec .
ruff check .
ruff format --check --config pyproject.toml . ../adapters/*.py
mypy
pyright --verifytypes lifspec --ignoreexternal
reuse --root .. lint --lines
pytest -n 2 --dist loadscope "$@"
