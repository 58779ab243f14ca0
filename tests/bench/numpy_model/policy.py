"""What the programmes of one scenario do: who enrols, what it costs, what becomes of income."""

from types import SimpleNamespace

import numpy as np

from .nature import official
from .study import ESCAPED, LISTED_NEAR, NOBODY, numbered, review

LOAN_ACCOUNTS = ("disbursed", "repaid", "written_off", "outstanding", "interest")
JOB_ACCOUNTS = ("producers", "jobs", "jobs_filled")


def split_exactly(amounts, shares):
    """Whole amounts among payers by largest remainder: [amount][payer]."""
    quotas = np.outer(amounts, shares) / np.sum(shares)
    parts = np.floor(quotas + 1e-6)
    left = np.asarray(amounts) - parts.sum(axis=1)
    rank = np.argsort(np.argsort(parts - quotas, axis=1, kind="stable"), axis=1, kind="stable")
    return parts + (rank < left[:, None])


def poisson(mean, u):
    """The inverse of the Poisson law."""
    k, chance = 0, np.exp(-mean)
    sum_ = chance
    while u > sum_ and k < 10000:
        k += 1
        chance *= mean / k
        sum_ += chance
    return k


class Projection:
    """One scenario of one replicate. `everybody`: incomes and reviews of all households are made
    anew, not of those alone whom a programme touches."""

    def __init__(self, study, course, followed, untouched, number, everybody):
        self.study, self.course, self.followed = study, course, followed
        self.scenario = study.scenarios[number]
        self.everybody = everybody
        self.targeting = study.records.targeting
        self.programmes = numbered(self.scenario)
        self.income = untouched.income.copy()
        self.true_income = untouched.true_income.copy()
        self.bits = untouched.bits.copy()
        self.statuses = untouched.statuses.copy()
        self.true_statuses = untouched.true_statuses.copy()
        self.touched = np.zeros(study.households, bool)
        self.ever_listed = np.zeros(len(followed.rows), bool)
        self.cohorts = []
        self.last_year = {}         # of programmes that may not be had again at once
        self.free_from = np.zeros(len(followed.rows), np.int16)      # year after the job
        self.spared_stock = {}
        self.log_effect, self.added, self.at_least, self.interest = (
            np.zeros(study.households, np.float32) for _ in range(4))
        payers, localities = len(study.records.payers), len(study.records.localities)
        programmes = len(self.scenario.programmes)
        self.enrolled = np.zeros((programmes, study.reviews, localities))
        self.spending = np.zeros((programmes, payers, study.reviews, localities))
        self.loans = np.zeros((programmes, len(LOAN_ACCOUNTS), study.reviews, localities))
        self.jobs = np.zeros((len(JOB_ACCOUNTS), study.reviews, localities))
        self._book_works()
        for t in range(1, study.reviews):
            self._year(t)

    def _year(self, t):
        before = self.statuses[t - 1, self.targeting[t - 1]]
        self.ever_listed |= before > 0
        self._step_deprivations(t)
        self.candidates = self._candidates(t, before)
        self.financed = np.zeros(self.bits.shape[1:], bool)
        self.purses = {i: payer.cap[t] for i, payer in enumerate(self.study.records.payers)
                       if payer.cap}
        for p, programme in self.programmes:
            self._run(p, programme, t)
        self._meet_hits(t)
        self._fall_due(t)
        if self.scenario.spillover.jobs > 0:
            self._open_jobs(t)
        self._review(t)

    # who is looked at anew: everybody, or those touched

    def _rows(self):
        return slice(None) if self.everybody else np.flatnonzero(self.touched)

    def _slots(self):
        return (slice(None) if self.everybody
                else np.flatnonzero(self.touched[self.followed.rows]))

    # households before the programmes of a year

    def _step_deprivations(self, t):
        slots = self._slots()
        holds = None
        for c in self.cohorts:
            if c.programme.holds and self._in_force(c, t - 1):
                if holds is None:
                    holds = np.ones(self.bits.shape[1:], np.float32)
                kept = c.slots[(c.slots >= 0) & (c.lost > t - 1)]
                holds[kept] *= np.array([c.programme.holds[i.bit] for i in self.study.indicators],
                                        np.float32)
        self.bits[t, slots] = self.followed.step(
            self.course, t, self.bits[t - 1, slots], slots,
            None if holds is None else holds[slots])

    def _candidates(self, t, before):
        """Slots and standing of those on last year's list, or off it within the years of grace."""
        slots = np.flatnonzero(self.ever_listed)
        standing = np.where(before[slots] > 0, before[slots] + np.uint8(1), NOBODY)
        for back in range(2, min(t, self.scenario.grace_years + 1) + 1):
            was = self.statuses[t - back, self.targeting[t - back]][slots] > 0
            standing[was & (standing == NOBODY)] = ESCAPED
        kept = standing != NOBODY
        return SimpleNamespace(slots=slots[kept], standing=standing[kept])

    # enrolment

    def _run(self, p, programme, t):
        if (programme.kind == "capped" and programme.budget[t] == 0 and programme.unit_cost
                and programme.unit_cost[t] > 0):
            return
        a = self._applicants(p, programme, t)
        if programme.kind == "capped":
            a = self._serve(p, programme, t, a)
        if len(a.rows):
            self._enrol(p, programme, t, a)

    def _applicants(self, p, programme, t):
        """Who may and wants to take part and can bear the cost: rows, slots, standing, cost."""
        study, followed = self.study, self.followed
        c = self.candidates
        chosen = np.array(programme.standing)[c.standing] & followed.scope[p][c.slots]
        slots, standing = c.slots[chosen], c.standing[chosen]
        if programme.needs:
            needs = [j for j, i in enumerate(study.indicators) if programme.needs >> i.bit & 1]
            open_ = (self.bits[t - 1][np.ix_(slots, needs)]
                     & ~self.financed[np.ix_(slots, needs)]).any(axis=1)
            slots, standing = slots[open_], standing[open_]
        rows = followed.rows[slots]
        if programme.standing[NOBODY]:
            others = self._others(p, programme, t)
            rows = np.concatenate([rows, others])
            slots = followed.slot[rows]
            standing = np.concatenate([standing, np.full(len(others), NOBODY)])
        keep = np.ones(len(rows), bool)
        if programme.once or programme.every > 1:
            since = t - self._last_year(p)[rows]
            keep &= since >= (127 if programme.once else programme.every)
        if programme.take_up < 1:
            year = 0 if programme.amount else t  # who takes up a transfer goes on doing so
            keep &= self._uniforms(programme, "take-up", p, year, rows, slots) < programme.take_up
        a = SimpleNamespace(rows=rows[keep], slots=slots[keep], standing=standing[keep])
        a.cost = self._cost(programme, t, a.rows)
        return self._able(programme, t, a)

    def _others(self, p, programme, t):
        """Households within reach that have no standing, and the need if there must be one."""
        with_standing = np.zeros(self.study.households, bool)
        with_standing[self.followed.rows[self.candidates.slots]] = True
        rows = self.study.reach[p]
        rows = rows[~with_standing[rows]]
        if not programme.needs:
            return rows
        lacks = np.zeros(self.study.households, bool)
        for j, i in enumerate(self.study.indicators):
            if programme.needs >> i.bit & 1:
                bit = self.followed.deprived_of_everybody(self.course, j, t - 1)
                bit[self.followed.rows] = self.bits[t - 1, :, j]
                lacks |= bit
        return rows[lacks[rows]]

    def _uniforms(self, programme, use, p, t, rows, slots):
        if programme.standing[NOBODY]:
            return self.course.draws.uniforms(self.study.households, use, p, t)[rows]
        return self.followed.uniforms(use, p, t)[slots]

    def _last_year(self, p):
        if p not in self.last_year:
            self.last_year[p] = np.full(self.study.households, -127, np.int16)
        return self.last_year[p]

    def _amount(self, programme, t, rows):
        """Of a transfer to one unit; of a top-up the most that it can be [money/month]."""
        amount = programme.amount[t]
        if isinstance(amount, SimpleNamespace):
            line = self.study.line[amount.line_of, t][self.study.area[rows]].astype(float)
            return np.maximum(0, line - getattr(amount, "less", 0))
        return np.full(len(rows), float(amount))

    def _cost(self, programme, t, rows):
        units = self.study.members[programme.unit][rows].astype(float)
        if programme.amount:
            return np.floor(12 * self._amount(programme, t, rows) * units + 0.5)
        return programme.unit_cost[t] * units if programme.unit_cost else np.zeros(len(rows))

    def _able(self, programme, t, a):
        """Those who can bear the cash part of their own share."""
        kappa = self.scenario.kappa_own
        own = sum(share for share, payer in zip(programme.funding, self.study.records.payers)
                  if payer.own)
        if programme.own_covered or kappa is None or own == 0:
            return a
        yearly = 12.0 * self.income[t - 1, a.rows] * self.study.size[a.rows]
        return chosen_of(a, programme.own_cash * own * a.cost <= kappa * yearly)

    def _serve(self, p, programme, t, a):
        """Down the queue as far as the money goes; the first that does not fit ends it."""
        lot = self._uniforms(programme, "lot", p, t, a.rows, a.slots)
        a = chosen_of(a, np.lexsort((lot, -self._priority(programme, t, a))))
        fits = np.cumsum(a.cost) <= programme.budget[t]
        capped = [i for i in self.purses if programme.funding[i] > 0]
        if capped and len(a.cost):
            costs, which = np.unique(a.cost, return_inverse=True)
            parts = split_exactly(costs, programme.funding)[which][:, capped]
            fits &= (np.cumsum(parts, axis=0) <= [self.purses[i] for i in capped]).all(axis=1)
        served = len(fits) if fits.all() else int(np.argmin(fits))
        if capped and served:
            for i, paid in zip(capped, parts[:served].sum(axis=0)):
                self.purses[i] -= paid
        return chosen_of(a, slice(served))

    def _priority(self, programme, t, a):
        if programme.queue == "lottery":
            return np.zeros(len(a.rows))
        study, ruler = self.study, self.targeting[t - 1]
        ratio = self.income[t - 1, a.rows] / study.line[ruler, t - 1][study.area[a.rows]]
        if programme.queue == "poorest-first":
            return -ratio
        if programme.queue == "closest-first":
            return np.where(ratio <= 1, ratio, -ratio)
        points = programme.points
        by_standing = np.array([0.0, points.escaped, points.near_poor, points.poor])
        sum_ = by_standing[a.standing]
        sum_ += points.deprivation * (self.bits[t - 1][a.slots] @ study.counts[ruler])
        sum_ += points.gap * np.maximum(1 - ratio, 0)
        if points.stratum:
            sum_ += np.array(points.stratum)[study.stratum[a.rows]]
        return sum_

    def _enrol(self, p, programme, t, a):
        self.touched[a.rows] = True
        if programme.once or programme.every > 1:
            self._last_year(p)[a.rows] = t
        works = np.ones(len(a.rows), bool)
        if programme.success < 1:
            works = self._uniforms(programme, "works", p, t, a.rows, a.slots) < programme.success
        for j, i in enumerate(self.study.indicators):
            if programme.clears and programme.clears[i.bit] > 0:
                known = a.slots >= 0
                slots = a.slots[known]
                self.financed[slots, j] = True
                cleared = self.followed.uniforms("clears", p, t, j)[slots] < programme.clears[i.bit]
                self.bits[t, slots[works[known] & cleared], j] = False
        if not programme.withdrawn:
            self.enrolled[p, t] = np.bincount(self.study.locality[a.rows],
                                              minlength=self.enrolled.shape[-1])
            if not tops_up(programme, t):
                self._book(p, programme, t, a.rows, a.cost)
        cohort = SimpleNamespace(
            p=p, programme=programme, year=t, works=works, rows=a.rows, slots=a.slots,
            standing=a.standing, lost=np.full(len(a.rows), 999, np.int16))
        self._lend(cohort)
        self.cohorts.append(cohort)

    def _book(self, p, programme, t, rows, cost):
        localities = self.enrolled.shape[-1]
        where = self.study.locality[rows]
        costs, which = np.unique(cost, return_inverse=True)
        table = np.bincount(which * localities + where, minlength=len(costs) * localities)
        parts = split_exactly(costs, programme.funding)
        self.spending[p, :, t] = parts.T @ table.reshape(len(costs), localities)

    def _book_works(self):
        study = self.study
        places = study.records.register.places
        for p, (programme, runs) in enumerate(zip(self.scenario.programmes, self.scenario.runs)):
            if not (runs and programme.kind == "area"):
                continue
            households = np.zeros(len(study.records.localities))
            for place in places:
                if programme.in_locality[place.locality] and programme.in_stratum[place.stratum]:
                    households[place.locality] += place.last - place.first
            for t in range(1, study.reviews):
                by_locality = split_exactly([programme.budget[t]], households)[0]
                self.spending[p, :, t] = split_exactly(by_locality, programme.funding).T

    # what enrolments do

    @staticmethod
    def _in_force(cohort, t):
        age = t - cohort.year - cohort.programme.lag
        return 0 <= age < cohort.programme.duration

    def _meet_hits(self, t):
        """Hits end enrolments; insurance spares a part of the losses."""
        struck = {k: self.course.hits[k, t] for k in np.flatnonzero(self.course.events)
                  if len(self.course.hits[k, t][0])}
        for c in self.cohorts:
            if not (c.programme.lost_to and struck):
                continue
            kept = np.ones(len(c.rows), np.float32)
            for k, (rows, _) in struck.items():
                if c.programme.lost_to[k] > 0:
                    hit = np.zeros(self.study.households, bool)
                    hit[rows] = True
                    kept[hit[c.rows]] *= 1 - c.programme.lost_to[k]
            if (kept < 1).any():
                u = self._uniforms(c.programme, "lost", c.p, t, c.rows, c.slots)
                c.lost[(u < 1 - kept) & (c.lost > t)] = t
        for k in np.flatnonzero(self.course.events):
            if any(programme.protects and programme.protects[k] > 0
                   for _, programme in self.programmes):
                self._spare(k, t)

    def _spare(self, k, t):
        rows, loss = self.course.hits[k, t]
        exposed = np.ones(self.study.households, np.float32)
        for p, programme in self.programmes:
            if programme.protects and programme.protects[k] > 0:
                insured = np.zeros(self.study.households, bool)
                for c in self.cohorts:
                    if c.p == p and self._in_force(c, t):
                        insured[c.rows[c.lost > t]] = True
                exposed[insured] *= 1 - programme.protects[k]
        stock = self.spared_stock.setdefault(k, np.zeros(self.study.households, np.float32))
        stock *= self.study.shocks[k].decay
        stock[rows] += (1 - exposed[rows]) * loss

    def _lend(self, c):
        loan = c.programme.loan
        if loan.principal:
            c.principal = loan.principal * self.study.members[c.programme.unit][c.rows].astype(int)
            c.outstanding = c.principal.copy()
            self._lend_book(c, "disbursed", c.year, c.principal)

    def _lend_book(self, c, account, t, amounts):
        localities = self.enrolled.shape[-1]
        self.loans[c.p, LOAN_ACCOUNTS.index(account), t] += np.bincount(
            self.study.locality[c.rows], amounts, localities)

    def _fall_due(self, t):
        self.interest[:] = 0
        for c in self.cohorts:
            loan = c.programme.loan
            if not loan.principal or t > c.year + loan.term:
                continue
            if t > c.year:
                rate = np.array(loan.rate)[c.standing]
                interest = np.floor(rate * c.outstanding + 0.5)
                self.interest[c.rows] += interest.astype(np.float32)
                part = c.principal // loan.term
                if t == c.year + loan.term:
                    part = part + c.principal % loan.term
                u = self._uniforms(c.programme, "overdue", c.p, t, c.rows, c.slots)
                overdue = u < loan.overdue
                self._lend_book(c, "interest", t, interest)
                self._lend_book(c, "written_off", t, part * overdue)
                self._lend_book(c, "repaid", t, part * ~overdue)
                c.outstanding -= part
            self._lend_book(c, "outstanding", t, c.outstanding)

    def _open_jobs(self, t):
        spillover, followed = self.scenario.spillover, self.followed
        localities = self.enrolled.shape[-1]
        producers = self._producers(t, spillover)
        opened = np.bincount(followed.locality[producers], minlength=localities)
        c = self.candidates
        waiting = c.slots[(c.standing >= LISTED_NEAR) & (t >= self.free_from[c.slots])]
        waiting = waiting[self.study.members["worker"][followed.rows[waiting]] > 0]
        where = followed.locality[waiting]
        order = np.lexsort((followed.uniforms("job order", t)[waiting], where))
        waiting, where = waiting[order], where[order]
        number = np.bincount(where, minlength=localities)
        means = spillover.jobs * spillover.reserved * opened
        jobs = np.array([poisson(m, u) for m, u in zip(
            means, self.course.draws.uniforms(localities, "jobs", t))])
        filled = np.minimum(jobs, number)
        rank = np.arange(len(where)) - (np.cumsum(number) - number)[where]
        hired = waiting[rank < filled[where]]
        self.free_from[hired] = t + spillover.duration
        self.touched[followed.rows[hired]] = True
        self.jobs[:, t] = opened, jobs, filled

    def _producers(self, t, spillover):
        """Slots of those off the list at the last reviews, above the middle of their place, and
        lifted by a programme or by a lot of their own."""
        study, followed = self.study, self.followed
        if t < spillover.lag:
            return np.empty(0, np.intp)
        listed = np.array([self.statuses[u, self.targeting[u]] > 0 for u in range(t)])
        off = ~listed[t - spillover.lag:].any(axis=0)
        able = listed[:t - spillover.lag].any(axis=0)
        if spillover.unaided < 1:
            able &= followed.uniforms("producer") < spillover.unaided
        for c in self.cohorts:
            if spillover.programmes and spillover.programmes[c.p] and c.year < t:
                able[c.slots[c.works & (c.lost > t) & (c.slots >= 0)]] = True
        slots = np.flatnonzero(off & able)
        law = study.records.nature
        median = np.log(law.mean_income)[:, None] + np.cumsum(np.log1p(
            [[0.0, *growth[1:]] for growth in law.growth]), axis=1)
        middle = self.course.population.knot_log_income[:, -1]
        bar = np.exp(middle[followed.place[slots]] + median[followed.stratum[slots], t - 1])
        return slots[self.income[t - 1, followed.rows[slots]] > bar]

    # incomes and reviews

    def _compose(self, t, rows):
        """Log effect, what is added to income and what is guaranteed, in full columns."""
        study = self.study
        effect, added, at_least = self.log_effect, self.added, self.at_least
        effect[rows], added[rows], at_least[rows] = 0, 0, study.records.income_floor
        for c in self.cohorts:
            if not self._in_force(c, t):
                continue
            p = c.programme
            if p.log_effect:
                live = c.rows[c.works & (c.lost > t)]
                effect[live] += p.log_effect * (1 - p.depreciation) ** (t - c.year - p.lag)
            if p.amount:
                self._transfer(c, t)
        if self.scenario.max_log_effect is not None:
            some = np.flatnonzero(effect > 0)
            most = np.float32(self.scenario.max_log_effect)
            effect[some] = (-most * np.expm1(-effect[some] / most) if self.scenario.diminishing
                            else np.minimum(effect[some], most))
        for stock in self.spared_stock.values():
            effect += np.where(self.touched, stock, 0)
        owing = np.flatnonzero(self.interest)
        added[owing] -= self.interest[owing] / (12 * study.size[owing])
        employed = self.followed.rows[t < self.free_from]
        added[employed] += self.scenario.spillover.wage / study.size[employed]

    def _transfer(self, c, t):
        p, rows = c.programme, c.rows
        share = self.study.members[p.unit][rows] / self.study.size[rows]
        amount = 0 if tops_up(p, t) else self._amount(p, t, rows)
        self.added[rows] += (amount - self._amount(p, 0, rows)) * share

    def _top_up(self, t):
        """What is lacking to the line, programme by programme."""
        for c in self.cohorts:
            if not (c.programme.amount and tops_up(c.programme, t) and self._in_force(c, t)):
                continue
            size = self.study.size[c.rows]
            units = self.study.members[c.programme.unit][c.rows]
            line = self._amount(c.programme, t, c.rows)
            gap = np.maximum(0, line * units - self.income[t, c.rows].astype(float) * size)
            paid = np.floor(12 * gap)
            self._book(c.p, c.programme, t, c.rows, paid)
            self.income[t, c.rows] += paid / (12 * size)
            known = c.slots >= 0
            self.true_income[t, c.slots[known]] += (paid / (12 * size))[known]

    def _review(self, t):
        followed, course = self.followed, self.course
        rows, slots = self._rows(), self._slots()
        self._compose(t, rows)
        self.income[t, rows] = np.maximum(
            self.at_least[rows],
            np.exp(course.log_income[t - 1, rows] + self.log_effect[rows]) + self.added[rows])
        here = followed.rows[slots]
        self.true_income[t, slots] = np.maximum(
            self.at_least[here],
            np.exp(course.true_log_income[t - 1, here] + self.log_effect[here]) + self.added[here])
        self._top_up(t)
        bits, area = self.bits[t, slots], followed.area[slots]
        found = review(self.study, t, area, self.income[t, here], bits)
        self.statuses[t][:, slots] = official(
            followed, self.scenario, t, self.statuses[t - 1][:, slots], found, slots)
        self.true_statuses[t][:, slots] = review(
            self.study, t, area, self.true_income[t, slots], bits)


def tops_up(programme, t):
    """Whether a programme pays the gap to a line in year t."""
    amount = programme.amount[t] if programme.amount else None
    return isinstance(amount, SimpleNamespace) and not hasattr(amount, "less")


def chosen_of(applicants, which):
    return SimpleNamespace(**{name: column[which] for name, column in vars(applicants).items()})
