# The exported JSON Schema, held against known cases, its own examples and the corpus by a real
# validator. Skipped, with a message, where the packages of this folder or the corpus are absent.
find_program(NODE_PROGRAM node)
if(NODE_PROGRAM)
  set_tests_properties(schema PROPERTIES FIXTURES_SETUP json_schema)
  foreach(what cases corpus)
    add_test(NAME schema_${what}
             COMMAND ${NODE_PROGRAM} ${CMAKE_CURRENT_LIST_DIR}/validate_${what}.mjs
                     ${CMAKE_BINARY_DIR}/buildspec.schema.json)
    set_tests_properties(schema_${what} PROPERTIES FIXTURES_REQUIRED json_schema SKIP_RETURN_CODE 77)
  endforeach()
endif()
