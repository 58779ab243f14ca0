#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/policy/programme.hpp"
#include "engine/policy/scope.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Whom the programmes of a scenario are meant for, by where households live, who they are and what
/// they live on, which never changes in a run; with lists of the households of those programmes
/// that ask for no place on the list of the poor.
class Reach {
public:
    /// \param like  another scenario's, whose lists are shared where they are the same; not needed
    ///              any more afterwards; may be null
    Reach(Scenario const& scenario, Register const& r, Reach const* like = nullptr);

    /// Register rows, ascending, of programme p; empty if it asks for a place on the list, or does
    /// not run.
    [[nodiscard]] std::span<std::uint32_t const> of(std::size_t p) const;

    using List = std::vector<std::uint32_t>;
    /// The list behind of(p), which scenarios share where it is the same; null: empty.
    [[nodiscard]] std::shared_ptr<List const> const& list(std::size_t p) const { return lists_[p]; }

    [[nodiscard]] Scope const& scope(std::size_t p) const { return scopes_[p]; }

private:
    std::vector<Scope> scopes_;                       ///< [programme]
    std::vector<std::shared_ptr<List const>> lists_;  ///< [programme]
};

}  // namespace povex
