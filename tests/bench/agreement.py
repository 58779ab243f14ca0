"""Whether two programs simulate the same model: povex and its counterpart in NumPy.

    python3 tests/bench/agreement.py ENGINE.h5 NUMPY.npz

Both have the same replicates upon the same synthetic populations, but draw their own random
numbers. The mean of the differences between the two, replicate by replicate, is compared with its
standard error, for every scenario and for its difference to the baseline: by standard and year
for the province, strata and ethnicities, by programme, payer and account for the province. A
count that neither program met often enough for a standard error to mean anything is left out.
"""

import argparse
import sys

import h5py
import numpy as np

MOST_STANDARD_ERRORS = 4.5
FEWEST_COUNTED = 30         # sum over all replicates, of either program
ROUNDING = 1e-6             # relative: single precision, whole money

BY_GROUP = ["poor", "near_poor", "income_poor", "exits", "exits_to_near_poor", "poor_stayers",
            "poor_formerly_near_poor", "poor_formerly_unlisted", "entries", "reentries",
            "new_entries", "poor_persons", "gap_sum", "gap_squared_sum", "poor_true",
            "near_poor_true", "poor_missed", "exits_true", "entries_true", "displaced", "relieved",
            "income_sum", "at_floor", "gini", "theil_t", "theil_l"]
BY_PROVINCE = ["deprived", "classified", "enrolled", "spending", "loans", "jobs"]


class Results:
    """The same variables of both programs, as [replicate][scenario][...][year]."""

    def __init__(self, engine, counterpart):
        self.engine, self.counterpart = h5py.File(engine), np.load(counterpart)
        self.scenarios = self.labels("scenario")
        self.baseline = self.scenarios.index(self.engine.attrs["baseline"])
        if list(self.counterpart["scenarios"]) != self.scenarios:
            sys.exit("the two programs ran other scenarios")
        self.replicates = len(self.counterpart["poor"])
        if len(self.engine["replicate"]) != self.replicates:
            sys.exit("the two programs ran another number of replicates")

    def labels(self, dimension):
        values = self.engine[dimension][()]
        return [v.decode() if isinstance(v, bytes) else str(v) for v in values]

    def pair(self, name, groups):
        """Values of both with the year last, and the labels of what lies between."""
        variable = self.engine[name]
        dimensions = [next(iter(d.values())).name.strip("/") for d in variable.dims]
        values = variable[()].astype(float)
        fill = variable.attrs.get("_FillValue")
        if fill is not None and not np.isnan(fill).any():
            values[values == float(np.ravel(fill)[0])] = np.nan
        values *= variable.attrs.get("scale_factor", 1.0)
        order = ["replicate"] + [d for d in dimensions if d != "replicate"]
        values = values.transpose([dimensions.index(d) for d in order])
        both = [values, self.counterpart[name].astype(float)]
        if both[0].shape != both[1].shape:
            sys.exit(f"{name}: shapes {both[0].shape} and {both[1].shape}")
        between = order[2:]
        for d in ("group", "spending_group", "deprived_group"):
            if d in between:
                axis = 2 + between.index(d)
                kept = [i for i, g in enumerate(self.labels(d)) if g == "province" or (
                    groups and d == "group" and g.startswith(("stratum:", "ethnicity:")))]
                both = [np.take(v, kept, axis) for v in both]
                between[axis - 2] = (d, kept)
        year = 2 + between.index("year")
        both = [np.moveaxis(v, year, -1)[..., 1:] for v in both]
        del between[year - 2]
        labels = [[self.labels(d[0])[i] for i in d[1]] if isinstance(d, tuple) else self.labels(d)
                  for d in between]
        return both, labels


def as_normal(t, freedom):
    """The normal quantile of a Student quantile (Wallace 1959), so that few replicates, whose
    standard errors are uncertain themselves, are judged by the same bound."""
    return np.copysign(np.sqrt(freedom * np.log1p(t * t / freedom)), t) * (
        (8 * freedom + 1) / (8 * freedom + 3))


def deviations(both, counted):
    """Standard errors between the two means, [scenario][...][year]; NaN where not compared."""
    engine, counterpart = both
    difference = engine - counterpart
    mean, n = difference.mean(axis=0), len(difference)
    error = difference.std(axis=0, ddof=1) / np.sqrt(n)
    size = np.maximum(np.abs(engine).mean(axis=0), np.abs(counterpart).mean(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = as_normal(mean / error, n - 1)
    z[np.abs(mean) <= ROUNDING * size] = 0.0
    enough = np.maximum(np.nansum(np.abs(engine), 0), np.nansum(np.abs(counterpart), 0))
    z[(enough < FEWEST_COUNTED) & counted] = np.nan
    return z


def compare(results):
    """Rows (variable, kind, means compared, worst z, how many beyond 3, where, means)."""
    years = results.labels("year")[1:]
    for name in BY_GROUP + BY_PROVINCE:
        if name not in results.engine:
            continue
        both, labels = results.pair(name, True)
        counted = not name.startswith(("gini", "theil"))
        base = [v[:, [results.baseline]] for v in both]
        for kind, values in (("level", both), ("difference", [v - b for v, b in zip(both, base)])):
            z = deviations(values, counted)
            compared = int(np.isfinite(z).sum())
            if not compared:
                continue
            worst = np.unravel_index(np.nanargmax(np.abs(z)), z.shape)
            where = [results.scenarios[worst[0]]]
            where += [axis[i] for axis, i in zip(labels, worst[1:-1])] + [years[worst[-1]]]
            yield (name, kind, compared, z[worst], int((np.abs(z) > 3).sum()), where,
                   [v.mean(axis=0)[worst] for v in values])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("counterpart")
    options = parser.parse_args()
    results = Results(options.engine, options.counterpart)
    print(f"Means of {results.replicates} replicates of {len(results.scenarios)} scenarios. z: "
          "difference in standard errors.\n")
    print(f"{'variable':24} {'of':10} {'compared':>8} {'>3':>4} {'worst z':>8} {'povex':>14} "
          f"{'NumPy':>14}  where")
    most, total = 0.0, 0
    for name, kind, compared, z, beyond, where, means in compare(results):
        most, total = max(most, abs(z)), total + compared
        print(f"{name:24} {kind:10} {compared:8} {beyond:4} {z:8.2f} {means[0]:14.6g} "
              f"{means[1]:14.6g}  {' '.join(where)}")
    print(f"\n{total} means compared, the farthest {most:.2f} standard errors apart")
    if not most < MOST_STANDARD_ERRORS:
        sys.exit(f"more than {MOST_STANDARD_ERRORS}: the two programs do not agree")


if __name__ == "__main__":
    main()
