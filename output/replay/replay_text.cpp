#include <utility>

#include "output/replay/replay_words.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex {

std::string replay_text(ReplayedScenario const& replayed, Replay const& replay, Language language) {
    Page page(language);
    Speaker const& say = page.say();
    ReplayWords const words(replayed, language);
    Experiment const& e = replayed.experiment();
    int const decimals = e.currency.decimals;
    auto const& household = replayed.households().key[replay.household];
    page.prose(say.say("replay.synthetic", {std::to_string(household)}));
    for (auto const& label : words.labels(replay)) page.prose(printable(label), 2, true);
    page.prose(printable(say.say("replay.run",
                                 {words.title(replayed.scenario().label),
                                  std::to_string(replayed.replicate()), std::to_string(e.seed)})),
               2, true);
    page.line();

    page.prose(printable(words.title(e.standards[replayed.standard()].label)));
    TextTable table({{say.say("column.year"), false},
                     {say.say("page.status"), false},
                     {say.say("replay.truth"), false},
                     {say.say("replay.income", {say.name("currency", printable(e.currency.code))})},
                     {say.say("page.line")}});
    for (std::size_t t = 0; t < replay.years.size(); ++t) {
        ReplayYear const& year = replay.years[t];
        table.row({std::to_string(e.years.calendar(t)), words.found(year.official),
                   words.found(year.truth), say.number(e.currency.amount(year.income), decimals),
                   say.number(e.currency.amount(year.line), decimals)});
    }
    table.print(page);
    page.line();

    page.line(say.say("page.events"));
    for (std::size_t t = 0; t < replay.years.size(); ++t) {
        auto head = std::to_string(e.years.calendar(t));
        for (auto const& event : words.events(replay, t)) {
            page.prose(padded_right(std::exchange(head, ""), 6), printable(event), 6);
        }
    }
    return page.take();
}

}  // namespace povex
