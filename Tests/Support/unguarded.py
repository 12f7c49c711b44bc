"""Lists what may trap on a number that comes from a user or a file: conversions to integers, ranges with a
computed end, counts of repetitions and strides, whole divisors, and the first, last or least of what may be
empty.

Reads Swift sources and a reviewed list, in which every place that somebody has looked at stands with the
reason why it cannot trap. A place is known by its file's name and its text, so that it may move within its
file and with it. Exit status 1 if a place is not in the list, or more often in its file than the list says.

    python3 unguarded.py SOURCES… [--list unguarded.txt] [--write]

`--write` takes away what is gone, and adds new places under the heading "to be reviewed", which is a mistake
of its own.
"""

import argparse
import collections
import pathlib
import re
import sys

INTEGERS = r"(?:Int|UInt)(?:8|16|32|64)?"
UNREVIEWED = "# to be reviewed"


def code_of(text):
    """The source with comments and the contents of string literals blanked; line breaks stay."""
    out = []
    i, n = 0, len(text)
    while i < n:
        if text.startswith("//", i):
            while i < n and text[i] != "\n":
                i += 1
        elif text.startswith("/*", i):
            end = text.find("*/", i)
            i = n if end < 0 else end + 2
        elif text.startswith('"""', i):
            end = text.find('"""', i + 3)
            end = n if end < 0 else end + 3
            out.append(literal(text[i + 3 : end - 3]))
            i = end
        elif text[i] == '"':
            i += 1
            start = i
            depth = 0
            while i < n and (text[i] != '"' or depth) and (text[i] != "\n" or depth):
                if text.startswith("\\(", i):
                    depth += 1
                    i += 2
                elif text[i] == "\\" and not depth:
                    i += 2
                elif depth and text[i] == "(":
                    depth += 1
                    i += 1
                elif depth and text[i] == ")":
                    depth -= 1
                    i += 1
                else:
                    i += 1
            out.append(literal(text[start:i]))
            i += 1
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def literal(content):
    """What is computed inside a string literal."""
    parts = re.findall(r"\\\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", content)
    return '"' + " ".join(f"({code_of(part)})" for part in parts) + '"'


def closing(code, opening):
    """The offset of the parenthesis that closes the one at an offset."""
    depth = 0
    for i in range(opening, len(code)):
        if code[i] in "([{":
            depth += 1
        elif code[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(code) - 1


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def is_clamped(argument):
    """Whether a number is kept between two bounds before it is converted. Swift's `max(0, x)` is 0 where x is
    not a number, `max(x, 0)` is not."""
    inner = re.sub(r"\.rounded\([^()]*\)$", "", argument)
    while inner.startswith("(") and closing(inner, 0) == len(inner) - 1:
        inner = re.sub(r"\.rounded\([^()]*\)$", "", inner[1:-1].strip())
    return bool(re.match(r"min\(max\((-?[0-9][\w.]*|-limit), ", inner)) and closing(inner, 3) == len(inner) - 1


def conversions(code):
    for match in re.finditer(rf"(?<![\w.]){INTEGERS}\(", code):
        end = closing(code, match.end() - 1)
        argument = squeeze(code[match.end() : end])
        after = code[end + 1 : end + 4].strip()
        before = squeeze(code[max(0, match.start() - 40) : match.start()])
        labelled = re.match(r"(truncatingIfNeeded|clamping|exactly|bitPattern|ascii|littleEndian|bigEndian):", argument)
        number = re.fullmatch(r"[0-9_x.A-Fa-fp]+", argument)
        # What is read from a text is nil where it is no number.
        read = re.search(r"(if|guard|while|,) (let|var) \w+ = $", before + " ") or after.startswith("??")
        if not (labelled or number or read or is_clamped(argument)):
            yield squeeze(code[match.start() : end + 1])


def ranges(code):
    operand = r"[\w.]+(?:\([^()]*\)|\[[^\[\]]*\])?(?: ?&?[-+*/] ?[\w.]+(?:\([^()]*\))?)*|\([^()]*\)"
    for match in re.finditer(rf"({operand})?\s?(\.\.<|\.\.\.)\s?({operand})?", code):
        low, sign, high = match.groups()
        if low is None or high is None:
            continue
        constant = r"-?[0-9][0-9_.xA-Fe-]*|Ascii\.\w+"
        if re.fullmatch(constant, low) and re.fullmatch(constant, high):
            continue
        # From 0 up to a count: no count is negative.
        if low == "0" and sign == "..<" and re.fullmatch(r"\w[\w.]*\.count", high):
            continue
        # Some constant number from where it begins.
        bare = low.strip("()").split(" ")[0]
        if re.fullmatch(rf"\(?{re.escape(bare)} ?\+ ?[0-9]+\)?", high):
            continue
        yield squeeze(match.group(0))


def repetitions(code):
    for match in re.finditer(r"\(repeating: ", code):
        end = closing(code, match.start())
        argument = squeeze(code[match.start() : end + 1])
        count = argument.rsplit("count: ", 1)[-1][:-1] if "count: " in argument else "0"
        if " - " in count and not count.startswith("max("):
            yield "repeating … count: " + count
    for match in re.finditer(r"\bstride\((?:from: )", code):
        argument = squeeze(code[match.start() : closing(code, match.end() - 7) + 1])
        step = re.search(r"by: ([^,]*)\)$", argument)
        if step and not re.fullmatch(r"-?[0-9_.]+", step.group(1)):
            yield "stride by: " + step.group(1)


def divisions(code):
    for match in re.finditer(r"(?:/ \([\w.]+ - 1\)|% [a-zA-Z][\w.]*)", code):
        yield squeeze(match.group(0))


def assumptions(code):
    for match in re.finditer(r"\b\w+(?:\([^()]*\))?\.(?:first|last|min\(\)|max\(\)|randomElement\(\))!", code):
        yield squeeze(match.group(0))


def places(source):
    code = code_of(source.read_text(encoding="utf-8"))
    for find in (conversions, ranges, repetitions, divisions, assumptions):
        for text in find(code):
            yield f"{source.name}: {text}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="+", type=pathlib.Path)
    parser.add_argument("--list", type=pathlib.Path, default=pathlib.Path(__file__).with_suffix(".txt"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    found = collections.Counter()
    for root in arguments.sources:
        for source in sorted(root.rglob("*.swift")) if root.is_dir() else [root]:
            found.update(places(source))
    lines = arguments.list.read_text(encoding="utf-8").splitlines() if arguments.list.exists() else []
    # The same text several times in a file stands once, with its number.
    reviewed = {}
    for line in lines:
        if line and not line.startswith("#"):
            place, _, count = line.partition(" ×")
            reviewed[place] = int(count or 1)
    new = sorted(place for place, count in found.items() if count > reviewed.get(place, 0))
    if arguments.write:
        result = []
        for line in lines:
            place = line.partition(" ×")[0]
            if line.startswith("#") or not line:
                result.append(line)
            elif place in found and place not in new:
                result.append(named(place, found[place]))
        if new:
            result += [UNREVIEWED] * (UNREVIEWED not in result) + [named(place, found[place]) for place in new]
        arguments.list.write_text("\n".join(result) + "\n", encoding="utf-8")
        return
    for place in new:
        print(f"may trap, and has not been reviewed: {named(place, found[place])}", file=sys.stderr)
    if new or UNREVIEWED in lines:
        print(
            f"Guard the number; or, if it cannot trap, put it into {arguments.list} under the heading that says why.",
            file=sys.stderr,
        )
        sys.exit(1)


def named(place, count):
    return place + (f" ×{count}" if count > 1 else "")


main()
