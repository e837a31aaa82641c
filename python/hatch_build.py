"""Puts the command line of lifspec into the distributions: one bundle of JavaScript, and the data it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

FOLDER = "src/lifspec/_npm"
DATA = ["dist/bundle/*", "package.json", "LICENSE", "docs/definition.md", "fixtures/vectors/**/*"]
DATA += [f"fixtures/{name}.json" for name in ("claims", "clauses", "first-requests", "kills")]
DATA += [f"fixtures/networks/nengo-dl/{kind}" for kind in ("network.json", "conv*.npy", "dense*.npy")]
DATA += [f"fixtures/networks/nengo-dl/{name}.npy" for name in ("neuron_bias", "initial_voltage")]
"""The files of the npm package that are needed."""


class CustomMetadataHook(MetadataHookInterface):
    """The Python package has the metadata of the npm package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Reads the version, the description, and the addresses, which the release sets."""
        package = json.loads((npm_folder(Path(self.root)) / "package.json").read_text("utf-8"))
        metadata.update({field: package[field] for field in ("version", "description")})
        if "homepage" in package:
            source = package["homepage"].removesuffix("#readme")
            metadata["urls"] = {"Source": source, "Issues": package["bugs"]["url"]}


class CustomBuildHook(BuildHookInterface[Any]):
    """The command line is data of the Python package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files; an editable installation reads them where they are."""
        folder = npm_folder(Path(self.root))
        if version == "editable" or folder.is_relative_to(self.root):
            return
        if not (folder / "dist/bundle/main.js").exists():
            advice = "install Node 20.19 or newer and run npm ci in the root of the repository, then again"
            raise SystemExit(f"lifspec is not compiled: {advice}")
        target = FOLDER if self.target_name == "sdist" else FOLDER.removeprefix("src/")
        files = [file for pattern in DATA for file in sorted(folder.glob(pattern)) if file.is_file()]
        build_data["force_include"].update({str(file): f"{target}/{file.relative_to(folder)}" for file in files})


def npm_folder(root: Path) -> Path:
    """The folder of the npm package: in the source distribution, else the repository."""
    inside = root / FOLDER
    return inside if inside.exists() else root.parent
