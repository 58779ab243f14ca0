#include "engine/random/uniforms.hpp"

namespace povex::dense {

POVEX_BY_TARGET(DrawUniforms, draw_uniforms);

}  // namespace povex::dense
