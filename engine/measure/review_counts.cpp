#include "engine/measure/review_counts.hpp"

namespace povex {

POVEX_BY_TARGET(CountReviews, count_reviews);
POVEX_BY_TARGET(CountLacks, count_lacks);

}  // namespace povex
