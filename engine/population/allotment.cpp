#include "engine/population/allotment.hpp"

#include <numeric>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"

namespace povex {

namespace {

/// The most that a place can have on the list: fewer than half, since the anchored income law has
/// its anchor below the median.
std::int64_t room_in(Place const& place) {
    return static_cast<std::int64_t>(most_listed * static_cast<double>(place.households()));
}

/// Cumulative weights of the places, the mean of a locality's total replaced by its drawn share.
std::vector<double> drawn_weights(Register const& r, Places const& places, double concentration,
                                  Stream const& stream) {
    std::vector<double> place_weight;
    std::vector<double> locality_weight(places.localities.size());
    for (Place const& place : r.places) {
        place_weight.push_back(static_cast<double>(place.households()) *
                               places.strata[place.stratum].odds);
        locality_weight[place.locality] += place_weight.back();
    }
    double const total = std::accumulate(locality_weight.begin(), locality_weight.end(), 0.0);

    std::vector<std::size_t> open;  // localities that can have a listed household at all
    std::vector<double> shapes;
    for (std::size_t l = 0; l < locality_weight.size(); ++l) {
        if (!(locality_weight[l] > 0.0)) continue;
        open.push_back(l);
        shapes.push_back(concentration * locality_weight[l] / total);
    }
    std::vector<double> shares(shapes.size());
    Sequence sequence(stream, 0, 0, purpose(Use::locality_share));
    dirichlet(shapes, sequence, shares);

    std::vector<double> factor(locality_weight.size(), 0.0);
    for (std::size_t i = 0; i < open.size(); ++i) {
        factor[open[i]] = shares[i] / locality_weight[open[i]];
    }
    std::vector<double> cumulative;
    double sum = 0.0;
    for (std::size_t p = 0; p < r.places.size(); ++p) {
        cumulative.push_back(sum += place_weight[p] * factor[r.places[p].locality]);
    }
    return cumulative;
}

}  // namespace

Allotment allot(Register const& r, Places const& places, std::int64_t poor, std::int64_t near_poor,
                double concentration, std::uint64_t seed, std::uint32_t population) {
    std::int64_t const listed = poor + near_poor;
    std::int64_t room = 0;
    for (Place const& place : r.places) {
        if (places.strata[place.stratum].odds > 0.0) {
            room += room_in(place);
        }
    }
    if (listed > room) {
        throw InputError(
            fmt::format("{} listed households do not fit ({} could be listed)", listed, room),
            "see counts.poor, counts.near_poor and the odds of the strata");
    }
    Stream const stream(seed, Module::synthesis, population);
    auto const cumulative = drawn_weights(r, places, concentration, stream);
    Allotment result{std::vector<std::int64_t>(r.places.size()),
                     std::vector<std::int64_t>(r.places.size())};
    std::uint64_t attempt = 0;
    std::int64_t poor_left = poor;
    for (std::int64_t listed_left = listed; listed_left > 0;) {
        Block const block = stream.block(attempt++, 0, purpose(Use::listing));
        auto const p = categorical(cumulative, block.uniform(0));
        if (result.listed[p] == room_in(r.places[p])) continue;
        ++result.listed[p];
        // selection sampling: the household is poor with probability poor left / listed left
        if (block.uniform(1) * static_cast<double>(listed_left) < static_cast<double>(poor_left)) {
            ++result.poor[p];
            --poor_left;
        }
        --listed_left;
    }
    return result;
}

}  // namespace povex
