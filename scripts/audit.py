"""Check the licences and the known vulnerabilities of the packages jacpaper depends on.

    make audit

Exit code 1: a licence that is not on the allowed list, or a known vulnerability. If the database
of vulnerabilities cannot be reached, a message says so; that does not prove that there are none.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import venv
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import Message

ROOT = Path(__file__).parent.parent
# What `make paper`, `make preview` and the tests install.
PAPER = ROOT / "requirements" / "paper.txt"
PREVIEW = ROOT / "requirements" / "preview.txt"
PACK = ROOT / "requirements" / "pack.txt"
DEV = ROOT / "requirements" / "dev.txt"
PIP_AUDIT = "pip-audit==2.10.1"

# Licences that allow use and redistribution together with code under the MIT licence, by
# their SPDX names and by the older names that some packages still give.
ALLOWED = {
    "Apache Software License",
    "Apache-2.0",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MIT",
    "MIT License",
    "MIT-0",
    "MIT-CMU",
    "MPL-1.1",
    "MPL-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)",
    "PSF-2.0",
}
# Licences taken from the package's licence file, because its metadata gives none or is unclear.
READ = {
    "pyphen": "MPL-1.1",  # a choice of this, GPL 2 or later, or LGPL 2.1 or later
    "resvg-py": "MIT",
}


def main() -> int:
    """Print what was found, and return the exit code."""
    refused = licences()
    sys.stdout.write("\n")
    return 1 if known_faults() or refused else 0


def locked(path: Path) -> dict[str, str]:
    """Return the exact versions in a requirements file, by package name."""
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.+!-]+)", path.read_text(encoding="utf-8")))


def licence(name: str) -> str | None:
    """Return the licence of an installed package, `A OR B` for a choice; None if not installed."""
    try:
        said = cast("Message", metadata.metadata(name))
    except metadata.PackageNotFoundError:
        return None
    classes = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier", [])
        if line.startswith("License :: ")
    ]
    written = said.get("License", "").splitlines()[:1]
    found = [said.get("License-Expression", ""), " AND ".join(classes), *written]
    return READ.get(name) or next(filter(None, found), "not said")


def allowed(expression: str) -> bool:
    """True if one of the alternatives has only allowed licences; an unclear one is not allowed."""
    return any(
        all(part.strip() in ALLOWED for part in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def licences() -> list[str]:
    """Print each package's licence; return the packages whose licence is not allowed."""
    run_on, refused, absent = locked(PAPER) | locked(PREVIEW) | locked(PACK), [], []
    for name, version in run_on.items():
        found = licence(name)
        if found is None:
            absent.append(name)
            continue
        if not allowed(found):
            refused.append(name)
        mark = "" if allowed(found) else "   <- not on the list of scripts/audit.py"
        print(f"{name:18} {version:16} {found}{mark}")
    if absent:
        print(f"\nNot looked at, as this machine does not need them: {', '.join(absent)}.")
    said = {name: licence(name) or "" for name in locked(DEV).keys() - run_on.keys()}
    strict = sorted(name for name, found in said.items() if "AFFERO" in found.upper())
    print(f"\n{len(run_on) - len(absent)} packages that the program runs on: ", end="")
    print(f"not allowed: {', '.join(refused)}." if refused else "every licence is allowed.")
    if strict:
        print(f"Under the AGPL, for tests alone and never passed on: {', '.join(strict)}.")
    return refused


def known_faults() -> list[str]:
    """Print and return the packages with known vulnerabilities, if the database can be reached."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bin"
        venv.create(folder, with_pip=True)
        pip = f"{program}/pip install --quiet --disable-pip-version-check {PIP_AUDIT}"
        if subprocess.run(pip.split(), check=False, capture_output=True).returncode:
            print(f"Known faults: not looked up. {PIP_AUDIT} cannot be installed here.")
            return []
        done = subprocess.run(
            [
                program / "pip-audit", "--disable-pip", "--require-hashes",
                "--format", "json", "--progress-spinner", "off", "-r", PAPER, "-r", PREVIEW,
                "-r", PACK,
            ],
            check=False,
            capture_output=True,
            text=True,
        )  # fmt: skip
    if not done.stdout.strip():
        reason = (done.stderr.strip().splitlines() or ["pip-audit says nothing"])[-1]
        print(f"Known faults: not looked up. {reason}")
        return []
    return tell(json.loads(done.stdout)["dependencies"])


def tell(packages: Sequence[Mapping[str, Any]]) -> list[str]:
    """Print what pip-audit found; return the packages with known vulnerabilities."""
    skipped = [package for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        print(f"Known faults: not looked up. {skipped[0]['skip_reason'] if skipped else ''}")
        print("None of the packages was found: the list of faults cannot be had from here.")
        return []
    for package in skipped:
        print(f"{package['name']}: not looked up. {package['skip_reason']}")
    faulty = [package for package in packages if package.get("vulns")]
    for package in faulty:
        print(f"{package['name']} {package['version']}: {json.dumps(package['vulns'])}")
    print(f"Known faults: {len(faulty)} of {len(packages) - len(skipped)} packages have any.")
    return [str(package["name"]) for package in faulty]


if __name__ == "__main__":
    sys.exit(main())
