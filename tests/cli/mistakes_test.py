#!/usr/bin/python3
"""Makes the mistakes of a table in copies of the shipped studies and looks at what povex says.

usage: mistakes_test.py POVEX SCENARIOS MISTAKES.toml [--show] [NAME...]

tests/data/mistakes.toml tells what a mistake consists of and what must be said. With --show every
outcome is printed with its output.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
from pathlib import Path

EXIT_CODES = {"runs": 0, "warned": 0, "refused": 2}


def encoded(text, how):
    """The bytes of a file as another program would save it."""
    if how == "bom-crlf":
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    if how == "excel":
        text = text.replace(",", ";").replace(".", ",")
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    if how == "tabs":
        return text.replace(",", "\t").encode()
    if how == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    return text.encode(how, errors="replace")


def make(mistake, folder):
    """Makes the mistake in the study in `folder`."""
    for part in mistake.get("edit", []) + mistake.get("replace-all", []):
        path = folder / part["file"]
        text = path.read_text()
        if part in mistake.get("edit", []):
            assert text.count(part["old"]) >= 1, f"{part['old']!r} is not in {path.name}"
            text = text.replace(part["old"], part["new"], 1)
        else:
            text = text.replace(part["old"], part["new"])
        path.write_text(text)
    for part in mistake.get("drop", []):
        path = folder / part["file"]
        rows = path.read_text().splitlines(keepends=True)
        kept = [row for row in rows if not row.startswith(part["starting"])]
        assert len(kept) < len(rows), f"no row of {path.name} starts with {part['starting']}"
        path.write_text("".join(kept))
    for part in mistake.get("write", []):
        path = folder / part["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(part["text"])
    for part in mistake.get("append", []):
        with open(folder / part["file"], "a") as file:
            file.write(part["text"])
    for part in mistake.get("rename", []):
        os.rename(folder / part["file"], folder / part["to"])
    for part in mistake.get("encode", []):
        path = folder / part["file"]
        path.write_bytes(encoded(path.read_text(), part["as"]))


def said(povex, scenarios, mistake):
    """Exit code and all output of `povex check` on the study with the mistake."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        shutil.copytree(scenarios / mistake.get("study", "tutorial"), folder)
        make(mistake, folder)
        command = mistake.get("command", ["check", "-n", "1"])
        done = subprocess.run(
            [povex, *command, str(folder / mistake.get("path", "")), *mistake.get("args", [])],
            capture_output=True, text=True, cwd=place, check=False)
        return done.returncode, done.stdout + done.stderr


def found_wrong(mistake, code, output):
    """What is wrong with the answer to a mistake; nothing if it is as the table says."""
    outcomes = mistake["outcome"].split("|")
    wrong = []
    if code not in {EXIT_CODES[outcome] for outcome in outcomes}:
        wrong.append(f"exit code {code}, wanted {mistake['outcome']}")
    warned = "warning:" in output
    if code == 0 and warned != ("warned" in outcomes):
        wrong.append("warns" if warned else "does not warn")
    wrong += [f"does not say {word!r}" for word in mistake["says"] if not re.search(word, output)]
    return wrong


def main():
    povex, scenarios, table = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    show = "--show" in sys.argv
    names = [name for name in sys.argv[4:] if name != "--show"]
    mistakes = tomllib.loads(Path(table).read_text())["mistake"]
    failures = 0
    for mistake in mistakes:
        if names and mistake["name"] not in names:
            continue
        code, output = said(povex, scenarios, mistake)
        wrong = found_wrong(mistake, code, output)
        failures += bool(wrong)
        if wrong or show:
            print(f"{mistake['name']}: {mistake['what']}: {'; '.join(wrong) or 'right'}")
            print("    " + output.strip().replace("\n", "\n    "))
    print(f"{len(mistakes)} mistakes, {failures} answered wrongly")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
