"""Runs the programs of a list in this process, each after its .env, and writes what each printed as JSON."""
import contextlib
import io
import json
import runpy
import sys

from dotenv import load_dotenv

results = {}
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines.read().rstrip("\n").split("\n"):
        name, path, env = line.split("\t")
        if env:
            load_dotenv(env)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                runpy.run_path(path, run_name="__main__")
            results[name] = printed.getvalue()
        except Exception as error:
            print(name, repr(error), file=sys.stderr)
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(results, out)
