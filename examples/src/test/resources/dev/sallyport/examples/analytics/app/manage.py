"""What is done to the database, from the command line. MONGO_URL says where it is.

  manage.py migrate --plan3 [--dry-run | --rollback] [--json]
  manage.py showmigrations --plan3 [--json]
  manage.py dump FILE
  manage.py restore FILE [--into DATABASE | --repair]
  manage.py compare FILE [--json]
  manage.py drop DATABASE

Everything may be repeated. Exit code 0: done, or all is well; 1: something is wrong, which is said.
"""

import argparse
import json
import os
import sys

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from plan3 import backup, compare, runner


def main():
    words = arguments()
    times = {"serverSelectionTimeoutMS": 5000, "socketTimeoutMS": 60000}
    with MongoClient(os.environ["MONGO_URL"], tz_aware=True, **times) as client:
        result = words.command(client, words)
    print(json.dumps(result) if words.json else plain(result))
    return 0 if result.get("ok", True) else 1


def arguments():
    parser = argparse.ArgumentParser(description="What is done to the database.")
    commands = parser.add_subparsers(required=True)
    migrate = add(commands, "migrate", runner.migrate)
    migrate.add_argument("--plan3", action="store_true", required=True)
    kind = migrate.add_mutually_exclusive_group()
    kind.add_argument("--dry-run", action="store_true")
    kind.add_argument("--rollback", action="store_true")
    show = add(commands, "showmigrations", runner.show)
    show.add_argument("--plan3", action="store_true", required=True)
    add(commands, "dump", backup.dump).add_argument("file")
    restore = add(commands, "restore", backup.restore)
    restore.add_argument("file")
    where = restore.add_mutually_exclusive_group()
    where.add_argument("--into")
    where.add_argument("--repair", action="store_true")
    add(commands, "compare", compare.compare).add_argument("file")
    add(commands, "drop", backup.drop).add_argument("database")
    return parser.parse_args()


def add(commands, name, function):
    parser = commands.add_parser(name)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=function)
    return parser


def plain(result):
    return "\n".join(f"{key}: {value}" for key, value in result.items())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (PyMongoError, OSError, ValueError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
