#!/bin/sh
# Run the tests against the wheel, with other versions of its dependencies.
#
#   scripts/versions.sh oldest [PYTEST OPTIONS]   the oldest that pyproject.toml allows
#   scripts/versions.sh newest [PYTEST OPTIONS]   the newest that it allows
#
# PYTHON=python3.13 chooses another Python. .venv stays as it is.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
    oldest) resolution=lowest-direct ;;
    newest) resolution=highest ;;
    *) echo "usage: scripts/versions.sh oldest|newest [PYTEST OPTIONS]" >&2; exit 2 ;;
esac
which=$1
shift

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP
bin=$folder/venv/bin

"${PYTHON:-python3}" -m venv "$folder/venv"
"$bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9
"$bin/uv" pip compile --quiet --no-header --no-annotate --python "$bin/python" \
    --resolution "$resolution" --all-extras pyproject.toml -o "$folder/versions.txt"
# Test tools get the newest versions compatible with these: they are not under test.
"$bin/uv" pip install --quiet --python "$bin/python" \
    -r "$folder/versions.txt" -c "$folder/versions.txt" --group dev
"$bin/python" -m hatchling build -t wheel -d "$folder" >/dev/null 2>&1
"$bin/uv" pip install --quiet --python "$bin/python" --no-deps "$folder"/*.whl

echo "The $which versions allowed, with $("$bin/python" --version):"
sed 's/^/    /' "$folder/versions.txt"
# -P keeps src/ off the path, so that the wheel is tested.
"$bin/python" -P -c 'import jacpaper, sys; sys.exit(not jacpaper.__file__.startswith(sys.prefix))' || {
    echo "These would be tests of src/, not of the wheel." >&2
    exit 1
}
"$bin/python" -P -m pytest -n 2 --dist loadfile -p no:cacheprovider "$@"
