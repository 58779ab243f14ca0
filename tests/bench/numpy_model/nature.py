"""What happens to households whatever the policy: random numbers, incomes, shocks, deprivations."""

import math
from types import SimpleNamespace

import numpy as np

from .study import is_works, normal_cdf, normal_quantile, review, running


class Draws:
    """The random numbers of one replicate: drawn when first asked for, then the same for all
    scenarios."""

    def __init__(self, seed, replicate):
        self.random = np.random.Generator(np.random.SFC64([seed, replicate]))
        self.known = {}

    def _once(self, key, draw):
        if key not in self.known:
            self.known[key] = draw()
        return self.known[key]

    def uniforms(self, shape, *key):
        return self._once(key, lambda: self.random.random(shape, np.float32))

    def normals(self, shape, *key):
        return self._once(key, lambda: self.random.standard_normal(shape, np.float32))


def piecewise_linear(population, place, score):
    """x(q): log income relative to the stratum's mean."""
    knots = population.knot_score[place].astype(np.float32)
    slopes = population.slope[place]
    x = np.float32(slopes[0]) * (score - knots[0])
    x += np.float32(population.knot_log_income[place, 0])
    for knot, bend in zip(knots, np.diff(slopes)):
        x += np.float32(bend) * np.maximum(score - knot, np.float32(0.0))
    return x


def walk_incomes(study, population, draws):
    """Log incomes [year][household] without events and the difference of works, measured and
    true; in money."""
    law = study.records.nature
    s = law.scores
    permanent, autoregressive, transitory, lasting, passing, innovation, truth = np.sqrt(
        [s.permanent, s.autoregressive, s.transitory, s.review * s.review_persistence,
         s.review * (1 - s.review_persistence), 1 - s.rho**2, 1 / (1 - s.review)]
    ).astype(np.float32)
    rho, sigma = np.float32(s.rho), np.float32(law.sigma_permanent)
    measured = np.empty((study.years, study.households), np.float32)
    true = np.empty_like(measured)
    for place, rows in study.blocks:
        stratum = study.records.register.places[place].stratum
        shift = math.log(law.mean_income[stratum])
        noise = draws.random.standard_normal((4 if sigma else 3, study.years,
                                              rows.stop - rows.start), np.float32)
        z = population.autoregressive[rows]
        stays = permanent * population.permanent[rows]
        error = lasting * population.review[rows]
        zeta = np.float32(0.0)
        for t in range(study.years):
            z = rho * z + innovation * noise[0, t]
            q = stays + autoregressive * z + transitory * noise[1, t]
            shift += math.log1p(law.growth[stratum][t + 1])
            if sigma:
                zeta = zeta + sigma * noise[3, t] - sigma**2 / 2
            here = np.float32(shift) + zeta
            measured[t, rows] = piecewise_linear(
                population, place, q + error + passing * noise[2, t]) + here
            true[t, rows] = piecewise_linear(population, place, q * truth) + here
    return measured, true


def expected_loss(shock):
    """E[max(0, N(loss, deviation^2))]."""
    if not shock.loss_deviation:
        return max(0.0, shock.loss)
    z = shock.loss / shock.loss_deviation
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return shock.loss * float(normal_cdf(z)) + shock.loss_deviation * density


def hit_chance(study, shock, t, k, draws):
    """By locality: the chance of being hit, given what the locality as a whole met."""
    p = np.array(shock.probability)
    if t == 0 or not (shock.recurring or shock.happens[t]):
        return np.zeros(len(p), np.float32)
    common = draws.normals(len(p), "weather", k, t)
    if shock.common:
        p = normal_cdf((normal_quantile(p) - math.sqrt(shock.common) * common)
                       / math.sqrt(1 - shock.common)) * (p > 0)
    return p.astype(np.float32)


