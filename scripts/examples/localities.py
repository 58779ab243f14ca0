#!/usr/bin/python3
"""Where the poor live: a figure from a results file, made with xarray, pandas and matplotlib.

    scripts/examples/localities.py FILE PICTURE [YEAR] [TABLE.csv]

For each locality the poor households of the baseline at the end of a year (default: the last), by
the review under the national standard: every replicate a dot, their mean a bar. TABLE.csv gets the
numbers, a row for each locality and replicate.
"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot  # noqa: E402
import xarray  # noqa: E402

pyplot.rcParams["text.parse_math"] = False  # a study's texts are no formulas


def table_of(path, year=None):
    """A row for each locality and replicate: locality, title, replicate, poor."""
    file = xarray.open_dataset(path)
    poor = file["poor"].sel(scenario=file.attrs["baseline"], standard=file.attrs["national"],
                            year=year or int(file["year"][-1]))
    poor = poor.sel(group=[one for one in file["group"].values if one.startswith("locality:")])
    table = poor.to_dataframe().reset_index()
    titles = "group_title_en" if "group_title_en" in table else "group"
    return table.rename(columns={"group": "locality", titles: "title"})[
        ["locality", "title", "year", "replicate", "poor"]]


def draw(table):
    means = table.groupby("title")["poor"].mean().sort_values()
    rows = {title: row for row, title in enumerate(means.index)}
    figure, axes = pyplot.subplots(figsize=(7, 1.2 + 0.28 * len(means)))
    axes.barh(range(len(means)), means, height=0.6, color="#56B4E9", label="mean")
    axes.plot(table["poor"], table["title"].map(rows), "o", color="black", alpha=0.35,
              markersize=2.5, label="a replicate")
    axes.set_yticks(range(len(means)), means.index)
    axes.set_xlim(left=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"Poor households at the end of {table['year'].iloc[0]}, on the official list",
                   loc="left")
    axes.legend(loc="lower right", frameon=False)
    figure.tight_layout()
    return figure


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    path, picture, *more = sys.argv[1:]
    table = table_of(path, int(more[0]) if more else None)
    draw(table).savefig(picture, dpi=120)
    if len(more) > 1:
        table.to_csv(more[1], index=False)
