#!/usr/bin/python3
"""A program outside the tree can use povex as a library, and computes what `povex run` computes.

    consumer_test.py BUILD SOURCE WORK_FOLDER POVEX VERSION [CMAKE_OPTION...]

Installs what is in the build folder, builds the program of this folder against that alone, runs it,
and compares its numbers with those in a results file. /usr/bin/python3 has Debian's h5py.
"""
import json
import pathlib
import shutil
import subprocess
import sys

import h5py

BUILD, SOURCE, WORK, POVEX = map(pathlib.Path, sys.argv[1:5])
VERSION, OPTIONS = sys.argv[5], sys.argv[6:]
REPLICATES = 10
MOST_HEADERS = 15


def run(*command, result=0):
    done = subprocess.run(list(map(str, command)), text=True, capture_output=True)
    if done.returncode != result:
        sys.exit(f"failed with {done.returncode}: {' '.join(map(str, command))}\n"
                 f"{done.stdout}\n{done.stderr}")
    return done


def install(prefix):
    run("cmake", "--install", BUILD, "--prefix", prefix)
    headers = [path.relative_to(prefix / "include") for path in prefix.rglob("include/**/*.hpp")]
    if not 5 <= len(headers) <= MOST_HEADERS or any(h.parts[0] != "povex" for h in headers):
        sys.exit(f"installed {len(headers)} headers: {', '.join(sorted(map(str, headers)))}")
    for file in prefix.rglob("*"):
        if file.suffix in (".hpp", ".cmake") and str(SOURCE) in file.read_text(encoding="utf-8"):
            sys.exit(f"{file} names the source folder")


def build(prefix, folder):
    """Build the consumer; nothing of povex's own compile options reaches it."""
    run("cmake", "-G", "Ninja", "-S", SOURCE / "tests/consumer", "-B", folder,
        f"-DCMAKE_PREFIX_PATH={prefix}", f"-DPOVEX_VERSION={VERSION}", *OPTIONS)
    for one in json.loads((folder / "compile_commands.json").read_text(encoding="utf-8")):
        for leaked in ("-Werror", "-Wall", "-ffp-contract", "-DFMT", "-DTOML", str(SOURCE / "engine")):
            if leaked in one["command"]:
                sys.exit(f"{leaked} reaches the consumer: {one['command']}")
    run("cmake", "--build", folder)


def refused_versions(prefix, folder):
    """Another minor version may have other results, so it is not taken for this one."""
    major, minor = VERSION.split(".")[:2]
    for version in (f"{major}.{int(minor) + 1}", f"{major}.{int(minor) - 1}"):
        run("cmake", "-G", "Ninja", "-S", SOURCE / "tests/consumer", "-B", folder,
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DPOVEX_VERSION={version}", *OPTIONS, result=1)


def poor_in_results(path):
    """Means of the poor of the province: {(scenario, year): mean}."""
    with h5py.File(path) as file:
        names = {d: list(file[d].asstr()[...]) for d in ("scenario", "standard", "group")}
        statistic = list(file["summary/statistic"].asstr()[...]).index("mean")
        standard = names["standard"].index(file.attrs["national"])
        group = names["group"].index("province")
        poor = file["summary/poor"]
        return {(scenario, int(year)): poor[s, standard, y, group, statistic]
                for s, scenario in enumerate(names["scenario"])
                for y, year in enumerate(file["year"][...])}


def compare(program, study, *settings):
    """Compare the program with povex: {(scenario, year): mean}, the same for both."""
    printed = {}
    for line in run(program, study, REPLICATES, *settings).stdout.splitlines():
        scenario, year, mean = line.split()
        printed[scenario, int(year)] = float(mean)
    results = WORK / "results.h5"
    run(POVEX, "run", study, "-n", REPLICATES, "-o", results, "--force", "--quiet",
        *(part for setting in settings for part in ("--set", setting)))
    expected = poor_in_results(results)
    print(study.name, *settings, expected)
    if printed != expected:
        sys.exit(f"the program outside says {printed}")
    if len(expected) < 4 or len(set(expected.values())) < 3:
        sys.exit("hardly any numbers to compare")
    return expected


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    prefix, program = WORK / "installed", WORK / "build/poor_by_year"
    install(prefix)
    build(prefix, program.parent)
    refused_versions(prefix, WORK / "refused")

    compare(program, SOURCE / "scenarios/tutorial")
    compare(program, SOURCE / "tests/data/small-study", "seed=1")
    drawn = compare(program, SOURCE / "scenarios/elsewhere", 'uncertainty="drawn"')
    if drawn == compare(program, SOURCE / "scenarios/elsewhere"):
        sys.exit("drawing parameters changes nothing")

    # what is wrong with a study arrives as an error with a place
    wrong = run(program, WORK / "no-such-study", REPLICATES, result=1).stderr
    if "no-such-study" not in wrong:
        sys.exit(f"a missing study is reported as: {wrong}")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
