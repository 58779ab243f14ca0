# The exports in the readers that people use: a small study is run, exported, and every number held
# against the results file. Debian's packages belong to /usr/bin/python3.
add_test(NAME export
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/export_test.py $<TARGET_FILE:povex>
            ${PROJECT_SOURCE_DIR}/scenarios/elsewhere)
set_tests_properties(export PROPERTIES LABELS fast)
