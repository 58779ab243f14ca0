"""What is counted of households at every review, by cell; then by group."""

import itertools

import numpy as np

from .study import NEAR_POOR, POOR

BINS_PER_OCTAVE, LOWEST_OCTAVE, OCTAVES = 128, -7, 14
BINS = BINS_PER_OCTAVE * OCTAVES


def histogram_bin(relative):
    """1/128 of an octave, from the bits of the number."""
    step = (relative.view(np.int32) >> 16) - ((127 + LOWEST_OCTAVE) << 7)
    return np.clip(step, 0, BINS - 1)


# A household at one review under one standard, as a number: its status now and before, whether it
# was poor at an earlier review, its true status now and whether it was truly poor before, and
# whether it is poor in the baseline. What is counted of each such number:
RADIX = (3, 3, 2, 3, 2, 2)
CODES = int(np.prod(RADIX))
MEASURES = {
    "poor": lambda now, before, ever, true, true_before, base: now == POOR,
    "near_poor": lambda now, before, ever, true, true_before, base: now == NEAR_POOR,
    "exits": lambda now, before, ever, true, true_before, base: before == POOR != now,
    "exits_to_near_poor":
        lambda now, before, ever, true, true_before, base: before == POOR and now == NEAR_POOR,
    "poor_stayers": lambda now, before, ever, true, true_before, base: before == POOR == now,
    "poor_formerly_near_poor":
        lambda now, before, ever, true, true_before, base: now == POOR and before == NEAR_POOR,
    "poor_formerly_unlisted":
        lambda now, before, ever, true, true_before, base: now == POOR and before == 0,
    "entries": lambda now, before, ever, true, true_before, base: now == POOR != before,
    "reentries": lambda now, before, ever, true, true_before, base: now == POOR != before and ever,
    "poor_true": lambda now, before, ever, true, true_before, base: true == POOR,
    "near_poor_true": lambda now, before, ever, true, true_before, base: true == NEAR_POOR,
    "poor_missed": lambda now, before, ever, true, true_before, base: true == POOR != now,
    "exits_true": lambda now, before, ever, true, true_before, base: true_before and true != POOR,
    "entries_true":
        lambda now, before, ever, true, true_before, base: true == POOR and not true_before,
    "displaced": lambda now, before, ever, true, true_before, base: now == POOR and not base,
    "relieved": lambda now, before, ever, true, true_before, base: base and now != POOR,
}
TABLE = np.array([[bool(measure(*code)) for measure in MEASURES.values()]
                  for code in itertools.product(*map(range, RADIX))], float)


class Tally:
    """Sums by cell; incomes can be counted in and out again."""

    def __init__(self, study):
        s, r, c = study.standards, study.reviews, study.cells
        self.study = study
        self.codes = np.zeros((r, s, c, CODES))
        self.sums = {name: np.zeros((r, s, c)) for name in
                     ("income_poor", "gap_sum", "gap_squared_sum", "poor_persons")}
        self.deprived = np.zeros((2, r, s, c, len(study.indicators)))
        self.found = np.zeros((r, 3**s))        # by what the standards find, all at once
        self.income_sum, self.at_floor = np.zeros((r, c)), np.zeros((r, c))
        self.bins, self.bin_incomes = np.zeros((r, c * BINS)), np.zeros((r, c * BINS))

    def with_incomes_of(self, other):
        for name in ("income_sum", "at_floor", "bins", "bin_incomes"):
            setattr(self, name, getattr(other, name).copy())
        return self

    def count_incomes(self, households, rows, sign=1):
        """Count incomes in, or out again; nobody's base year differs between scenarios."""
        for t in range(0 if isinstance(rows, slice) else 1, self.study.reviews):
            self._count_incomes(t, households.income[t, rows], rows, sign)

    def count_listed(self, followed, households, baseline):
        """Count everything that only those near a line have."""
        self._count_statuses(followed, households, baseline)
        for t in range(self.study.reviews):
            self._count_poor(followed, households, t)

    def _count_incomes(self, t, income, rows, sign):
        study = self.study
        cell, cells = study.cell[rows], study.cells
        self.income_sum[t] += sign * np.bincount(cell, income * study.size[rows], cells)
        floor = income <= study.records.income_floor
        if floor.any():
            self.at_floor[t] += sign * np.bincount(cell[floor], minlength=cells)
        relative = income / np.float32(study.records.nature.mean_income[0])
        bin_ = cell * BINS + histogram_bin(relative)
        self.bins[t] += sign * np.bincount(bin_, minlength=cells * BINS)
        self.bin_incomes[t] += sign * np.bincount(bin_, relative, cells * BINS)

    def _count_statuses(self, followed, households, baseline):
        """All counts that follow from statuses, by one histogram of their combinations."""
        now, true, base = households.statuses, households.true_statuses, baseline
        some = np.flatnonzero((now | true | base).any(axis=(0, 1)))
        now, true, base = now[:, :, some], true[:, :, some], base[:, :, some] == POOR
        cells, standards = self.study.cells, self.study.standards
        cell = followed.cell[some] + cells * np.arange(standards, dtype=np.int32)[:, None]
        poor, truly_poor = now == POOR, true == POOR
        poor_before = np.zeros_like(poor[0])
        for t in range(self.study.reviews):
            code = cell * 3 + now[t]
            code = (code * 3 + (now[t - 1] if t else 0)) * 2 + poor_before
            code = (code * 3 + true[t]) * 2 + (truly_poor[t - 1] if t else False)
            code = code * 2 + base[t]
            poor_before |= poor[t]
            self.codes[t] = np.bincount(
                code.ravel(), minlength=standards * cells * CODES).reshape(standards, cells, CODES)
            together = np.zeros(len(some), np.int32)
            for s in range(standards):
                together = together * 3 + (POOR - now[t, s])
            self.found[t] = np.bincount(together, minlength=3**standards)

    def _count_poor(self, followed, households, t):
        """Gaps of the income-poor; persons and deprivations of poor and near-poor."""
        study, cells = self.study, self.study.cells
        income, statuses = households.income[t, followed.rows], households.statuses[t]
        some = np.flatnonzero((income <= study.highest[t][followed.area]) | statuses.any(axis=0))
        income, area, cell = income[some], followed.area[some], followed.cell[some]
        bits, size = households.bits[t, some], followed.size[some]
        indicators = bits.shape[1]
        for s in range(study.standards):
            line = study.line[s, t][area]
            below = np.flatnonzero(income <= line)
            gap = 1 - income[below] / line[below]
            self.sums["income_poor"][t, s] = np.bincount(cell[below], minlength=cells)
            self.sums["gap_sum"][t, s] = np.bincount(cell[below], gap, cells)
            self.sums["gap_squared_sum"][t, s] = np.bincount(cell[below], gap * gap, cells)
            status = statuses[s, some]
            for which, found in enumerate((POOR, NEAR_POOR)):
                here = np.flatnonzero(status == found)
                household, j = np.nonzero(bits[here])
                self.deprived[which, t, s] = np.bincount(
                    cell[here][household] * indicators + j, minlength=cells * indicators
                ).reshape(cells, indicators)
                if found == POOR:
                    self.sums["poor_persons"][t, s] = np.bincount(
                        cell[here], size[here], cells)


