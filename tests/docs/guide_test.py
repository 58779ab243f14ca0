#!/usr/bin/python3
"""Do what a guide says: write the files it shows, run its commands, find what it says they print.

    guide_test.py POVEX SOURCE GUIDE

Of the fenced blocks of the guide, those that begin with
    ```sh            are run, each in one shell that stops at the first failure;
    ```FORMAT FILE   are written to that file;
    ```text          must be among what was printed, line by line as it stands;
    ```sh setup, ```powershell
                     are not run: scripts/quickstart is by .ci/run, installation by the test `install`,
                     and fetching the project is how one got here.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

POVEX, SOURCE, GUIDE = map(pathlib.Path, sys.argv[1:4])
FENCE = re.compile(r"^ *```(.*?)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
NOT_RUN = {"sh setup", "powershell"}


def run(commands, folder):
    environment = {**os.environ, "PATH": f"{POVEX.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-euc", commands], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{GUIDE.name}: failed with {done.returncode}:\n{commands}\n{done.stdout}")
    return done.stdout


def main():
    printed = ""
    counts = {"run": 0, "written": 0, "found": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in ("scenarios", "scripts"):
            (folder / part).symlink_to(SOURCE / part)
        for kind, text in FENCE.findall(GUIDE.read_text(encoding="utf-8")):
            if kind == "sh":
                printed += run(text, folder)
                counts["run"] += len(text.splitlines())
            elif kind == "text":
                if text not in printed:
                    sys.exit(f"{GUIDE.name}: this is not what the program prints:\n{text}\n"
                             f"It printed:\n{printed[-6000:]}")
                counts["found"] += 1
            elif kind not in NOT_RUN:
                (folder / kind.split()[1]).write_text(text, encoding="utf-8")
                counts["written"] += 1
        for line in re.findall(r"-o (\S+)", GUIDE.read_text(encoding="utf-8")):
            assert (folder / line).stat().st_size > 0, line
    print(counts)
    if min(counts.values()) < 2:
        sys.exit(f"{GUIDE.name}: hardly anything to do; are its blocks marked?")


main()
