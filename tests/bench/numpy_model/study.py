"""The study, its register and its synthetic populations, as povex-bench-population writes them."""

import json
import math
from functools import lru_cache
from statistics import NormalDist
from types import SimpleNamespace

import h5py
import numpy as np

OTHER, NEAR_POOR, POOR = 0, 1, 2                # what a review finds
NOBODY, ESCAPED, LISTED_NEAR, LISTED_POOR = range(4)      # standing towards programmes
ROWS_AT_A_TIME = 16384                          # households whose columns fit into the cache

GRID = np.linspace(-9.0, 9.0, 4609)
NORMAL_CDF = np.array([0.5 * math.erfc(-z / math.sqrt(2.0)) for z in GRID])


def normal_cdf(z):
    """Phi, from a table with linear interpolation: absolute error below 5e-7."""
    return np.interp(z, GRID, NORMAL_CDF).astype(np.float32)


def normal_quantile(p):
    """Phi^-1 of a few numbers, exactly."""
    return np.vectorize(NormalDist().inv_cdf)(np.clip(p, 1e-300, 1.0 - 1e-16))


def is_works(programme):
    return programme.kind == "area"


def bits_of(numbers, indicators):
    """Packed bits as columns [household][indicator]."""
    return np.stack([numbers >> i.bit & 1 for i in indicators], axis=-1).astype(bool)


class Study:
    """Everything that does not depend on the replicate. H households, T projected years."""

    def __init__(self, folder):
        with open(f"{folder}/records.json", encoding="utf-8") as file:
            self.records = json.load(file, object_hook=lambda fields: SimpleNamespace(**fields))
        self.file = h5py.File(f"{folder}/population.h5")
        r = self.records
        self.reviews = r.reviews
        self.years = r.reviews - 1
        self.indicators = r.nature.indicators
        self.shocks = r.nature.shocks
        self.scenarios = r.scenarios
        if any(i.missed or i.mistaken for i in self.indicators):
            raise SystemExit("errors of the review in single deprivations are not modelled here")
        self._read_register()
        self._make_rulers()
        self._make_scopes()

    def _read_register(self):
        r, file = self.records, self.file
        column = {name: file[name][()] for name in
                  ("cell", "size", "children", "workers", "elderly", "disabled", "sector")}
        self.cell = column["cell"].astype(np.int32)
        self.sector = column["sector"]
        self.households = len(self.cell)
        self.cells = len(r.register.cells)
        self.size = column["size"].astype(np.float32)
        self.members = {"household": np.ones(self.households, np.float32), "person": self.size,
                        "child": column["children"], "worker": column["workers"],
                        "elderly": column["elderly"], "disabled": column["disabled"],
                        "dependant": column["elderly"] + column["disabled"]}
        self.members = {kind: n.astype(np.float32) for kind, n in self.members.items()}

        def of_cell(field):
            return np.array([getattr(c, field) for c in r.register.cells])[self.cell]
        self.locality = of_cell("locality").astype(np.int16)
        self.stratum = of_cell("stratum").astype(np.int8)
        self.ethnicity = of_cell("ethnicity").astype(np.int8)
        self.area = np.array(r.area_of_stratum, np.int8)[self.stratum]
        self.place = file["place"][()].astype(np.int16)
        self.blocks = [(p, slice(first, min(first + ROWS_AT_A_TIME, place.last)))
                       for p, place in enumerate(r.register.places)
                       for first in range(place.first, place.last, ROWS_AT_A_TIME)]

    def _make_rulers(self):
        """Lines in money, by standard, review and area."""
        standards = self.records.standards
        self.standards = len(standards)

        def lines(which, absent):
            return np.array([[[getattr(s, which)[a][t] if getattr(s, which) else absent
                               for a in range(len(self.records.areas))]
                              for t in range(self.reviews)] for s in standards], np.float32)
        self.line = lines("line", 0.0)
        self.low_line = lines("low_line", -1.0)
        self.highest = self.line.max(axis=0)
        self.cutoff = np.array([s.cutoff for s in standards], np.float32)
        self.counts = np.array([[s.indicators >> i.bit & 1 for i in self.indicators]
                                for s in standards], np.float32)
        # Deprivations and statuses matter where income can come down to a line: what a scenario
        # takes back of the base year's transfers is on the safe side.
        bound = self.highest[:, self.area] + self._largest_fall()
        self.log_bound = np.log(bound) + np.float32(1e-5)

    def _largest_fall(self):
        fall = np.zeros(self.households, np.float32)
        for scenario in self.scenarios:
            for p in running(scenario):
                amounts = [a for a in p.amount if not isinstance(a, SimpleNamespace)]
                if amounts and amounts[0] > min(amounts):
                    share = self.members[p.unit] / self.size
                    fall = np.maximum(fall, (amounts[0] - min(amounts)) * share)
        return fall

    def _make_scopes(self):
        """For each programme the households whom it is meant for, whatever their standing."""
        self.scope, self.reach = [], []
        for p in self.scenarios[0].programmes:
            meant = (np.array(p.in_locality)[self.locality] & np.array(p.in_stratum)[self.stratum]
                     & np.array(p.in_ethnicity)[self.ethnicity]
                     & np.array(p.in_sector)[self.sector] & (self.members[p.unit] > 0))
            if p.requires != "nobody":
                meant &= self.members[p.requires] > 0
            self.scope.append(meant)
            self.reach.append(np.flatnonzero(meant) if p.standing[NOBODY] else None)

    @lru_cache(maxsize=None)
    def population(self, number):
        return Population(self, number)