class Course:
    """Nature as it is for scenarios with the same events and works for places."""

    def __init__(self, study, population, draws, events, works, walked):
        self.study, self.population, self.draws = study, population, draws
        self.events, self.holds = events, works.holds
        self.log_income, self.true_log_income = walked
        self.hits, self.set_by_hits = {}, {}
        if any(events) or works.log_income.any():
            self.log_income, self.true_log_income = (x.copy() for x in walked)
            self._add_works(works.log_income)
            for k in np.flatnonzero(events):
                self._strike(k)

    def _add_works(self, log_income):
        for place, rows in self.study.blocks if log_income.any() else ():
            for t in range(self.study.years):
                self.log_income[t, rows] += log_income[place, t + 1]
                self.true_log_income[t, rows] += log_income[place, t + 1]

    def _strike(self, k):
        study, draws, shock = self.study, self.draws, self.study.shocks[k]
        exposed = np.array(shock.hits_sector)[study.sector]
        usual = 0.0
        for t in range(1, study.reviews):
            chance = hit_chance(study, shock, t, k, draws)
            rows = np.empty(0, np.intp)
            if chance.any():
                u = draws.uniforms(study.households, "hit", k, t)
                rows = np.flatnonzero((u < chance[study.locality]) & exposed)
            loss = np.full(len(rows), shock.loss, np.float32)
            if shock.loss_deviation and len(rows):
                loss += np.float32(shock.loss_deviation) * draws.normals(
                    study.households, "loss", k, t)[rows]
            loss = np.maximum(loss, 0)
            self.hits[k, t] = rows, loss
            for u in range(t, study.reviews):
                self._take(u, rows, loss * np.float32(shock.decay**(u - t)))
            if shock.recurring:
                usual = shock.decay * usual + expected_loss(shock)
                self._take(t, exposed, -np.float32(usual) * np.array(
                    shock.probability, np.float32)[study.locality[exposed]])
            for j, i in enumerate(study.indicators):
                if shock.deprives and shock.deprives[i.bit] and len(rows):
                    u = draws.uniforms(study.households, "set by hit", k, t, j)[rows]
                    self.set_by_hits.setdefault((t, j), []).append(
                        rows[u < shock.deprives[i.bit]])

    def _take(self, t, rows, loss):
        self.log_income[t - 1, rows] -= loss
        self.true_log_income[t - 1, rows] -= loss

    def near_a_line(self):
        """Who is at or below a line at any review, measured or true."""
        bound = self.study.log_bound
        near = np.log(self.population.income) <= bound[0]
        near |= np.log(self.population.true_income) <= bound[0]
        for x in (self.log_income, self.true_log_income):
            for t in range(self.study.years):
                near |= x[t] <= bound[t + 1]
        return near


class Followed:
    """The F households near a line in some year of some scenario: deprivations, statuses and
    targeted programmes are theirs alone."""

    def __init__(self, study, population, draws, near):
        self.rows = np.flatnonzero(near)
        self.slot = np.full(study.households, -1, np.int32)
        self.slot[self.rows] = np.arange(len(self.rows))
        self.study, self.population, self.draws = study, population, draws
        for name in ("cell", "area", "locality", "stratum", "size", "place"):
            setattr(self, name, getattr(study, name)[self.rows])
        self.scope = [scope[self.rows] for scope in study.scope]
        self.applicable = population.applicable[self.rows]
        if any(i.explicit_chain for i in study.indicators):
            raise SystemExit("chains by entry and exit are not modelled here")
        turnover = np.array([i.turnover for i in study.indicators], np.float32)
        level = population.levels(self.rows)
        self.entry = turnover * level
        self.stay = 1 - turnover * (1 - level)
        self.u = [None] + [draws.random.random((len(self.rows), len(study.indicators)), np.float32)
                           for _ in range(study.years)]
        self.of_everybody = {}
        for j in asked_of_everybody(study):
            for t in range(1, study.reviews):
                u = draws.uniforms(study.households, "step", j, t)
                self.u[t][:, j] = u[self.rows]

    def uniforms(self, *key):
        return self.draws.uniforms(len(self.rows), *key)

    def deprived(self, course):
        """Bits [review][F][indicator], untouched by any programme."""
        bits = np.empty((self.study.reviews, *self.applicable.shape), bool)
        bits[0] = self.population.bits[self.rows]
        for t in range(1, self.study.reviews):
            bits[t] = self.step(course, t, bits[t - 1], slice(None))
        return bits

    def step(self, course, t, before, slots, holds=None):
        """Next year's bits: one coupled draw for each, then what this year's hits set."""
        entry, stay = self.entry[slots], self.stay[slots]
        if holds is not None:
            entry = entry * holds
        if course.holds is not None:
            of_place = course.holds[self.place[slots], t]
            entry, stay = entry * of_place, stay * of_place
        after = self.u[t][slots] < np.where(before, stay, entry)
        for (year, j), lists in course.set_by_hits.items():
            if year == t:
                hit = np.zeros(len(self.slot), bool)
                hit[np.concatenate(lists)] = True
                after[:, j] |= hit[self.rows[slots]]
        return after & self.applicable[slots]

    def deprived_of_everybody(self, course, j, until):
        """Bit j of all households at a review, untouched: what a programme for everybody asks."""
        if (course, j, until) not in self.of_everybody:
            self.of_everybody[course, j, until] = self._deprived_of_everybody(course, j, until)
        return self.of_everybody[course, j, until].copy()

    def _deprived_of_everybody(self, course, j, until):
        population, study = self.population, self.study
        turnover = np.float32(study.indicators[j].turnover)
        level = population.levels_of_everybody(j)
        bits = population.bits[:, j]
        for t in range(1, until + 1):
            entry, stay = turnover * level, 1 - turnover * (1 - level)
            if course.holds is not None:
                of_place = course.holds[study.place, t, j]
                entry, stay = entry * of_place, stay * of_place
            bits = self.draws.uniforms(study.households, "step", j, t) < np.where(bits, stay, entry)
            for rows in course.set_by_hits.get((t, j), ()):
                bits[rows] = True
            bits &= population.applicable[:, j]
        return bits


