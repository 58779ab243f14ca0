#!/usr/bin/python3
"""Fails on a line of Markdown that is wider than 100 columns and could be broken.

    markdown.py ROOT

Not counted are tables, code blocks, and what cannot be broken: a line whose one long word, a link
say, is wider by itself. Width is counted in characters, not bytes.
"""
import pathlib
import re
import sys
import unicodedata

COLUMNS = 100
SKIPPED = {"build", "node_modules", ".git", "markdown_bad"}
MARKER = re.compile(r"\s*((?:[-*+]|\d+[.)]|>|#+)\s+)*")  # of a list, a quotation, a heading


def documents(root):
    for path in sorted(root.rglob("*.md")):
        if not SKIPPED & set(path.relative_to(root).parts[:-1]):
            yield path


def prose(lines):
    """(number, line) of the lines outside tables and code."""
    fence, after_blank, in_list, in_code = "", True, False, False
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if fence:
            fence = "" if text.startswith(fence) else fence
            continue
        opened = re.match(r"\s*(```+|~~~+)", line)
        if opened:
            fence = opened[1]
            continue
        if not text:
            after_blank = True
            continue
        # four spaces are code, but not below an item of a list, where they are its next paragraph
        indented = line.startswith("    ")
        in_code = indented and not in_list and (in_code or after_blank)
        if re.match(r"\s*([-*+]|\d+[.)])\s", line) and not in_code:
            in_list = True
        elif not line.startswith(" "):
            in_list = False
        after_blank = False
        if not in_code and not text.startswith("|"):
            yield number, line


def can_be_broken(line):
    """Whether there is a space to break at that leaves no line wider than the line's widest word."""
    words = line[MARKER.match(line).end():].split()
    return len(words) > 1


def main(root):
    wide = files = 0
    for path in documents(root):
        files += 1
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        for number, line in prose(text.splitlines()):
            line = line.rstrip()
            if len(line) > COLUMNS and can_be_broken(line):
                wide += 1
                print(f"{path.relative_to(root)}:{number}: {len(line)} columns")
    if not files:
        sys.exit(f"no Markdown under {root}")
    if wide:
        sys.exit(f"{wide} lines in {files} files are wider than {COLUMNS} columns")
    print(f"{files} files of Markdown, none wider than {COLUMNS} columns")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
