#include "engine/population/allotment.hpp"

#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"

namespace povex {

namespace {

/// The most households that a place can have on the list. It must be fewer than half, because the
/// anchored income law has its anchor below the median.
std::int64_t room_in(Place const& place) {
    return static_cast<std::int64_t>(most_listed * static_cast<double>(place.households()));
}

/// Households x odds of each place: the weights before localities get their drawn shares.
std::vector<double> mean_weights(Register const& r, Places const& places) {
    std::vector<double> weights;
    weights.reserve(r.places.size());
    for (Place const& place : r.places) {
        weights.push_back(static_cast<double>(place.households()) *
                          places.strata[place.stratum].odds);
    }
    return weights;
}

/// The weights of the places, rescaled so that each locality has its drawn share.
std::vector<double> drawn_weights(Register const& r, std::size_t localities,
                                  std::vector<double> weights, double concentration,
                                  Stream const& stream) {
    std::vector<double> by_locality(localities);
    for (std::size_t p = 0; p < weights.size(); ++p) {
        by_locality[r.places[p].locality] += weights[p];
    }
    double const total = std::accumulate(by_locality.begin(), by_locality.end(), 0.0);
    std::vector<std::size_t> open;  // localities that can have listed households
    std::vector<double> shapes;
    for (std::size_t l = 0; l < localities; ++l) {
        if (!(by_locality[l] > 0.0)) continue;
        open.push_back(l);
        shapes.push_back(concentration * by_locality[l] / total);
    }
    std::vector<double> shares(shapes.size());
    Sequence sequence(stream, 0, 0, purpose(Use::locality_share));
    dirichlet(shapes, sequence, shares);

    std::vector<double> factor(localities, 0.0);
    for (std::size_t i = 0; i < open.size(); ++i)
        factor[open[i]] = shares[i] / by_locality[open[i]];
    for (std::size_t p = 0; p < weights.size(); ++p) weights[p] *= factor[r.places[p].locality];
    return weights;
}

/// Chooses places by weight until they are full. When all places with a drawn weight are full, the
/// mean weights are used.
class Chooser {
public:
    Chooser(std::vector<double> drawn, std::vector<double> mean)
        : weights_(std::move(drawn)), mean_(std::move(mean)) {
        add_up();
    }
    [[nodiscard]] std::size_t choose(double u) const { return categorical(cumulative_, u); }
    void close(std::size_t place) {
        weights_[place] = mean_[place] = 0.0;
        add_up();
    }

private:
    void add_up() {
        cumulative_.resize(weights_.size());
        std::partial_sum(weights_.begin(), weights_.end(), cumulative_.begin());
        if (cumulative_.back() > 0.0) return;
        weights_ = mean_;
        std::partial_sum(weights_.begin(), weights_.end(), cumulative_.begin());
    }
    std::vector<double> weights_, mean_, cumulative_;
};

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
    auto mean = mean_weights(r, places);
    auto drawn = drawn_weights(r, places.localities.size(), mean, concentration, stream);
    for (std::size_t p = 0; p < r.places.size(); ++p) {
        if (room_in(r.places[p]) == 0) drawn[p] = mean[p] = 0.0;
    }
    Chooser chooser(std::move(drawn), std::move(mean));
    Allotment result{std::vector<std::int64_t>(r.places.size()),
                     std::vector<std::int64_t>(r.places.size())};
    std::int64_t poor_left = poor;
    for (std::int64_t listed_left = listed; listed_left > 0; --listed_left) {
        Block const block = stream.block(static_cast<std::uint64_t>(listed - listed_left), 0,
                                         purpose(Use::listing));
        auto const p = chooser.choose(block.uniform(0));
        // selection sampling: the household is poor with probability poor left / listed left
        if (block.uniform(1) * static_cast<double>(listed_left) < static_cast<double>(poor_left)) {
            ++result.poor[p];
            --poor_left;
        }
        if (++result.listed[p] == room_in(r.places[p])) chooser.close(p);
    }
    return result;
}

}  // namespace povex
