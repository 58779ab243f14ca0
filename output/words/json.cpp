#include "output/words/json.hpp"

#include "output/words/plain_text.hpp"

namespace povex {

std::string json_text(Json const& json) {
    return printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

Json json_of_problems(std::vector<Problem> const& problems) {
    Json list = Json::array();
    auto const known = [](int number) { return number > 0 ? Json(number) : Json(nullptr); };
    for (Problem const& one : problems) {
        list.push_back({{"file", valid_utf8(one.file)},
                        {"line", known(one.line)},
                        {"column", known(one.column)},
                        {"what", valid_utf8(one.what)},
                        {"hint", valid_utf8(one.hint)}});
    }
    return list;
}

}  // namespace povex
