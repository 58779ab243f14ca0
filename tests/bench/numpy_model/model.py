"""One replicate of all scenarios: nature once, then each scenario on the same draws."""

import numpy as np

from .nature import Course, Draws, Followed, Untouched, walk_incomes, works_of
from .policy import Projection
from .tally import Measures, Tally


class Model:
    def __init__(self, study, populations, everybody):
        self.study, self.populations, self.everybody = study, populations, everybody
        self.measures = Measures(study)
        observed = works_of(study, study.records.growth_observed_under)
        self.works = []
        for scenario in study.scenarios:
            works = works_of(study, scenario)
            works.log_income = works.log_income - observed.log_income
            self.works.append(works)
        first = study.records.baseline
        self.order = [first] + [s for s in range(len(study.scenarios)) if s != first]

    def _course_key(self, s):
        works = self.works[s]
        return (tuple(self.study.scenarios[s].event), works.log_income.tobytes(),
                None if works.holds is None else works.holds.tobytes())

    def _courses(self, population, draws):
        walked = walk_incomes(self.study, population, draws)
        courses = {}
        for s in self.order:
            key = self._course_key(s)
            if key not in courses:
                courses[key] = Course(self.study, population, draws,
                                      self.study.scenarios[s].event, self.works[s], walked)
        return courses

    def replicate(self, number):
        """Variables by scenario, in the order of the study's scenarios."""
        study = self.study
        population = study.population(number % self.populations)
        draws = Draws(study.records.seed, number)
        courses = self._courses(population, draws)
        near = np.logical_or.reduce([c.near_a_line() for c in courses.values()])
        followed = Followed(study, population, draws, near)
        deprived = {key: followed.deprived(course) for key, course in courses.items()}
        untouched, tallies, results = {}, {}, {}
        baseline = None
        self.touched = 0
        for s in self.order:
            key = self._course_key(s)
            scenario = study.scenarios[s]
            variant = (key, scenario.applies, scenario.leaves, tuple(scenario.removed))
            if variant not in untouched:
                untouched[variant] = Untouched(courses[key], followed, scenario, deprived[key])
            nature = untouched[variant]
            projection = Projection(study, courses[key], followed, nature, s, self.everybody)
            if baseline is None:
                baseline = projection.statuses
            self.touched += int(projection.touched.sum())
            tally = Tally(study)
            if self.everybody:
                tally.count_incomes(projection, slice(None))
            else:
                if variant not in tallies:
                    tallies[variant] = Tally(study)
                    tallies[variant].count_incomes(nature, slice(None))
                tally.with_incomes_of(tallies[variant])
                rows = np.flatnonzero(projection.touched)
                tally.count_incomes(nature, rows, -1)
                tally.count_incomes(projection, rows, 1)
            tally.count_listed(followed, projection, baseline)
            results[s] = self.measures.of(tally, projection)
        return [results[s] for s in range(len(study.scenarios))]
