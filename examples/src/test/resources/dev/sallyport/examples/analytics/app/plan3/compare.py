"""Whether the database still has what a backup has.

Responses never change, so each has all its fields as they were; of forms only that they are there.
The other collections are queues and caches, which empty by themselves. What was written since the
backup, and fields that were added, are nobody's loss, nor is an index of a migration that was taken
back; a form that was deleted since is taken for one.
"""

from plan3 import backup, runner

DURABLE = ("forms", "responses")
IMMUTABLE = {"responses"}
ADDED = {"day"}  # what plan 3 computes: a backup may have it, and the way back takes it


def compare(client, words):
    database = client.get_default_database()
    manifest, found = backup.read(words.file)
    pending = runner.indexes_of_pending(database)
    collections = []
    for name in DURABLE:
        documents = found.get(name, [])
        gone = lost(database, name, documents)
        old = manifest["collections"].get(name, {"indexes": {}})
        there = set(database[name].index_information())
        collections.append({
            "name": name,
            "documents": len(documents),
            "lost": len(gone),
            "examples": [str(document["_id"]) for document in gone[:3]],
            "indexesLost": sorted(set(old["indexes"]) - there - pending),
        })
    return {
        "ok": not any(each["lost"] or each["indexesLost"] for each in collections),
        "collections": collections,
    }


def lost(database, name, documents):
    now = {document["_id"]: document for document in database[name].find()}
    return [document for document in documents if not kept(name, document, now)]


def kept(name, document, now):
    there = now.get(document["_id"])
    if there is None or name not in IMMUTABLE:
        return there is not None
    return all(there.get(key) == value for key, value in document.items() if key not in ADDED)
