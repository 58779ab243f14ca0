#include "engine/random/uniforms.hpp"

namespace povex::dense {

// every version that uniforms_kernel.cpp is compiled to
namespace baseline {
DrawUniforms draw_uniforms_by;
}
namespace avx2 {
DrawUniforms draw_uniforms_by;
}
namespace avx512 {
DrawUniforms draw_uniforms_by;
}

constinit ByTarget<DrawUniforms> const draw_uniforms{
    baseline::draw_uniforms_by, avx2::draw_uniforms_by, avx512::draw_uniforms_by};

}  // namespace povex::dense
