# Parses the programs of a list with the tree-sitter grammar of Dart; "prints" nothing where there is no error.
import json
import sys

import tree_sitter
import tree_sitter_dart_orchard

parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_dart_orchard.language()))
results = {}
with open(sys.argv[1], encoding="utf-8") as listed:
    for line in listed.read().rstrip("\n").split("\n"):
        name, file, _ = line.split("\t")
        with open(file, "rb") as source:
            if not parser.parse(source.read()).root_node.has_error:
                results[name] = ""
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(results, out)
