#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "engine/base/error.hpp"

namespace povex::cli {

namespace {

std::vector<OptionText> option_texts(Command const& command) {
    Options options(command.name, command.argument);
    command.add_options(options);
    return options.texts();
}

/// What the shell offers for a value.
struct Choices {
    std::string words;     ///< separated by spaces
    bool is_file = false;  ///< names of files too
};

/// The positional arguments one by one: "FILE [FILE]" has two.
std::vector<std::string> positionals_of(std::string argument) {
    std::erase_if(argument, [](char c) { return c == '[' || c == ']'; });
    std::istringstream words(argument);
    return {std::istream_iterator<std::string>(words), {}};
}

/// What to offer for a value named "vi|en", "grid|lhs|FILE" or "STUDY"; nothing for "N" or
/// "KEY=VALUE".
Choices choices_of(std::string_view value) {
    Choices choices;
    bool const is_single = value.find('|') == std::string_view::npos;
    while (!value.empty()) {
        auto const word = value.substr(0, value.find('|'));
        value.remove_prefix(std::min(word.size() + 1, value.size()));
        if (word == "FILE" || word == "STUDY") {
            choices.is_file = true;
        } else if (!is_single) {
            choices.words += std::string(choices.words.empty() ? "" : " ") + std::string(word);
        }
    }
    return choices;
}

std::string joined_names() {
    std::string names;
    for (Command const& command : commands) names += fmt::format("{} ", command.name);
    return names + "--help --version";
}

/// One branch of the shell's `case`: what to offer where the pattern matches.
void print_bash_choices(std::string const& pattern, Choices const& choices) {
    fmt::print("        {})", pattern);
    if (!choices.words.empty()) fmt::print(" words='{}'", choices.words);
    if (choices.is_file) fmt::print("{} files=1", choices.words.empty() ? "" : ";");
    fmt::print(" ;;\n");
}

void print_bash() {
    fmt::print(R"(# bash completion for povex, printed by `povex completion bash`
_povex() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
    local command=${{COMP_WORDS[1]}} words='' files=''
    # bash splits --lang=vi into three words
    if [[ $current == = ]]; then
        current=''
    elif [[ $before == = ]]; then
        before=${{COMP_WORDS[COMP_CWORD - 2]}}
    fi
    if ((COMP_CWORD == 1)); then
        words='{}'
    else
        case "$command $before" in
)",
               joined_names());
    for (Command const& command : commands) {
        for (OptionText const& option : option_texts(command)) {
            if (option.value.empty()) continue;
            std::string pattern = fmt::format("'{} --{}'", command.name, option.name);
            if (!option.short_name.empty())
                pattern += fmt::format(" | '{} {}'", command.name, option.short_name);
            print_bash_choices(pattern, choices_of(option.value));
        }
    }
    for (Command const& command : commands) {
        auto const positionals = positionals_of(command.argument);
        auto choices = positionals.empty() ? Choices{} : choices_of(positionals[0]);
        for (OptionText const& option : option_texts(command)) {
            choices.words += fmt::format("{}--{}", choices.words.empty() ? "" : " ", option.name);
        }
        print_bash_choices(fmt::format("'{} '*", command.name), choices);
    }
    fmt::print(R"(        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    if [[ $files && $current != -* ]]; then
        compopt -o filenames 2>/dev/null
        local file
        while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$current")
    fi
}}
complete -F _povex povex
)");
}

/// A text, escaped for single quotes and for the brackets and colons of zsh's _arguments.
std::string for_zsh(std::string_view text) {
    std::string quoted;
    for (char const c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') quoted += '\\';
        if (c == '\'') quoted += "'\\'";
        quoted += c;
    }
    return quoted;
}

std::string zsh_action(std::string_view value) {
    auto const choices = choices_of(value);
    std::string action = ":" + for_zsh(value) + ":";
    if (choices.is_file && !choices.words.empty())
        return action + fmt::format("{{compadd {}; _files}}", choices.words);
    if (choices.is_file) return action + "_files";
    if (!choices.words.empty()) return action + fmt::format("({})", choices.words);
    return action + " ";
}

void print_zsh_option(OptionText const& option) {
    auto const name = "--" + option.name;
    bool const is_short = !option.short_name.empty();
    std::string const text = fmt::format("[{}]{}", for_zsh(option.description),
                                         option.value.empty() ? "" : zsh_action(option.value));
    std::string const mark = option.value.empty() ? "" : "=";
    std::string const others =
        option.repeatable ? "*"
                          : fmt::format("({}{}{})", option.short_name, is_short ? " " : "", name);
    fmt::print("                '{}{}{}{}' \\\n", others, name, mark, text);
    if (!is_short) return;
    fmt::print("                '{}{}{}{}' \\\n", others, option.short_name,
               option.value.empty() ? "" : "+", text);
}

void print_zsh() {
    fmt::print(R"(#compdef povex
# zsh completion for povex, printed by `povex completion zsh`
_povex() {{
    local context state state_descr line
    typeset -A opt_args
    _arguments -C \
        '(- : *)--help[print help]' \
        '(- : *)--version[print the version]' \
        '1:command:->command' \
        '*::argument:->argument'
    case $state in
        command)
            local -a commands=(
)");
    for (Command const& command : commands) {
        fmt::print("                '{}:{}'\n", command.name, for_zsh(command.summary));
    }
    fmt::print(R"(            )
            _describe command commands
            ;;
        argument)
            case $words[1] in
)");
    for (Command const& command : commands) {
        fmt::print("            {})\n                _arguments -s -S \\\n", command.name);
        for (OptionText const& option : option_texts(command)) print_zsh_option(option);
        for (std::string const& positional : positionals_of(command.argument)) {
            fmt::print("                '{}' \\\n", zsh_action(positional));
        }
        fmt::print("                && return\n");
        fmt::print("                ;;\n");
    }
    fmt::print(R"(            esac
            ;;
    esac
}}
_povex "$@"
)");
}

}  // namespace

int completion_command(Options const& options) {
    auto const shell = options.positional();
    if (shell != "bash" && shell != "zsh") {
        throw InputError(fmt::format("there is no completion for \"{}\"", shell), "bash or zsh");
    }
    shell == "bash" ? print_bash() : print_zsh();
    return done;
}

}  // namespace povex::cli
