#!/usr/bin/env bash
# Packs the vectors and the definition for projects that copy them: scripts/pack-vectors.sh FOLDER writes lifspec-vectors-VERSION.tar.gz, the
# same bytes for the same files. SHA256SUMS in it lists every file; sha256sum --check compares them.
set -euo pipefail
folder=$(realpath "$1")
cd "$(dirname "$0")/.."
name=lifspec-vectors-$(node -p 'require("./package.json").version')
staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
mkdir "$staged/$name"
cp -r fixtures/vectors fixtures/clauses.json fixtures/README.md docs/definition.md LICENSE "$staged/$name"
cd "$staged/$name"
find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >"$staged/sums"
mv "$staged/sums" SHA256SUMS
cd ..
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$name" | gzip -9n >"$folder/$name.tar.gz"
