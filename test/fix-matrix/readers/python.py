"""Reads .env with python-dotenv."""
import json
import sys

from dotenv import dotenv_values

with open("out.json", "w", encoding="utf-8") as out:
    json.dump(dotenv_values(".env", interpolate=sys.argv[1] == "interpolate"), out)
