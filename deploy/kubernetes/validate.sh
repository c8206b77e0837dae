#!/bin/sh
# Builds a folder's manifests with kustomize and looks at each with the schemas of Kubernetes and KEDA. Needs kubectl, node and npm.
#   sh deploy/kubernetes/validate.sh [FOLDER]     Default: example, with made-up secrets
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/base" "$here/example" "$here/package.json" "$here/validate.mjs" "$work"
if [ $# -gt 0 ]; then
  kubectl kustomize "$1" >"$work/all.yaml"
else
  (cd "$work/example/secrets" && rm -f ./*.env ./*.properties \
    && TELEGRAM_TOKEN=x S3_ACCESS_KEY=x S3_SECRET_KEY=x KAFKA_USER=x KAFKA_PASSWORD=x sh new.sh)
  kubectl kustomize "$work/example" >"$work/all.yaml"
fi
(cd "$work" && npm install --silent --no-audit --no-fund && node validate.mjs all.yaml)
