#include <algorithm>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

void read_cap(Reader& reader, Payer& payer) {
    if (!reader.take("cap")) return;
    payer.cap = rounded(reader.context().currency, reader.flow("cap", money_amount));
    if (payer.own) {
        reader.problem("cap",
                       fmt::format("{} is the household itself, which has no cap", reader.path()),
                       "parameters.kappa_own limits what a household can pay");
    }
}

}  // namespace

std::vector<Payer> read_payers(Reader& root) {
    std::vector<Payer> payers;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("payers")) {
        Payer payer;
        payer.label = reader.label(id, ++position, highest_key);
        payer.own = reader.truth("own", false);
        read_cap(reader, payer);
        reader.finish();
        auto const own =
            std::find_if(payers.begin(), payers.end(), [](Payer const& one) { return one.own; });
        if (payer.own && own != payers.end()) {
            reader.problem("own",
                           fmt::format("{} and payers.{} are both the household itself",
                                       reader.path(), own->label.id),
                           "own = true stands for the household that enrols: only one payer is it");
        }
        payers.push_back(std::move(payer));
    }
    if (payers.empty()) payers.push_back({{"state", 1, {"state", "nhà nước"}}, false, {}});
    check_keys(root, "payers", payers);
    sort_by_key(payers);
    return payers;
}

}  // namespace povex
