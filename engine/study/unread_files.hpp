#pragma once

#include <string>
#include <vector>

#include "engine/study/study_folder.hpp"
#include "engine/study/study_tree.hpp"

namespace povex {

/// Warn of files in the study's folder that look like a part of it but from which nothing was read,
/// each with the nearest name that would have been read.
///
/// Documents, pictures, results and hidden files are no part of a study, and neither is a folder
/// with a study of its own. If the study is a file of another name than study.toml, its folder may
/// hold other studies: then only names that are nearly right count.
/// \param not_read  files and folders that the study keeps there for people, relative to the folder
void report_unread_files(StudyFolder const& folder, StudyTree const& tree,
                         std::vector<std::string> const& not_read, Problems& problems);

}  // namespace povex
