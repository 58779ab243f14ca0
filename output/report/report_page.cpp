#include "output/report/report_page.hpp"

#include <string_view>
#include <utility>

#include "output/file/new_file.hpp"
#include "output/report/page_parts.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

std::string escaped(std::string_view text) {
    std::string made;
    for (char c : text) {
        switch (c) {
            case '&':
                made += "&amp;";
                break;
            case '<':
                made += "&lt;";
                break;
            case '>':
                made += "&gt;";
                break;
            default:
                made += c;
        }
    }
    return made;
}

/// Fill the marks of the template in their order. Marks in the text that is filled in are not
/// replaced.
std::string filled(std::initializer_list<std::pair<std::string_view, std::string>> places) {
    std::string all;
    for (std::string_view piece : report_page_template()) all += piece;
    std::string_view rest = all;
    std::string made;
    for (auto const& [place, text] : places) {
        auto const at = rest.find(place);
        made.append(rest.substr(0, at)).append(text);
        rest.remove_prefix(at + place.size());
    }
    return made.append(rest);
}

}  // namespace

void write_report_page(std::filesystem::path const& target, ResultsReader const& results,
                       PageRequest const& request) {
    OutputPath const checked =
        checked_target(target, request.force, {results.path(), request.geojson});
    Speaker const speaker(request.first);
    std::string const title =
        printable(speaker.title(results.title(), speaker.say("word.untitled")));
    std::string const page = filled({{"{{language}}", request.first == Language::vi ? "vi" : "en"},
                                     {"{{title}}", escaped(title)},
                                     {"{{document}}", page_document(results, request)}});
    NewFile file(checked);
    file.write(page);
    file.finish();
}

}  // namespace povex