def running(scenario):
    """The programmes of a scenario in which households enrol, in the order of their keys."""
    return [p for _, p in numbered(scenario)]


def numbered(scenario):
    """The same, each with its number in the library of programmes."""
    return [(number, p) for number, p in enumerate(scenario.programmes)
            if (scenario.runs[number] or p.withdrawn) and not is_works(p)]


def review(study, t, area, income, bits):
    """What every standard finds of households: [standard][household]."""
    found = np.zeros((study.standards, len(income)), np.uint8)
    below = np.flatnonzero(income <= study.highest[t][area])
    income, area = income[below], area[below]
    lacks = bits[below].astype(np.float32) @ study.counts.T
    for s in range(study.standards):
        poor = (income <= study.low_line[s, t][area]) | (lacks[:, s] >= study.cutoff[s])
        found[s, below] = (income <= study.line[s, t][area]) * (NEAR_POOR + poor)
    return found


class Population:
    """One synthetic population at the base review, with what follows from it alone."""

    def __init__(self, study, number):
        def column(name, kind):
            return study.file[name][number].astype(kind)
        self.study = study
        self.permanent = column("permanent", np.float32)
        self.autoregressive = column("autoregressive", np.float32)
        self.review = column("review", np.float32)
        self.factor = column("factor", np.float32)
        self.knot_score = column("knot_score", float)
        self.knot_log_income = column("knot_log_income", float)
        self.slope = column("slope", float)
        loading = np.array([i.loading for i in study.indicators])
        self.tilt = loading / np.sqrt(1.0 - loading**2)
        self.level = normal_quantile(column("level", float))
        self.bits = bits_of(column("deprivations", np.int32), study.indicators)
        self.applicable = bits_of(column("applicable", np.int32), study.indicators)
        # in double precision: the official counts are exact
        mean = np.array(study.records.nature.mean_income)[study.stratum]
        floor = study.records.income_floor
        income = np.maximum(np.exp(column("log_income", float)) * mean, floor)
        self.statuses = review(study, 0, study.area, income, self.bits)
        self.income = income.astype(np.float32)
        if "true_log_income" in study.file:
            income = np.maximum(np.exp(column("true_log_income", float)) * mean, floor)
        self.true_income = income.astype(np.float32)
        self.true_statuses = review(study, 0, study.area, income, self.bits)

    def levels(self, rows):
        """pi_j(f) [household][indicator]: how likely each household is to lack each thing."""
        return normal_cdf(self.level[self.study.place[rows]] - self.factor[rows, None] * self.tilt)

    @lru_cache(maxsize=None)
    def levels_of_everybody(self, j):
        return normal_cdf(self.level[self.study.place, j] - self.tilt[j] * self.factor)
