"""Reads back what `povex export` writes, and holds every number against the results file.

    /usr/bin/python3 export_test.py <povex> <study>
"""

import csv
import math
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import h5py
import numpy
import openpyxl

POVEX, STUDY = sys.argv[1:3]
HOSTILE = ['=HYPERLINK("http://evil","click")', "+1+1", "-1+1", "@SUM(A1)"]


def povex(*arguments):
    return subprocess.run([POVEX, *map(str, arguments)], capture_output=True, text=True)


def done(*arguments):
    outcome = povex(*arguments)
    assert outcome.returncode == 0, outcome.stderr
    return outcome


def names(file, dimension):
    return [name.decode() for name in file[dimension][:]]


def whole(array):
    """Counts or money as numbers, missing ones as NaN."""
    values = array[:].astype(float) * array.attrs.get("scale_factor", 1.0)
    values[array[:] == array.attrs["_FillValue"]] = math.nan
    return values


class Table:
    """A sheet: what stands above it, its headings, and its rows."""

    def __init__(self, sheet):
        self.sheet = sheet
        heading = int(sheet.freeze_panes[1:]) - 1
        cells = list(sheet.iter_rows(values_only=True))
        self.above = [row[0] for row in cells[:heading - 1]]
        self.headings, self.rows = cells[heading - 1], cells[heading:]


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="povex-export-"))
        cls.results = cls.folder / "r.h5"
        done("run", STUDY, "-n", 4, "-q", "-o", cls.results)
        cls.file = h5py.File(cls.results)
        cls.baseline = names(cls.file, "scenario").index(cls.file.attrs["baseline"])
        national = cls.file.attrs["national"]
        cls.standard = names(cls.file, "standard").index(national)
        cls.standard_name = cls.file["standard_title_en"][cls.standard].decode() or national
        done("export", cls.results, "--to", "xlsx", "--lang", "en", "-o", cls.folder / "en.xlsx")
        cls.book = openpyxl.load_workbook(cls.folder / "en.xlsx")

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        shutil.rmtree(cls.folder)

    def table(self, name):
        table = Table(self.book[name])
        self.assertTrue(table.rows)
        return table

    def replicate_of_form(self, table):
        return int(table.above[1].split("number ")[1].split(")")[0])

    def national_rows(self, table):
        return [row for row in table.rows if row[0] == self.standard_name]

    def test_every_sheet_is_there_with_its_headings_frozen(self):
        self.assertEqual(self.book.sheetnames, [
            "Summary", "Charts", "Review form, poor", "Review form, near-poor", "Deprivation", "By year",
            "By locality", "Programmes and costs", "Households supported", "Projected and actual",
            "Assumptions"])
        for sheet in self.book:
            if sheet.title != "Charts":
                self.assertTrue(all(Table(sheet).headings), sheet.title)

    def test_every_chart_stands_on_one_sheet_and_shows_a_table(self):
        shown = set()
        for chart in self.book["Charts"]._charts:
            for series in chart.series:
                sheet, cells = series.val.numRef.f.rsplit("!", 1)
                numbers = [cell[0].value for cell in self.book[sheet.strip("'")][cells]]
                self.assertTrue(all(isinstance(one, (int, float)) for one in numbers))
                shown.add(sheet.strip("'"))
        self.assertLessEqual({"Summary", "By year", "By locality"}, shown)

    def test_the_form_is_one_replicate_of_the_file(self):
        for sheet, columns in (
                ("Review form, poor", {6: "exits", 7: "reentries", 8: "new_entries", 9: "poor"}),
                ("Review form, near-poor", {5: "poor_formerly_near_poor", 6: "exits_to_near_poor",
                                            8: "near_poor"})):
            table = self.table(sheet)
            r = self.replicate_of_form(table)
            years = list(self.file["year"][:])
            groups = [g for prefix in ("province", "area:", "ethnicity:", "locality:")
                      for g, name in enumerate(names(self.file, "group")) if name.startswith(prefix)]
            rows = iter(self.national_rows(table))
            for t in range(1, len(years)):
                for g in groups:
                    row = next(rows)
                    self.assertEqual(row[1], years[t])
                    for column, what in columns.items():
                        at = (self.baseline, self.standard, r, t, g)
                        number = self.file[what][at]
                        is_missing = number == self.file[what].attrs["_FillValue"]
                        self.assertEqual(row[column], "missing" if is_missing else number)
            self.assertIsNone(next(rows, None))

    def test_the_form_adds_up(self):
        table = self.table("Review form, poor")
        for row in table.rows:
            _, _, _, households, start, _, out, back, new, end, rate = row
            self.assertAlmostEqual(rate, end / households)
            if out == "missing":  # where a standard takes over the list of another
                self.assertEqual((back, new), ("missing", "missing"))
                continue
            self.assertEqual(end, start - out + back + new)
        near = self.table("Review form, near-poor")
        for row in near.rows:
            if row[5] == "missing":
                self.assertEqual(row[5:8], ("missing",) * 3)
                continue
            self.assertEqual(row[8], row[4] - row[5] + row[6] + row[7])
        parts = {kind: len([n for n in names(self.file, "group") if n.startswith(kind)])
                 for kind in ("area:", "ethnicity:", "locality:")}
        for form, columns in ((table, (3, 4, 6, 7, 8, 9)), (near, (3, 4, 5, 6, 7, 8))):
            block = 1 + sum(parts.values())
            self.assertEqual(len(form.rows) % block, 0)
            for first in range(0, len(form.rows), block):
                start = first + 1
                for size in parts.values():
                    for column in columns:
                        if form.rows[first][column] == "missing":
                            continue
                        self.assertEqual(form.rows[first][column],
                                         sum(row[column] for row in form.rows[start:start + size]))
                    start += size
        ends = {(row[0], row[1], i % block): row[9] for i, row in enumerate(table.rows)}
        for i, row in enumerate(table.rows):
            before = ends.get((row[0], row[1] - 1, i % block))
            if before is not None:
                self.assertEqual(row[4], before)

    def test_years_and_localities_are_the_summary(self):
        summary = self.file["summary"]
        mean, low, high = (names(summary, "statistic").index(s) for s in ("mean", "q05", "q95"))
        poor = summary["poor"][self.baseline, self.standard, :, 0, :]
        rows = [row for row in self.national_rows(self.table("By year")) if "(baseline)" in row[1]]
        for t, row in enumerate(rows):
            self.assertEqual(row[3:6], (poor[t, mean], poor[t, low], poor[t, high]))
        self.assertEqual(len(rows), len(poor))
        places = [g for g, n in enumerate(names(self.file, "group")) if n.startswith("locality:")]
        near_poor = summary["near_poor"][self.baseline, self.standard]
        rows = iter(self.national_rows(self.table("By locality")))
        for t in range(len(poor)):
            for g in places:
                self.assertEqual(next(rows)[6:9], tuple(near_poor[t, g, [mean, low, high]]))

    def test_what_does_not_exist_is_an_empty_cell(self):
        rows = self.table("Summary").rows
        self.assertIn("(baseline)", rows[0][0])
        self.assertEqual(rows[0][-15:], (None,) * 15)  # no difference to itself
        for row in rows[1:]:
            self.assertTrue(all(isinstance(number, (int, float)) for number in row[1:-6]))
            for cost, low, high in (row[-6:-3], row[-3:]):
                if isinstance(cost, str):  # a verdict: no cost to tell
                    self.assertEqual((low, high), (None, None))

    def test_costs_are_the_spending(self):
        table = self.table("Programmes and costs")
        summary = self.file["summary"]
        mean = names(summary, "statistic").index("mean")
        spending = numpy.nansum(summary["spending"][:, :, :, :, 0, mean], axis=(1, 2, 3))
        totals = [row[-1] for row in table.rows if row[1] == row[2] == "Total"]
        self.assertTrue(numpy.allclose(sorted(totals), sorted(spending), rtol=1e-12))

    def test_actuals_and_assumptions_are_those_of_the_file(self):
        table = self.table("Projected and actual")
        self.assertEqual([row[4] for row in table.rows], list(self.file["actual/value"][:]))
        for row, mean in zip(table.rows, self.file["comparison/mean"][self.baseline]):
            self.assertEqual(row[5], None if math.isnan(mean) else mean)
        self.assertEqual([row[0] for row in self.table("Assumptions").rows],
                         names(self.file, "parameters/key"))

    def test_vietnamese_has_the_same_numbers(self):
        done("export", self.results, "--to", "xlsx", "-o", self.folder / "vi.xlsx")
        vi = openpyxl.load_workbook(self.folder / "vi.xlsx")
        self.assertIn("Biểu rà soát hộ nghèo", vi.sheetnames)
        for ours, theirs in zip(self.book, vi):
            numbers = [[c for c in row if not isinstance(c, str)] for sheet in (ours, theirs)
                       for row in sheet.iter_rows(values_only=True)]
            self.assertEqual(numbers[:len(numbers) // 2], numbers[len(numbers) // 2:])

    def test_the_form_of_another_scenario(self):
        other = next(s for s in names(self.file, "scenario") if s != self.file.attrs["baseline"])
        done("export", self.results, "--to", "xlsx", "--lang", "en", "--scenario", other, "-o",
             self.folder / "other.xlsx")
        table = Table(openpyxl.load_workbook(self.folder / "other.xlsx")["Review form, poor"])
        s, r = names(self.file, "scenario").index(other), self.replicate_of_form(table)
        self.assertIn(self.file["scenario_title_en"][s].decode(), table.above[0])
        self.assertEqual(self.national_rows(table)[0][9],
                         self.file["poor"][s, self.standard, r, 1, 0])
        outcome = povex("export", self.results, "--to", "xlsx", "--scenario", "nobody")
        self.assertEqual(outcome.returncode, 2)
        self.assertIn(other, outcome.stderr)

    def test_one_replicate_has_no_intervals(self):
        done("run", STUDY, "-n", 1, "-q", "-o", self.folder / "one.h5")
        done("export", self.folder / "one.h5", "--to", "xlsx", "--lang", "en", "-o",
             self.folder / "one.xlsx")
        table = Table(openpyxl.load_workbook(self.folder / "one.xlsx")["By year"])
        self.assertIn("no intervals", table.above[1])
        for row in table.rows:
            self.assertIsNotNone(row[3])
            self.assertEqual(row[4:6], (None, None))

    def test_hostile_titles_stay_texts(self):
        hostile = self.folder / "hostile.h5"
        shutil.copy(self.results, hostile)
        with h5py.File(hostile, "r+") as file:
            for name in ("scenario", "standard", "group"):
                for language in ("en", "vi"):
                    titles = file[f"{name}_title_{language}"]
                    titles[:] = [HOSTILE[i % 4] for i in range(len(titles))]
            file.attrs["title"] = file.attrs["title_vi"] = HOSTILE[0]
        done("export", hostile, "--to", "xlsx", "-o", self.folder / "hostile.xlsx")
        book = openpyxl.load_workbook(self.folder / "hostile.xlsx")
        found = set()
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", cell.coordinate)
                    self.assertIsNone(cell.hyperlink)
                    found.add(cell.value)
        self.assertLessEqual(set(HOSTILE), found)
        done("export", hostile, "--to", "csv", "-o", self.folder / "hostile")
        for row in self.csv_rows(self.folder / "hostile" / "members.csv"):
            self.assertNotIn(row["title_en"][:1], list("=+-@"))
        with zipfile.ZipFile(self.folder / "hostile.xlsx") as parts:
            for part in parts.namelist():
                if part.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", parts.read(part))

    def converted(self, book, ending):
        """What LibreOffice makes of a workbook; it must have nothing to say against it."""
        target = self.folder / f"of-{book.stem}"
        outcome = subprocess.run(
            ["soffice", f"-env:UserInstallation={(self.folder / 'office').as_uri()}", "--headless",
             "--convert-to", ending, "--outdir", target, book], capture_output=True, text=True)
        # without Java it says so, which has nothing to do with the workbook
        said = [line for line in outcome.stderr.splitlines() if "javaldx" not in line]
        self.assertEqual((outcome.returncode, said), (0, []))
        self.assertTrue(outcome.stdout.startswith("convert "), outcome.stdout)
        return target / f"{book.stem}.{ending}"

    def test_libreoffice_reads_every_cell_as_it_was_written(self):
        done("export", self.results, "--to", "xlsx", "-o", self.folder / "office-vi.xlsx")
        for name in ("en", "office-vi"):
            ours = openpyxl.load_workbook(self.folder / f"{name}.xlsx")
            theirs = openpyxl.load_workbook(self.converted(self.folder / f"{name}.xlsx", "xlsx"))
            self.assertEqual(theirs.sheetnames, ours.sheetnames)
            for sheet in ours:
                other = theirs[sheet.title]
                self.assertEqual(len(other._charts), len(sheet._charts))
                for row in sheet.iter_rows():
                    for cell in row:
                        got = other[cell.coordinate].value
                        where = f"{name} {sheet.title} {cell.coordinate}"
                        if isinstance(cell.value, float):
                            self.assertAlmostEqual(got, cell.value, delta=1e-9 * abs(cell.value),
                                                   msg=where)
                        else:
                            self.assertEqual(got, cell.value, where)

    def test_libreoffice_prints_it_on_a4(self):
        pages = self.converted(self.folder / "en.xlsx", "pdf")
        about = subprocess.run(["pdfinfo", pages], capture_output=True, text=True).stdout
        self.assertRegex(about, r"Page size: +841\.\d+ x 595\.\d+ pts \(A4\)")
        text = subprocess.run(["pdftotext", "-layout", pages, "-"], capture_output=True,
                              text=True).stdout
        for sheet in self.book.sheetnames:
            self.assertIn(f"\n{sheet}  ", text)  # at the foot of each page
        self.assertIn("Poor at the", text)
        self.assertNotIn("###", text)  # a column too narrow for its numbers

    def test_the_same_results_give_the_same_bytes(self):
        done("export", self.results, "--to", "xlsx", "--lang", "en", "-o", self.folder / "2.xlsx")
        self.assertEqual((self.folder / "2.xlsx").read_bytes(),
                         (self.folder / "en.xlsx").read_bytes())

    def test_what_is_there_is_kept(self):
        before = (self.folder / "en.xlsx").read_bytes()
        outcome = povex("export", self.results, "--to", "xlsx", "-o", self.folder / "en.xlsx")
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("--force", outcome.stderr)
        self.assertEqual((self.folder / "en.xlsx").read_bytes(), before)
        self.assertEqual([p for p in self.folder.iterdir() if p.name.startswith(".")], [])

    def csv_rows(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def assert_same(self, fields, numbers):
        numbers = numpy.ravel(numbers).astype(float)
        self.assertEqual(len(fields), len(numbers))
        read = numpy.array([float(field or "nan") for field in fields])
        self.assertTrue(numpy.array_equal(read, numbers, equal_nan=True))

    def test_tables_hold_every_number_and_what_it_is(self):
        folder = self.folder / "tables"
        done("export", self.results, "--to", "csv", "--replicates", "-o", folder)
        described = {row["variable"]: row for row in self.csv_rows(folder / "variables.csv")}
        members = self.csv_rows(folder / "members.csv")
        self.assertIn("poor", described)
        for name, row in described.items():
            array = self.file[name]
            self.assertEqual(row["units"], array.attrs["units"])
            self.assertEqual(row["long_name"], array.attrs["long_name"])
            dimensions = row["dimensions"].split()
            rows = self.csv_rows(folder / "replicates" / f"{name}.csv")
            self.assertEqual(list(rows[0]), dimensions + [name])
            self.assert_same([r[name] for r in rows], whole(array))
            for dimension in dimensions:
                known = {m["member"] for m in members if m["dimension"] == dimension}
                self.assertLessEqual({r[dimension] for r in rows}, known)
            for part in ("summary", "difference"):
                if name not in self.file[part]:
                    continue
                rows = self.csv_rows(folder / part / f"{name}.csv")
                for s, statistic in enumerate(names(self.file[part], "statistic")):
                    self.assert_same([r[statistic] for r in rows], self.file[part][name][..., s])
        poor = self.csv_rows(folder / "replicates" / "poor.csv")
        at = [names(self.file, d).index(poor[777][d]) for d in ("scenario", "standard", "group")]
        year = list(self.file["year"][:]).index(int(poor[777]["year"]))
        number = self.file["poor"][at[0], at[1], int(poor[777]["replicate"]), year, at[2]]
        self.assertEqual(float(poor[777]["poor"]), number)
        self.assertEqual([row["key"] for row in self.csv_rows(folder / "parameters.csv")],
                         names(self.file, "parameters/key"))

    def test_tables_of_a_sweep_have_its_points(self):
        sweep = self.folder / "sweep.h5"
        done("sweep", STUDY, "-f", "parameters.u_in=0.2:0.8:2", "-n", 2, "-q", "-o", sweep)
        done("export", sweep, "--to", "csv", "-o", self.folder / "sweep")
        points = self.csv_rows(self.folder / "sweep" / "points.csv")
        self.assertEqual(points, [{"point": "0", "parameters.u_in": "0.2"},
                                  {"point": "1", "parameters.u_in": "0.8"}])
        rows = self.csv_rows(self.folder / "sweep" / "summary" / "poor.csv")
        with h5py.File(sweep) as file:
            mean = names(file["summary"], "statistic").index("mean")
            self.assert_same([row["mean"] for row in rows], file["summary/poor"][..., mean])
        outcome = povex("export", sweep, "--to", "xlsx", "-o", self.folder / "sweep.xlsx")
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("--to csv", outcome.stderr)

    def test_tables_keep_what_is_there_and_leave_nothing_half(self):
        full = self.folder / "full"
        full.mkdir()
        (full / "mine").write_text("x")
        for target in (full, self.folder / "r.h5", self.folder / "no" / "where"):
            outcome = povex("export", self.results, "--to", "csv", "-o", target)
            self.assertEqual(outcome.returncode, 2, outcome.stderr)
        self.assertEqual([p.name for p in full.iterdir()], ["mine"])
        self.assertEqual([p for p in self.folder.iterdir() if p.name.startswith(".")], [])
        empty = self.folder / "empty"
        empty.mkdir()
        done("export", self.results, "--to", "csv", "-o", empty)
        self.assertFalse((empty / "replicates").exists())

    def test_mistakes_are_named(self):
        for arguments, word in ((("--to", "pdf"), "xlsx"), ((), "--to"),
                                (("--to", "xlsx", "--lang", "fr"), "vi or en"),
                                (("--to", "xlsx", "-o", self.folder / "no" / "x"), "folder")):
            outcome = povex("export", self.results, *arguments)
            self.assertEqual(outcome.returncode, 2, outcome.stderr)
            self.assertIn(word, outcome.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
