#!/usr/bin/python3
"""Open a results file with the readers that people use and check what they see.

    readers_test.py FILE DOCUMENT

FILE is the one of readers_file_test.cpp (the numbers are those of fake_run.hpp), DOCUMENT is
docs/results-format.md, in which every attribute must be named.
"""
import re
import subprocess
import sys
import unittest

import h5py
import netCDF4
import numpy
import xarray

FILE, DOCUMENT = sys.argv[1:3]
ENGINES = ["netcdf4", "h5netcdf"]
POOR = 2        # index of the variable in the catalogue
PER_SCENARIO = 2 * 3 * 4


class Xarray(unittest.TestCase):
    def each(self, group=None):
        for engine in ENGINES:
            with self.subTest(engine=engine, group=group):
                with xarray.open_dataset(FILE, engine=engine, group=group) as file:
                    yield file

    def test_labels_and_numbers(self):
        for file in self.each():
            self.assertEqual(file.attrs["title_vi"], "Một tỉnh nhỏ")
            self.assertEqual(file.attrs["format"], "povex-results")
            self.assertEqual(int(file.attrs["seed"]), 7)
            self.assertEqual(file.attrs["currency"], "VND")
            self.assertEqual(file["spending"].attrs["units"], "VND/year")
            self.assertEqual(list(file["year"].attrs["targeting"]), ["d07", "r13", "r13"])
            self.assertEqual(list(file["scenario"].values),
                             ["no-support", "as-delivered", "services-first"])
            for dimension in ["year", "replicate"]:
                self.assertEqual(file[dimension].dtype.kind, "i")
            poor = file["poor"]
            self.assertEqual(poor.dims, ("scenario", "standard", "replicate", "year", "group"))
            self.assertEqual(poor.attrs["units"], "households")
            one = poor.sel(scenario="as-delivered", standard="r13", year=2022,
                           group="locality:co-to", replicate=3)
            self.assertEqual(float(one), 1000 * POOR + PER_SCENARIO + 12 + 4 + 2 + 30 + 3 * 3)

    def test_titles_are_coordinates(self):
        for file in self.each():
            self.assertIn("group_title_vi", file["poor"].coords)
            self.assertEqual(str(file["group_title_vi"].sel(group="locality:ha-long").values),
                             "Hạ Long")
            self.assertEqual(str(file["group_title_vi"].sel(group="province").values), "")
            households = file["year_published_households"].values
            self.assertEqual(list(households[:2]), [50000, 51000])
            self.assertTrue(numpy.isnan(households[2]))

    def test_missing_is_nan(self):
        for file in self.each():
            for name in ["exits", "spending"]:
                self.assertTrue(numpy.isnan(file[name].sel(year=2021).values).all())
                self.assertFalse(numpy.isnan(file[name].sel(year=[2022, 2023]).values).any())
            self.assertFalse(numpy.isnan(file["poor"].values).any())

    def test_money_is_exact(self):
        for engine in ENGINES:
            with xarray.open_dataset(FILE, engine=engine, mask_and_scale=False) as file:
                self.assertEqual(file["spending"].dtype, numpy.int64)
                self.assertEqual(file["poor"].dtype, numpy.int32)
                self.assertEqual(file["gini"].dtype, numpy.float64)
                self.assertEqual(int(file["income_sum"][0, 0, 0, 1]) % 1000000, 0)

    def test_summary(self):
        for file in self.each("summary"):
            self.assertEqual(list(file["statistic"].values),
                             ["mean", "standard_error", "q05", "q25", "q50", "q75", "q95",
                              "process_sd", "parameter_sd"])
            poor = file["poor"].sel(scenario="no-support", standard="d07", year=2021,
                                    group="province")
            first = 1000 * POOR
            self.assertEqual(float(poor.sel(statistic="mean")), first + 20)
            self.assertAlmostEqual(float(poor.sel(statistic="standard_error")), 50 ** 0.5)
            self.assertEqual(float(poor.sel(statistic="q95")), first + 40)
            self.assertIn("5th to 95th percentile of 5 replicates", file["poor"].attrs["interval"])
            self.assertEqual(file["poor"].attrs["standard_error"], "clustered by population")

    def test_summary_is_that_of_the_replicates(self):
        with xarray.open_dataset(FILE) as root, \
                xarray.open_dataset(FILE, group="summary") as summary:
            for name in summary.data_vars:
                mean = summary[name].sel(statistic="mean").values
                numpy.testing.assert_allclose(mean, root[name].mean("replicate").values)

    def test_difference(self):
        for file in self.each("difference"):
            self.assertNotIn("households", file)
            poor = file["poor"].sel(standard="d07", year=2023, group="province", statistic="q95")
            self.assertEqual(list(poor.values), [-24, 0, 36])

    def test_actual_and_comparison(self):
        for file in self.each("actual"):
            self.assertEqual(str(file["role"].values[2]), "held-out")
            self.assertEqual(file["year"].dtype.kind, "f")  # may be missing
            self.assertEqual(float(file["value"][1]), 1270)
        for file in self.each("comparison"):
            inside = file["inside"].sel(scenario="as-delivered").values
            self.assertEqual(list(inside[:4]), [0, 0, 0, 0])
            self.assertTrue(numpy.isnan(inside[4]))

    def test_programmes_and_provenance(self):
        for file in self.each("programmes"):
            self.assertEqual(list(file["kind"].values), ["capped", "entitlement"])
            budget = file["budget"].sel(scenario="as-delivered", programme="housing")
            self.assertEqual(float(budget.sel(year=2023)), 6e9)
            self.assertTrue(numpy.isnan(float(budget.sel(year=2021))))
        for file in self.each("provenance"):
            self.assertEqual(list(file.attrs["command_line"]), ["povex", "run", "Quảng Ninh"])
            text = str(file["text"].sel(file="study.toml").values)
            self.assertEqual(text, 'title.vi = "Một tỉnh nhỏ"\n')


class Others(unittest.TestCase):
    def test_h5py(self):
        with h5py.File(FILE) as file:
            poor = file["poor"]
            self.assertEqual([scale[0].name for scale in poor.dims],
                             ["/scenario", "/standard", "/replicate", "/year", "/group"])
            self.assertEqual(poor.compression, "gzip")
            self.assertEqual(poor.fillvalue, poor.attrs["_FillValue"])
            self.assertEqual(file["scenario"].asstr()[1], "as-delivered")

    def test_netcdf_has_no_nameless_dimension(self):
        with netCDF4.Dataset(FILE) as file:
            for group in [file, *file.groups.values()]:
                for name in group.dimensions:
                    self.assertIn(name, group.variables)

    def test_ncdump(self):
        header = subprocess.run(["ncdump", "-h", FILE], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
        self.assertIn("int poor(scenario, standard, replicate, year, group) ;", header)
        self.assertIn("string scenario(scenario) ;", header)
        self.assertIn("double poor(scenario, standard, year, group, statistic) ;", header)

    def test_every_attribute_is_documented(self):
        with open(DOCUMENT, encoding="utf-8") as file:
            documented = set(re.findall(r"`([A-Za-z_]+)`", file.read()))
        of_the_format = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"}

        def check(_, thing):
            undocumented = set(thing.attrs) - of_the_format - documented
            self.assertFalse(undocumented, thing.name)

        with h5py.File(FILE) as file:
            check(None, file)
            file.visititems(check)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
