"""Names public symbols that have no doc comment; reads symbol graphs. Exit status 1 if there are any."""

import json
import sys

missing = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        graph = json.load(file)
    for symbol in graph["symbols"]:
        # What the compiler made or another module inherited has no place in a source file.
        synthesized = "::SYNTHESIZED::" in symbol["identifier"]["precise"]
        kind = symbol["kind"]["identifier"]
        if "location" in symbol and "docComment" not in symbol and not synthesized and kind != "swift.extension":
            missing.append(graph["module"]["name"] + "." + ".".join(symbol["pathComponents"]))
for name in sorted(set(missing)):
    print(f"no doc comment: {name}", file=sys.stderr)
sys.exit(1 if missing else 0)
