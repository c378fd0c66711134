"""Gives each response the day on which it was submitted, by which metrics are grouped."""

from datetime import datetime, timedelta

from pymongo import ASCENDING

COLLECTION = "responses"
INDEX = "plan3_form_day"
KEYS = [("form", ASCENDING), ("day", ASCENDING)]


MISSING = {"day": {"$exists": False}}


def waiting(database):
    return list(database[COLLECTION].find(MISSING, {"submitted": 1}))


def problems(database):
    return [
        f"{COLLECTION} {document['_id']}: submitted is {document.get('submitted')!r}, not a date"
        for document in waiting(database)
        if not isinstance(document.get("submitted"), datetime)
    ]


def up(database):
    for day in sorted({document["submitted"].date() for document in waiting(database)}):
        begin = datetime(day.year, day.month, day.day)
        within = {"$gte": begin, "$lt": begin + timedelta(days=1)}
        database[COLLECTION].update_many(
            {"submitted": within, **MISSING}, {"$set": {"day": day.isoformat()}}
        )
    database[COLLECTION].create_index(KEYS, name=INDEX)


def down(database):
    if INDEX in database[COLLECTION].index_information():
        database[COLLECTION].drop_index(INDEX)
    database[COLLECTION].update_many({"day": {"$exists": True}}, {"$unset": {"day": ""}})
