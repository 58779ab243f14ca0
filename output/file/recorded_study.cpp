#include "output/file/recorded_study.hpp"

#include <utility>

#include "output/file/new_file.hpp"

namespace povex {

Study recorded_study(ResultsReader const& results) {
    StudyRequest request;
    request.files = results.study_files();
    if (request.files.empty()) refuse_file(results.path(), "it does not record the study", "");
    request.path = results.path() / request.files.front().name;
    request.settings = results.settings();
    request.scenarios = {results.baseline()};
    request.as_of = results.as_of();
    Study study = StudySource(std::move(request)).read(results.first_draw());
    study.experiment.seed = static_cast<std::uint64_t>(results.seed());
    return study;
}

}  // namespace povex
