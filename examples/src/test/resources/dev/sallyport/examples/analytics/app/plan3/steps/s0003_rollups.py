"""The collection of daily rollups, one for each form and day; they can be computed anew."""

from pymongo import ASCENDING

COLLECTION = "analytics_rollups"
INDEX = "plan3_rollup_day"
KEYS = [("form", ASCENDING), ("day", ASCENDING)]


def up(database):
    if COLLECTION not in database.list_collection_names():
        database.create_collection(COLLECTION)
    database[COLLECTION].create_index(KEYS, name=INDEX, unique=True)


def down(database):
    database.drop_collection(COLLECTION)
