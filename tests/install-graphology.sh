#!/bin/sh
# Put the reader of GEXF that programs in the browser use into .venv/npm, where its test looks for it. Without node
# the test skips (or fails, where CI is set) and says so itself.
folder="$(cd "$(dirname "$0")/.." && pwd)/.venv/npm"

[ -d "$folder/node_modules/graphology-gexf" ] && exit 0
if ! command -v npm >/dev/null; then
    echo "No node and npm found: the test with graphology will not run here."
    exit 0
fi
# node has certificates of its own; where the machine trusts others too, so does this.
if [ -z "$NODE_EXTRA_CA_CERTS" ] && [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
fi
mkdir -p "$folder"
npm install --prefix "$folder" --silent --no-audit --no-fund --no-save \
    graphology@0.26 graphology-gexf@0.13 >/dev/null ||
    echo "The packages could not be installed: the test with graphology will not run here."
exit 0
