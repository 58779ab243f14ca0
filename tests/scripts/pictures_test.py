#!/usr/bin/python3
"""Draw the pictures of scripts/ from results files and hold their numbers against h5py.

    pictures_test.py POVEX SOURCE
"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

POVEX, SOURCE = sys.argv[1:3]
SCRIPTS = pathlib.Path(SOURCE) / "scripts"
TITLE = "$\\\\frac{ <b>Quảng & Ninh</b>"  # as TOML writes it


def povex(*arguments):
    subprocess.run([POVEX, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def percentiles(values):
    """The 5th and the 95th: the values of ranks ceil(n p) and n + 1 - ceil(n p)."""
    rank = -(-len(values) // 20)
    return [float(value) for value in numpy.sort(values)[[rank - 1, len(values) - rank]]]


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.run_file, cls.sweep_file = cls.folder / "run.h5", cls.folder / "sweep.h5"
        study = pathlib.Path(SOURCE) / "scenarios" / "elsewhere"
        hostile = [f'title.en="{TITLE}"', f'scenarios.warm-homes.title.en="{TITLE}"',
                   f'localities.highfell.title.en="{TITLE}"', f'payers.council.title.en="{TITLE}"']
        povex("run", study, "-n", 6, "-o", cls.run_file,
              *[word for one in hostile for word in ("--set", one)])
        povex("sweep", study, "-n", 2, "-o", cls.sweep_file,
              "--factor", "parameters.rho=0.3:0.8:3")
        cls.file = h5py.File(cls.run_file)

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        cls.temporary.cleanup()

    def draw(self, script, *arguments):
        """The table of a picture, which must be one that has something in it."""
        picture, table = self.folder / "picture.png", self.folder / "table.csv"
        words = [str(one).format(picture=picture, table=table) for one in arguments]
        program = ["Rscript"] if script.endswith(".R") else []
        done = subprocess.run([*program, SCRIPTS / script, *words], text=True,
                              capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        # the first picture on a machine takes a while, of which matplotlib tells
        said = [line for line in done.stderr.splitlines() if "font cache" not in line]
        self.assertEqual((done.returncode, said), (0, []))
        self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreater(picture.stat().st_size, 5000)
        with open(table, newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        picture.unlink()
        table.unlink()
        return rows

    def test_a_missing_package_is_named(self):
        without_packages = ["/usr/bin/python3", "-S"]
        done = subprocess.run([*without_packages, SCRIPTS / "plot.py", self.run_file], text=True,
                              capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^plot.py: matplotlib is not installed; "
                                      r".*scripts/install-packages plot installs it\n$")

    def members(self, name):
        return [one.decode() if isinstance(one, bytes) else one for one in self.file[name][()]]

    def index(self, name, member):
        return self.members(name).index(member)

    def attribute(self, name):
        value = self.file.attrs[name]
        return value.decode() if isinstance(value, bytes) else value

    def counts(self, variable):
        """[replicate][year][group] of the baseline under the national standard."""
        return self.file[variable][self.index("scenario", self.attribute("baseline")),
                                   self.index("standard", self.attribute("national"))]

    def test_quick_look(self):
        rows = self.draw("plot.py", self.run_file, "-o", "{picture}", "--data", "{table}")
        standard = self.index("standard", self.attribute("national"))
        poor = self.file["poor"][:, standard, :, :, self.index("group", "province")]
        base = poor[self.index("scenario", self.attribute("baseline"))]
        self.assertEqual(len(rows), poor.shape[0] * poor.shape[2])
        for row in rows:
            s = self.index("scenario", row["scenario"])
            t = self.members("year").index(int(row["year"]))
            self.assertAlmostEqual(float(row["mean"]), poor[s, :, t].mean(), 9)
            self.assertEqual([float(row["q05"]), float(row["q95"])],
                             percentiles(poor[s, :, t]))
            self.assertAlmostEqual(float(row["mean_difference"]),
                                   (poor[s, :, -1].astype(int) - base[:, -1]).mean(), 9)

    def test_quick_look_is_the_same_svg_each_time(self):
        pictures = []
        for name in ("a.svg", "b.svg"):
            subprocess.run([SCRIPTS / "plot.py", self.run_file, "-o", self.folder / name],
                           check=True, stdout=subprocess.DEVNULL)
            pictures.append((self.folder / name).read_bytes())
        self.assertEqual(*pictures)
        self.assertIn("&lt;b&gt;Quảng &amp; Ninh".encode(), pictures[0])

    def test_quick_look_at_a_sweep(self):
        rows = self.draw("plot.py", self.sweep_file, "-o", "{picture}", "--data", "{table}")
        with h5py.File(self.sweep_file) as file:
            standards = [one.decode() for one in file["standard"][()]]
            poor = file["poor"][:, :, standards.index("index"), :, -1, 0].mean(axis=2)
            self.assertEqual([float(row["parameters.rho"]) for row in rows],
                             list(file["parameters.rho"][()]))
            for p, row in enumerate(rows):
                for s, scenario in enumerate(self.members("scenario")):
                    self.assertAlmostEqual(float(row[scenario]), poor[p, s], 9)

    def test_quick_look_refuses_what_is_no_result(self):
        for file in (SCRIPTS / "plot.py", self.folder / "none.h5"):
            done = subprocess.run([SCRIPTS / "plot.py", file], capture_output=True, text=True,
                                  cwd=self.folder)
            self.assertNotEqual(done.returncode, 0)
            self.assertNotIn("Traceback", done.stderr)
        done = subprocess.run([SCRIPTS / "plot.py", self.run_file, "--standard", "x"],
                              capture_output=True, text=True, cwd=self.folder)
        self.assertIn("the file has income-line, index", done.stderr)

    def test_localities(self):
        rows = self.draw("examples/localities.py", self.run_file, "{picture}", 2020, "{table}")
        poor = self.counts("poor")[:, self.members("year").index(2020), :]
        self.assertEqual(len(rows), 6 * 4)
        for row in rows:
            group = self.index("group", row["locality"])
            self.assertEqual(float(row["poor"]), poor[int(row["replicate"]), group])

    def test_payers(self):
        rows = self.draw("examples/payers.py", self.run_file, "{picture}", "{table}")
        # [scenario][programme][payer][replicate][year]; missing at the base year
        spending = self.file["spending"][..., 0][..., 1:] * self.file["spending"].attrs["scale_factor"]
        self.assertEqual([row["scenario"] for row in rows], self.members("scenario"))
        for s, row in enumerate(rows):
            for p, payer in enumerate(self.members("payer")):
                self.assertAlmostEqual(float(row[payer]),
                                       spending[s, :, p].sum(axis=(0, 2)).mean(), 3)
        self.assertGreater(spending.sum(), 0)

    def test_flows_in_r(self):
        rows = self.draw("examples/flows.R", self.run_file, "{picture}", "{table}")
        years = self.members("year")
        self.assertEqual(len(rows), 2 * (len(years) - 1))
        missing = self.file["exits"].attrs["_FillValue"]
        for row in rows:
            values = self.counts(row["flow"])[:, years.index(int(row["year"])), 0]
            if row["mean"] == "NA":  # where the standard takes over the list of another
                self.assertTrue((values == missing).all())
                continue
            self.assertAlmostEqual(float(row["mean"]), values.mean(), 6)
            self.assertEqual([float(row["q05"]), float(row["q95"])], percentiles(values))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
