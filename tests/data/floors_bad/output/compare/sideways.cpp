#include <boost/math/distributions/students_t.hpp>
#include <nlohmann/json.hpp>  // wrong: only output/words

#include "engine/random/stream.hpp"  // wrong: reading results never simulates
#include "engine/run/replay.hpp"     // wrong: reading results never simulates
#include "output/file/results.hpp"
#include "output/plain_text.hpp"           // wrong: output itself is no floor
#include "output/replay/replay_words.hpp"  // wrong: side by side
#include "output/report/report_page.hpp"   // wrong: upward
