#include "output/words/json.hpp"

#include "output/words/plain_text.hpp"

namespace povex {

std::string json_text(Json const& json) {
    return printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace povex
