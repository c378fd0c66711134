"""An index for time series, newest first."""

from pymongo import ASCENDING, DESCENDING

COLLECTION = "responses"
INDEX = "plan3_form_submitted"
KEYS = [("form", ASCENDING), ("submitted", DESCENDING)]


def up(database):
    database[COLLECTION].create_index(KEYS, name=INDEX)


def down(database):
    if INDEX in database[COLLECTION].index_information():
        database[COLLECTION].drop_index(INDEX)
