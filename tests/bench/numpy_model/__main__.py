"""The model of povex in NumPy: the same study, vectorised over households, as a good user of NumPy
would write it. scripts/bench measures the engine against it and checks that they agree.

    python3 tests/bench/numpy_model FOLDER [-n REPLICATES] [--every all|touched] [-o RESULTS.npz]

FOLDER is what povex-bench-population wrote.
"""

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")      # one thread, as the engine it stands beside
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np  # noqa: E402

from numpy_model.model import Model  # noqa: E402
from numpy_model.study import Study  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(prog="numpy_model", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("-n", "--replicates", type=int, default=1)
    parser.add_argument("--every", choices=["all", "touched"], default="touched",
                        help="compute every scenario for all households, or for those alone whom "
                             "it touches")
    parser.add_argument("--warm-up", type=int, default=0,
                        help="replicates before those that are timed and kept")
    parser.add_argument("-o", "--output", help="results by replicate, .npz")
    return parser.parse_args()


def main():
    options = arguments()
    study = Study(options.folder)
    populations = study.file["population"].shape[0]
    model = Model(study, populations, options.every == "all")
    for number in range(options.warm_up):
        model.replicate(number)
    seconds, results = [], []
    touched = 0
    for number in range(options.warm_up, options.warm_up + options.replicates):
        start = time.process_time()
        result = model.replicate(number)
        seconds.append(time.process_time() - start)
        touched += model.touched
        if options.output:
            results.append(result)
    if options.output:
        np.savez(options.output, scenarios=[s.id for s in study.scenarios], **{
            name: np.array([[scenario[name] for scenario in result] for result in results])
            for name in results[0][0]})
    scenarios = len(study.scenarios)
    print(json.dumps({
        "seconds": seconds, "households": study.households, "years": study.years,
        "scenarios": scenarios,
        "touched_share": touched / (len(seconds) * scenarios * study.households),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
