"""Backups: a tar.gz of a BSON file for each collection, and a manifest with counts and checksums.

Written beside its place and renamed, so that a backup that is there is whole. Taken while the
application writes: it is no point in time, for which mongodump wants --oplog.
"""

import hashlib
import io
import json
import os
import tarfile
from datetime import datetime, timezone

import bson

MANIFEST = "manifest.json"
BATCH = 500


def dump(client, words):
    database = client.get_default_database()
    manifest = {"database": database.name, "at": datetime.now(timezone.utc).isoformat()}
    manifest["collections"] = {}
    fresh = words.file + ".new"
    with tarfile.open(fresh, "w:gz") as tar:
        for name in sorted(database.list_collection_names()):
            documents = [bson.encode(document) for document in database[name].find()]
            content = b"".join(documents)
            manifest["collections"][name] = {
                "documents": len(documents),
                "sha256": hashlib.sha256(content).hexdigest(),
                "indexes": indexes(database[name]),
            }
            add(tar, f"{name}.bson", content)
        add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
    os.chmod(fresh, 0o600)
    os.replace(fresh, words.file)
    return {"file": words.file, "bytes": os.path.getsize(words.file), "documents": count(manifest)}


def count(manifest):
    return sum(each["documents"] for each in manifest["collections"].values())


def indexes(collection):
    found = collection.index_information()
    return {
        name: {"key": list(spec["key"]), "unique": bool(spec.get("unique"))}
        for name, spec in found.items()
        if name != "_id_"
    }


def add(tar, name, content):
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def read(file):
    """The manifest, and each collection's documents; what is not as the manifest says is refused."""
    with tarfile.open(file, "r:gz") as tar:
        contents = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}
    if MANIFEST not in contents:
        raise ValueError(f"{file} has no {MANIFEST}: it was not made by manage.py dump")
    manifest = json.loads(contents[MANIFEST])
    found = {}
    for name, wanted in manifest["collections"].items():
        content = contents.get(f"{name}.bson", b"")
        if hashlib.sha256(content).hexdigest() != wanted["sha256"]:
            raise ValueError(f"{file}: {name}.bson is not what the manifest says: it is damaged")
        found[name] = bson.decode_all(content, bson.CodecOptions(tz_aware=True))
    return manifest, found


def restore(client, words):
    manifest, found = read(words.file)
    if words.repair:
        return repair(client.get_default_database(), found)
    if not words.into:
        raise ValueError("say --into which database, or --repair")
    client.drop_database(words.into)
    database = client[words.into]
    for name, documents in found.items():
        database.create_collection(name)
        for start in range(0, len(documents), BATCH):
            database[name].insert_many(documents[start : start + BATCH], ordered=False)
        for index, spec in manifest["collections"][name]["indexes"].items():
            keys = [(key, order) for key, order in spec["key"]]
            database[name].create_index(keys, name=index, unique=spec["unique"])
    there = sum(database[name].count_documents({}) for name in found)
    return {"ok": there == count(manifest), "into": words.into, "documents": there,
            "bytes": os.path.getsize(words.file)}


def repair(database, found):
    """Puts back what is missing or changed, and leaves what was written since the backup."""
    from plan3 import compare

    put = 0
    for name in compare.DURABLE:
        for document in compare.lost(database, name, found.get(name, [])):
            database[name].replace_one({"_id": document["_id"]}, document, upsert=True)
            put += 1
    return {"repaired": put}


def drop(client, words):
    client.drop_database(words.database)
    return {"dropped": words.database}
