#!/usr/bin/python3
"""Draws a first picture of a results file.

    scripts/plot.py FILE [-o PICTURE] [--standard ID] [--data TABLE.csv]

For a run, the picture shows the poor households of the province by year and scenario, as the review
finds them. The baseline has its 5th to 95th percentile and is shown with the official counts. A second panel
shows by how many households each scenario differs from the baseline in the last year. For a sweep,
the picture shows the poor of the last year against each number that was varied. The ending of its
name decides whether the picture is a PNG, SVG or PDF. The table has the numbers of the picture.
"""
import argparse
import os
import pathlib
import shutil
import tempfile

try:
    import matplotlib
    import netCDF4  # noqa: F401  the reader that xarray is told to take
    import pandas
    import xarray
except ModuleNotFoundError as error:
    raise SystemExit(f"plot.py: {error.name} is not installed; "
                     f"{pathlib.Path(__file__).parent / 'install-packages'} plot installs it")

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot  # noqa: E402
import matplotlib.ticker as ticker  # noqa: E402

# the colours of Okabe and Ito, which colour-blind readers can tell apart
BASELINE, OTHERS = "#0072B2", ["#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
MARKS = {"built-in": ("s", "counted: built in"), "fit": ("D", "counted: fitted"),
         "held-out": ("o", "counted: held out"), "information": ("x", "counted: for information")}

# texts of a study are not formulas; equal numbers give equal bytes
pyplot.rcParams.update({"text.parse_math": False, "svg.hashsalt": "povex", "font.size": 9,
                        "axes.spines.top": False, "axes.spines.right": False})


def open_results(path):
    try:
        root = xarray.open_dataset(path, engine="netcdf4")
    except OSError as error:
        raise SystemExit(f"{path}: cannot be read ({error.strerror or error})")
    if root.attrs.get("format") != "povex-results":
        raise SystemExit(f"{path}: not a results file of povex")
    if int(root.attrs["format_version"]) != 2:
        raise SystemExit(f"{path}: format {root.attrs['format_version']}, this script reads 2")
    return root


def titles(root, dimension):
    """Names of the members of a dimension: the title, or the id if there is no title."""
    ids = [str(member) for member in root[dimension].values]
    given = root.coords.get(f"{dimension}_title_en")
    return {one: str(title) or one
            for one, title in zip(ids, ids if given is None else given.values)}


def by_year(path, standard):
    """Poor households with mean, q05 and q95: a row for each scenario and year."""
    poor = xarray.open_dataset(path, group="summary")["poor"]
    poor = poor.sel(group="province", standard=standard, statistic=["mean", "q05", "q95"])
    return poor.reset_coords(drop=True).to_series().unstack("statistic").reset_index()


def differences(path, standard):
    """Differences from the baseline in the last year, with mean, q05 and q95."""
    poor = xarray.open_dataset(path, group="difference")["poor"].isel(year=-1)
    poor = poor.sel(group="province", standard=standard, statistic=["mean", "q05", "q95"])
    return poor.reset_coords(drop=True).to_series().unstack("statistic").reset_index()


def counted(path, standard):
    """Official counts of the poor households of the province under this standard."""
    actual = xarray.open_dataset(path, group="actual")
    if "value" not in actual:
        return pandas.DataFrame(columns=["year", "value", "role"])
    table = actual[["year", "standard", "group", "what", "value", "role"]].to_dataframe()
    return table[(table["group"] == "province") & (table["what"] == "poor")
                 & (table["standard"] == standard)][["year", "value", "role"]]


def colours_of(baseline, differing):
    """A colour for each scenario: its own if it differs most, otherwise grey."""
    colours = {one: "#777777" for one in differing["scenario"]}
    most = differing.assign(size=differing["mean"].abs()).sort_values("size", ascending=False)
    for one, colour in zip(most[most["scenario"] != baseline]["scenario"], OTHERS):
        colours[one] = colour
    colours[baseline] = BASELINE
    return colours


def draw_years(axes, table, points, baseline, colours, names):
    for one, rows in table.groupby("scenario", sort=False):
        is_baseline = one == baseline
        axes.plot(rows["year"], rows["mean"], color=colours[one],
                  linewidth=2.2 if is_baseline else 1.2, zorder=3 if is_baseline else 2)
        if is_baseline:
            axes.fill_between(rows["year"], rows["q05"], rows["q95"], color=colours[one],
                              alpha=0.2, linewidth=0, label=f"{names[one]}, 5th to 95th percentile")
    for role, rows in points.groupby("role"):
        mark, label = MARKS[role]
        axes.scatter(rows["year"], rows["value"], marker=mark, s=34, label=label, zorder=4,
                     facecolors="black" if mark == "x" else "white", edgecolors="black",
                     clip_on=False)
    low_at_last = table[table["year"] == table["year"].max()]["q95"].max() < 0.6 * table["q95"].max()
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(ticker.MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    axes.set_title("Poor households on the official list", loc="left", fontsize=10)
    axes.legend(loc="upper right" if low_at_last else "lower left", frameon=False, fontsize=8)


def draw_differences(axes, table, baseline, colours, names, year):
    table = table[table["scenario"] != baseline].sort_values("mean", ascending=False)
    axes.axvline(0, color=BASELINE, linewidth=2.2)
    for row, one in enumerate(table.itertuples()):
        axes.plot([one.q05, one.q95], [row, row], color=colours[one.scenario], linewidth=1.6)
        axes.plot(one.mean, row, "o", color=colours[one.scenario], markersize=5)
    axes.yaxis.tick_right()
    axes.set_yticks(range(len(table)), [names[one] for one in table["scenario"]], fontsize=8)
    for label, one in zip(axes.get_yticklabels(), table["scenario"]):
        label.set_color(colours[one])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:+,g}".replace("-", "−") if x else "0")
    axes.set_title(f"More (+) or fewer (−) than the baseline, end of {year}", loc="left",
                   fontsize=10)


def draw_run(root, path, standard):
    baseline = root.attrs["baseline"]
    names = titles(root, "scenario")
    table, points = by_year(path, standard), counted(path, standard)
    table["scenario"] = pandas.Categorical(table["scenario"], list(names), ordered=True)
    table = table.sort_values(["scenario", "year"])
    differing = differences(path, standard)
    colours = colours_of(baseline, differing)
    several = len(names) > 1
    rows = 3.0 + 0.16 * max(0, len(names) - 6)
    figure, panels = pyplot.subplots(
        1, 2 if several else 1, figsize=(11 if several else 6.5, rows + 1.0), squeeze=False,
        gridspec_kw={"width_ratios": [3, 2]} if several else None)
    draw_years(panels[0][0], table, points, baseline, colours, names)
    if several:
        draw_differences(panels[0][1], differing, baseline, colours, names, table["year"].max())
    return figure, table.merge(differing, on="scenario", suffixes=("", "_difference"))


def draw_sweep(root, path, standard):
    poor = xarray.open_dataset(path, group="summary")["poor"].isel(year=-1)
    poor = poor.sel(group="province", standard=standard, statistic="mean")
    factors = [name for name, one in root.coords.items()
               if one.dims == ("point",) and name != "point"]
    names = titles(root, "scenario")
    table = poor.reset_coords(factors)["poor"].reset_coords(drop=True).to_series().unstack(
        "scenario")[list(names)]
    for name in factors:
        table.insert(0, name, root[name].values)
    figure, panels = pyplot.subplots(1, len(factors), figsize=(1.5 + 4.2 * len(factors), 4),
                                     squeeze=False, sharey=True)
    for axes, name in zip(panels[0], factors):
        for one, colour in zip(names, [BASELINE, *OTHERS, *["#777777"] * len(names)]):
            axes.plot(table[name], table[one], "o", color=colour, markersize=4, label=names[one])
        axes.set_xlabel(name)
    year = int(root["year"].values[-1])
    panels[0][0].set_title(f"Poor households on the official list, end of {year}", loc="left",
                           fontsize=10)
    panels[0][-1].legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize=8)
    return figure, table.reset_index()


