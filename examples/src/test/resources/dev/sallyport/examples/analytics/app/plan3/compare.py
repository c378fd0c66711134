"""Whether the database still has what a backup has.

Responses never change, so each has all its fields as they were; of the others only that they are
there. What was written since the backup, and fields that were added, are nobody's loss.
"""

from plan3 import backup, runner

IMMUTABLE = {"responses"}
ADDED = {"day"}  # what plan 3 computes: a backup may have it, and the way back takes it


def compare(client, words):
    database = client.get_default_database()
    manifest, found = backup.read(words.file)
    found.pop(runner.STATE, None)
    collections = []
    for name, documents in found.items():
        gone = lost(database, name, documents)
        there = set(database[name].index_information())
        collections.append({
            "name": name,
            "documents": len(documents),
            "lost": len(gone),
            "examples": [str(document["_id"]) for document in gone[:3]],
            "indexesLost": sorted(set(manifest["collections"][name]["indexes"]) - there),
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
