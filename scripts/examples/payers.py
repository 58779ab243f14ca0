#!/usr/bin/python3
"""Who pays: a figure from a results file, made with xarray, pandas and matplotlib.

    scripts/examples/payers.py FILE PICTURE [TABLE.csv]

For each scenario what its programmes cost over all years, by payer, mean of the replicates. TABLE.csv
gets the numbers, a row for each scenario and a column for each payer, in the study's currency.
"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot  # noqa: E402
import matplotlib.ticker as ticker  # noqa: E402
import xarray  # noqa: E402

pyplot.rcParams["text.parse_math"] = False  # a study's texts are no formulas

SCALES = [(1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1, "")]
COLOURS = ["#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#999999"]


def table_of(path):
    """Money by scenario and payer."""
    spending = xarray.open_dataset(path)["spending"].sel(spending_group="province")
    # no year of the base: it is missing, and sum() leaves out what is
    totals = spending.sum(["year", "programme"]).mean("replicate")
    return totals.reset_coords(drop=True).to_series().unstack("payer")[
        [str(one) for one in spending["payer"].values]]


def draw(table, file):
    scenarios = dict(zip(file["scenario"].values, file["scenario_title_en"].values))
    payers = dict(zip(file["payer"].values, file["payer_title_en"].values))
    unit, word = next(one for one in SCALES if table.sum(axis=1).max() >= one[0] or one[0] == 1)
    table = (table / unit).reindex([one for one in scenarios][::-1])
    figure, axes = pyplot.subplots(figsize=(8, 1.8 + 0.3 * len(table)))
    table.rename(index=scenarios, columns=payers).plot.barh(
        ax=axes, stacked=True, width=0.7, color=COLOURS[:len(payers)])
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylabel("")
    axes.set_title(f"Spending of all years [{word}{file.attrs['currency']}]", loc="left")
    axes.xaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,g}"))
    axes.get_legend().remove()
    figure.legend(loc="lower center", ncol=2, frameon=False, fontsize=9)
    legend_height = 0.1 + 0.2 * ((len(payers) + 1) // 2)  # [inch]
    figure.tight_layout(rect=(0, legend_height / figure.get_figheight(), 1, 1))
    return figure


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    path, picture, *more = sys.argv[1:]
    table = table_of(path)
    draw(table, xarray.open_dataset(path)).savefig(picture, dpi=120)
    if more:
        table.to_csv(more[0])
