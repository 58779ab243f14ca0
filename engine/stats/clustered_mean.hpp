#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace povex {

/// Which replicates share something random and are therefore not independent: a synthetic
/// population, or a draw of the uncertain parameters.
struct Clustering {
    std::uint32_t populations = 0;  ///< replicate r has population r mod this; 0: each its own
    std::uint32_t replicates_per_draw = 0;  ///< replicate r has draw r / this; 0: none is drawn

    /// Whether every replicate is independent of every other.
    [[nodiscard]] bool each_its_own() const { return populations == 0 && replicates_per_draw == 0; }
    [[nodiscard]] bool operator==(Clustering const&) const = default;
};

/// The mean of one quantity over replicates that are not all independent, and how surely it is
/// known: the one estimator of errors that summaries, the progress of a run, comparisons and
/// reports use. Replicates are added one at a time.
///
/// Replicates that share a population, or a draw of the parameters, form a cluster g. With n values
/// y_r in G clusters,
///
///     V = G / (G - 1) sum over g of (sum over r in g of (y_r - mean))^2 / n^2
///
/// is the squared standard error of the mean. The clusters are
///
///     parameters   populations     clusters                          squared standard error
///     fixed        redrawn         each replicate                    V
///     fixed        shared by some  populations                       V
///     drawn        redrawn         draws                             V
///     drawn        shared by some  both: draws cross populations     max(V_draw + V_population -
///                                                                    V_pair, V_draw, V_population)
///
/// with V_pair of the pairs (draw, population). The degrees of freedom of Student's t are the least
/// G of the ways of clustering, minus 1.
///
/// The error is that of the mean over all populations and draws that there could be. With K shared
/// populations it has a floor: more replicates of the same K populations do not lower it.
///
/// \see Liang & Zeger (1986), Biometrika 73(1), 13-22; Cameron, Gelbach & Miller (2011), Journal of
///      Business & Economic Statistics 29(2), 238-249 (two ways of clustering)
class ClusteredMean {
public:
    explicit ClusteredMean(Clustering const& clustering);

    /// Add the value of a replicate. NaN is left out.
    void add(std::size_t replicate, double value);

    [[nodiscard]] std::size_t count() const { return count_; }
    /// NaN without values.
    [[nodiscard]] double mean() const;
    /// The standard error of the mean; NaN if all values are of one population, or of one draw. 0
    /// if all values are equal.
    [[nodiscard]] double standard_error() const;
    /// Degrees of freedom of the standard error; 0 with a single cluster.
    [[nodiscard]] double degrees() const;

private:
    /// The sums of one way of clustering, kept so that adding a value takes the same time however
    /// many there are. With s_g the sum of the values of cluster g, and n_g their number:
    struct Clusters {
        struct Cluster {
            double sum = 0.0;    ///< s_g
            double count = 0.0;  ///< n_g
        };

        void add(std::size_t cluster, double value);
        /// V, see above; NaN with a single cluster.
        [[nodiscard]] double squared_error(double mean, double count) const;

        std::vector<Cluster> clusters;
        std::size_t filled = 0;  ///< G, the clusters that have a value
        double squares = 0.0;    ///< sum of s_g^2
        double products = 0.0;   ///< sum of s_g n_g
        double counts = 0.0;     ///< sum of n_g^2
    };

    [[nodiscard]] std::size_t ways() const { return crossed_ ? 3 : 1; }
    /// The cluster of a replicate in each way of clustering.
    [[nodiscard]] std::array<std::size_t, 3> clusters_of(std::size_t replicate) const;

    Clustering clustering_;
    bool crossed_;
    std::array<Clusters, 3> by_;  ///< draws or populations; if crossed: draws, populations, pairs
    std::size_t count_ = 0;
    double first_ = 0.0;  ///< all sums are of what values exceed the first one
    double sum_ = 0.0;
    double least_ = 0.0;
    double most_ = 0.0;
};

}  // namespace povex
