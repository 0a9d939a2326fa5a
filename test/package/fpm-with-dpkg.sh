#!/bin/sh
exec "$(dirname "$0")/../../node_modules/node/bin/node" "$(dirname "$0")/fpm-with-dpkg.ts" "$@"
