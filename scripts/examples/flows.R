#!/usr/bin/env Rscript
# Who leaves the list and who comes onto it: a figure from a results file, made with R and ncdf4.
#
#   Rscript scripts/examples/flows.R FILE PICTURE.png [TABLE.csv]
#
# For each year the households of the baseline that leave poverty and those that fall into it, by the
# official list of the national standard: means of the replicates, and their 5th and 95th percentile.
# R has the dimensions of the file in reverse order. TABLE.csv gets the numbers.

library(ncdf4)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 2) stop("FILE PICTURE.png [TABLE.csv]")

# ncdf4 prints a remark on each number of 64 bits; counts have 32
invisible(capture.output(file <- nc_open(arguments[1])))
attribute <- function(name) ncatt_get(file, 0, name)$value
place <- function(dimension, member) which(file$dim[[dimension]]$vals == member)
years <- file$dim$year$vals
replicates <- file$dim$replicate$len

# [year, replicate] of a flow of the province; it is missing at the base year, and where the standard
# takes over the list of another
flow <- function(name) {
    start <- c(place("group", "province"), 1, 1, place("standard", attribute("national")),
               place("scenario", attribute("baseline")))
    values <- ncvar_get(file, name, start, c(1, -1, -1, 1, 1), collapse_degen = FALSE)
    matrix(values, nrow = length(years), ncol = replicates)[-1, , drop = FALSE]
}

# the values of ranks ceiling(n p) and n + 1 - ceiling(n p), p = 5 %
percentiles <- function(values) {
    if (anyNA(values)) return(c(NA, NA))
    rank <- ceiling(length(values) / 20)
    sort(values)[c(rank, length(values) + 1 - rank)]
}

summarised <- function(name) {
    values <- flow(name)
    ends <- apply(values, 1, percentiles)
    data.frame(flow = name, year = years[-1], mean = rowMeans(values),
               q05 = ends[1, ], q95 = ends[2, ])
}
exits <- summarised("exits")
entries <- summarised("entries")

png(arguments[2], width = 840, height = 540, res = 120)
par(mar = c(3, 4, 3, 1), las = 1)
heights <- rbind(exits$mean, entries$mean)
bars <- barplot(heights, beside = TRUE, names.arg = exits$year, col = c("#0072B2", "#D55E00"),
                border = NA, ylim = c(0, max(exits$q95, entries$q95, na.rm = TRUE) * 1.05), ylab = "households",
                main = "Households that leave poverty, and that fall into it")
low <- rbind(exits$q05, entries$q05)
high <- rbind(exits$q95, entries$q95)
segments(bars, low, bars, high)
legend("topright", c("leave", "fall"), fill = c("#0072B2", "#D55E00"), border = NA, bty = "n")
invisible(dev.off())

if (length(arguments) > 2) write.csv(rbind(exits, entries), arguments[3], row.names = FALSE)
nc_close(file)