class Measures:
    """From the sums of cells to the variables of the results, with the same names."""

    def __init__(self, study):
        def by_cell(groups):
            return np.array([[c in set(g.cells) for c in range(study.cells)] for g in groups],
                            float)
        self.study = study
        self.groups = by_cell(study.records.groups)
        self.deprived_groups = by_cell(study.records.deprived_groups)

    def of(self, tally, projection):
        """Of one scenario: arrays [standard][review][group], or as the results file has them."""
        study = self.study
        to_groups = self.groups.T
        values = {}
        counts = np.moveaxis(tally.codes @ TABLE, -1, 0)
        for name, count in zip(MEASURES, counts):
            values[name] = (count @ to_groups).swapaxes(0, 1)
        for name, sum_ in tally.sums.items():
            values[name] = (sum_ @ to_groups).swapaxes(0, 1)
        values["new_entries"] = values["entries"] - values["reentries"]
        # [standard][review][group][status][indicator]
        deprived = np.einsum("xtscj,gc->stgxj", tally.deprived, self.deprived_groups)
        values["deprived"] = np.where(study.counts[:, None, None, None, :] > 0, deprived, np.nan)
        values["classified"] = self._classified(tally)
        values["income_sum"] = tally.income_sum @ to_groups
        values["at_floor"] = tally.at_floor @ to_groups
        values.update(self._inequality(tally))
        for name in ("enrolled", "spending", "loans", "jobs"):
            by_locality = getattr(projection, name)
            province = by_locality.sum(axis=-1, keepdims=True)
            values[name] = np.concatenate([province, by_locality], axis=-1)
        return values

    def _classified(self, tally):
        """[standard][other][review][found][found by other]: poor, near-poor, not."""
        standards, reviews = self.study.standards, self.study.reviews
        found = tally.found.copy()
        found[:, -1] += self.study.households - found.sum(axis=-1)      # whom nobody finds
        found = found.reshape(reviews, *[3] * standards)
        pairs = np.zeros((standards, standards, reviews, 3, 3))
        for s, other in itertools.product(range(standards), repeat=2):
            axes = [0, 1 + s] if s == other else [0, 1 + s, 1 + other]
            both = np.einsum(found, range(1 + standards), axes)
            pairs[s, other] = both[..., None] * np.eye(3) if s == other else both
        return pairs

    def _inequality(self, tally):
        shape = (self.study.reviews, self.study.cells, BINS)
        households = self.groups @ tally.bins.reshape(shape)
        incomes = self.groups @ tally.bin_incomes.reshape(shape)
        n = households.sum(axis=-1, keepdims=True)
        total = incomes.sum(axis=-1, keepdims=True)
        below = np.cumsum(households, axis=-1) - households
        gini = (incomes * (2 * below + households)).sum(axis=-1) / (n * total)[..., 0] - 1
        filled = households > 0
        mean = np.divide(incomes, households, out=np.ones_like(incomes), where=filled)
        ratio = np.log(mean / (total / n), out=np.zeros_like(incomes), where=filled & (mean > 0))
        return {"gini": gini, "theil_t": (incomes / total * ratio).sum(axis=-1),
                "theil_l": -(households / n * ratio).sum(axis=-1)}