def asked_of_everybody(study):
    """The indicators that are needs of programmes for everybody."""
    return sorted({j for scenario in study.scenarios for p in running(scenario)
                   if p.standing[0] and p.needs
                   for j, i in enumerate(study.indicators) if p.needs >> i.bit & 1})


def works_of(study, scenario):
    """What works for places do by place and review: log income, and factors on the chains."""
    places = study.records.register.places
    log_income = np.zeros((len(places), study.reviews), np.float32)
    holds = np.ones((len(places), study.reviews, len(study.indicators)), np.float32)
    for p, runs in zip(scenario.programmes, scenario.runs):
        if not (runs and is_works(p)):
            continue
        spent = np.cumsum([0] + p.budget[1:])
        index = np.concatenate([np.zeros(p.lag), spent])[:study.reviews] / p.full_budget
        there = [i for i, place in enumerate(places)
                 if p.in_locality[place.locality] and p.in_stratum[place.stratum]]
        log_income[there] += np.float32(p.log_effect) * index.astype(np.float32)
        if p.holds:
            factors = np.array([p.holds[i.bit] for i in study.indicators])
            holds[there] *= (factors ** index[:, None]).astype(np.float32)
    return SimpleNamespace(log_income=log_income, holds=None if (holds == 1).all() else holds)


class Untouched:
    """Households as nature has them under one set of list rules: what scenarios start from."""

    def __init__(self, course, followed, scenario, bits):
        study, self.course, self.followed = course.study, course, followed
        population, rows, floor = course.population, followed.rows, study.records.income_floor
        self.income = np.empty((study.reviews, study.households), np.float32)
        self.income[0] = population.income
        np.maximum(np.exp(course.log_income), np.float32(floor), out=self.income[1:])
        self.true_income = np.empty((study.reviews, len(rows)), np.float32)
        self.true_income[0] = population.true_income[rows]
        self.true_income[1:] = np.maximum(np.exp(course.true_log_income[:, rows]), floor)
        self.bits = bits
        self.statuses = np.empty((study.reviews, study.standards, len(rows)), np.uint8)
        self.true_statuses = np.empty_like(self.statuses)
        self.statuses[0] = population.statuses[:, rows]
        self.true_statuses[0] = population.true_statuses[:, rows]
        for t in range(1, study.reviews):
            found = review(study, t, followed.area, self.income[t, rows], bits[t])
            self.statuses[t] = official(followed, scenario, t, self.statuses[t - 1], found)
            self.true_statuses[t] = review(study, t, followed.area, self.true_income[t], bits[t])


def official(followed, scenario, t, before, found, slots=slice(None)):
    """Official statuses by the rules of the list, from last year's and what the review finds."""
    removal = scenario.removed[t] if len(scenario.removed) > t else 0.0
    if scenario.applies >= 1 and scenario.leaves >= 1 and removal <= 0:
        return found

    def chance(which, probability):
        """One uniform each for household and year, under all standards."""
        if probability in (0, 1):
            return np.bool_(probability)
        return followed.uniforms("list", which, t)[slots] < probability
    comes = chance("applies", min(scenario.applies, 1))
    goes = chance("leaves", min(scenario.leaves, 1))
    removed = chance("removed", removal)
    targeting = followed.study.records.targeting
    lists = [targeting[t - 1] if s == targeting[t] else s for s in range(len(found))]
    had = before[lists]
    status = np.where((found > 0) & ((had > 0) | comes) & ~removed, found, 0)
    return np.where((found == 0) & ~goes & ~removed, had, status).astype(np.uint8)
