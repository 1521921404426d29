"""Keep the SQLite file: connections, schema, migrations, maintenance."""
