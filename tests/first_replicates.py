"""Whether the replicates of one results file are the first replicates of another, bit for bit.

    python3 first_replicates.py FEW.h5 MANY.h5

Compares every dataset of the root group that has the dimension `replicate`, by its values along it.
"""

import sys

import h5py


def replicate_axis(dataset):
    """Position of the dimension scale `replicate`, or None."""
    for axis, dimension in enumerate(dataset.dims):
        if any(scale.name == "/replicate" for scale in dimension.values()):
            return axis
    return None


def main(few_path, many_path):
    compared = 0
    wrong = []
    with h5py.File(few_path) as few, h5py.File(many_path) as many:
        replicates = few["replicate"].shape[0]
        if not replicates < many["replicate"].shape[0]:
            sys.exit(f"{many_path} has no more replicates than {few_path}")
        for name, dataset in few.items():
            if not isinstance(dataset, h5py.Dataset):
                continue
            axis = replicate_axis(dataset)
            if axis is None:
                continue
            first = (slice(None),) * axis + (slice(0, replicates),)
            if dataset[()].tobytes() != many[name][first].tobytes():
                wrong.append(name)
            compared += 1
    if wrong:
        sys.exit(f"not the first {replicates} replicates of {many_path}: {', '.join(wrong)}")
    if compared < 5:
        sys.exit(f"only {compared} variables with replicates in {few_path}")
    print(f"{compared} variables: the first {replicates} replicates are the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