def footnote(root, standard):
    spread = "chance alone" if root.attrs["uncertainty"] == "fixed" else "chance and parameters"
    return (f"{titles(root, 'standard')[standard]}. Means of {root.sizes['replicate']} replicates; "
            f"bands and bars go from their 5th to their 95th percentile, spread by {spread}.")


def replace(target, source, write):
    """Write a file that replaces another only when it is whole, and never the results."""
    if target.exists() and target.samefile(source):
        raise SystemExit(f"{target} is the results file; name another")
    target = target.resolve()
    with tempfile.TemporaryDirectory(prefix=".povex-plot-", dir=target.parent) as folder:
        new = pathlib.Path(folder) / target.name
        write(new)
        if target.exists():
            shutil.copymode(target, new)
        os.replace(new, target)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("file", metavar="FILE", help="a results file of povex run or povex sweep")
    options.add_argument("-o", "--output", metavar="PICTURE",
                         help="PNG, SVG or PDF (default: the name of FILE with .png, here)")
    options.add_argument("--standard", metavar="ID", help="standard by which to count (default: the national one)")
    options.add_argument("--data", metavar="TABLE.csv", help="also write the numbers of the picture")
    given = options.parse_args()
    root = open_results(given.file)
    standard = given.standard or root.attrs["national"]
    if standard not in root["standard"].values:
        raise SystemExit(f"--standard is {standard}: the file has "
                         + ", ".join(map(str, root["standard"].values)))
    draw = draw_sweep if "point" in root.dims else draw_run
    figure, table = draw(root, given.file, standard)
    picture = pathlib.Path(given.output or pathlib.Path(given.file).stem + ".png")
    figure.suptitle(root.attrs["title"] or picture.stem, x=0.01, ha="left", fontsize=12)
    figure.text(0.01, 0.01, footnote(root, standard), fontsize=8, color="#555555")
    figure.tight_layout(rect=(0, 0.04, 1, 1))
    metadata = {"Date": None} if picture.suffix == ".svg" else None
    replace(picture, given.file, lambda new: figure.savefig(new, dpi=120, metadata=metadata))
    if given.data:
        replace(pathlib.Path(given.data), given.file, lambda new: table.to_csv(new, index=False))
    print(picture)


if __name__ == "__main__":
    main()
