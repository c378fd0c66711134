"""Runs the migrations and knows which were: the collection plan3_migrations says so.

A step is a module of plan3.steps with up(database), down(database), the index it makes and,
where it reads what others have written, problems(database). What it does may be repeated, so one
that was killed halfway is run again, or taken back.
"""

import hashlib
import importlib
import pathlib
import time
from datetime import datetime, timezone

STATE = "plan3_migrations"
FOLDER = pathlib.Path(__file__).parent / "steps"
WRITES_PER_READ = 6  # a guess on the safe side; the rehearsal on staging measures


def steps():
    return {path.stem[1:]: path for path in sorted(FOLDER.glob("s[0-9]*.py"))}


def module(name):
    return importlib.import_module(f"plan3.steps.s{name}")


def checksum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def states(database):
    """The state of each step: pending, applied, half (killed in its midst), changed, unknown."""
    known = {entry["_id"]: entry for entry in database[STATE].find()}
    found = {}
    for name, path in steps().items():
        entry = known.pop(name, None)
        if entry is None:
            found[name] = "pending"
        elif entry["state"] != "applied":
            found[name] = "half"
        else:
            found[name] = "applied" if entry["checksum"] == checksum(path) else "changed"
    found.update({name: "unknown" for name in known})
    return found


def indexes_of_pending(database):
    return {module(name).INDEX for name, state in states(database).items() if state == "pending"}


def show(client, words):
    database = client.get_default_database()
    found = states(database)
    return {"migrations": [{"id": name, "state": state} for name, state in found.items()]}


def migrate(client, words):
    database = client.get_default_database()
    if words.dry_run:
        return dry_run(database)
    return rollback(database) if words.rollback else apply(database)


def wrong(found):
    said = {
        "changed": "was applied in another version: never change a migration, add one",
        "unknown": "was applied and is not known to this release: it is older than the database",
    }
    return [f"{name} {said[state]}" for name, state in found.items() if state in said]


def apply(database):
    found = states(database)
    if wrong(found):
        raise ValueError("; ".join(wrong(found)))
    done = []
    for name in [name for name, state in found.items() if state != "applied"]:
        mark(database, name, "applying")
        module(name).up(database)
        mark(database, name, "applied")
        done.append(name)
    return {"applied": done}


def rollback(database):
    done = []
    for name in reversed(steps()):
        if database[STATE].find_one({"_id": name}) is not None:
            mark(database, name, "rolling-back")
            module(name).down(database)
            database[STATE].delete_one({"_id": name})
            done.append(name)
    return {"rolledBack": done}


def mark(database, name, state):
    entry = {
        "state": state,
        "checksum": checksum(steps()[name]),
        "at": datetime.now(timezone.utc),
    }
    database[STATE].update_one({"_id": name}, {"$set": entry}, upsert=True)


def dry_run(database):
    """Reads all that would be read, and says what would be done, what is in its way, how long."""
    found = states(database)
    errors = wrong(found)
    plan = []
    for name, state in found.items():
        if state in ("pending", "half"):
            step = module(name)
            began = time.monotonic()
            errors += getattr(step, "problems", lambda _: [])(database)
            errors += other_index(database, step)
            documents = sum(1 for _ in database[step.COLLECTION].find())
            seconds = (time.monotonic() - began) * WRITES_PER_READ
            plan.append({
                "id": name,
                "does": step.__doc__.strip(),
                "documents": documents,
                "seconds": seconds,
                "rollback": callable(getattr(step, "down", None)),
            })
    return {
        "ok": not errors,
        "plan": plan,
        "errors": errors,
        "seconds": sum(each["seconds"] for each in plan),
    }


def other_index(database, step):
    if step.COLLECTION not in database.list_collection_names():
        return []
    there = database[step.COLLECTION].index_information().get(step.INDEX)
    if there is None or list(there["key"]) == step.KEYS:
        return []
    return [f"{step.COLLECTION} has an index {step.INDEX} of other keys: {there['key']}"]
