#!/usr/bin/python3
"""The scripts that build something work in any order, in new, old and damaged build folders.

    order_test.py SOURCE WORK_FOLDER

All of them set up their build folder with scripts/configure and in no other way. Here it sets up
folders that other scripts, or earlier versions of them, have used before. Nothing is compiled: the
targets that a script builds must be known to Ninja.
"""
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, WORK = map(pathlib.Path, sys.argv[1:3])
PROGRAM = {"povex"}
EVERYTHING = {"povex", "povex-bench", "povex-bench-population", "test_base"}


def cmake(*arguments):
    run("cmake", "--preset", "release", *arguments)


def configure(what, folder):
    run(SOURCE / "scripts/configure", what, "--folder", folder)


def run(*command):
    done = subprocess.run(command, cwd=SOURCE, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"failed with {done.returncode}: {' '.join(map(str, command))}\n{done.stdout}")


def targets(folder):
    listed = subprocess.run(["ninja", "-C", folder, "-t", "targets", "all"], check=True, text=True,
                            capture_output=True).stdout
    return set(re.findall(r"^(\S+): phony", listed, flags=re.M)) | set(
        re.findall(r"^(?:\S+/)?(\S+): CXX_EXECUTABLE_LINKER", listed, flags=re.M))


def expect(folder, known, unknown=frozenset()):
    there = targets(folder)
    if not known <= there or unknown & there:
        sys.exit(f"{folder}: unknown targets {known - there}, unexpected {unknown & there}")


def no_other_script_configures():
    for script in [*SOURCE.glob("scripts/*"), SOURCE / ".ci/run"]:
        if script.is_dir() or script.name == "configure":
            continue
        found = re.search(r"cmake\W+(--preset|--fresh|-[SBGD])", script.read_text(encoding="utf-8"))
        if found:
            sys.exit(f"{script}: sets up a build folder by itself ({found[0]}); "
                     "that is for scripts/configure to do")


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    no_other_script_configures()

    # quickstart first, then test or bench, then quickstart again
    folder = WORK / "in-turns"
    configure("program", folder)
    expect(folder, PROGRAM, EVERYTHING - PROGRAM)
    configure("everything", folder)
    expect(folder, EVERYTHING)
    configure("program", folder)
    expect(folder, EVERYTHING)

    # somebody has switched tests and benchmarks off
    cmake("-B", folder, "-DBUILD_TESTING=OFF", "-DPOVEX_BENCHMARKS=OFF")
    configure("everything", folder)
    expect(folder, EVERYTHING)

    # the folder was copied, together with the source or without
    copy = WORK / "copied"
    shutil.copytree(folder, copy)
    configure("program", copy)
    expect(copy, PROGRAM, EVERYTHING - PROGRAM)
    shutil.rmtree(copy)
    shutil.copytree(folder, copy)
    configure("everything", copy)
    expect(copy, EVERYTHING)

    # setting up was interrupted
    (folder / "build.ninja").unlink()
    configure("program", folder)
    expect(folder, PROGRAM)

    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
