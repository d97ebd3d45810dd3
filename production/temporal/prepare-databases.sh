#!/bin/sh
# Makes Temporal's two databases and brings their tables up to date; may be run at every start, does nothing where all is done.
# Where the server is, and who may create databases there, stands in SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN.
set -eu
tool=${TEMPORAL_SQL_TOOL:-temporal-sql-tool}

prepare() {
  "$tool" --database "$1" create-database
  "$tool" --database "$1" setup-schema --version 0.0
  "$tool" --database "$1" update-schema --schema-name "$2"
}

prepare temporal postgresql/v12/temporal
prepare temporal_visibility postgresql/v12/visibility
