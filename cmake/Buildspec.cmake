# The project's own small language on top of CMake: a folder is a library, its links are its arrows.
include(GNUInstallDirs)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# Flags for our own code only. Strictness comes from the presets (BUILDSPEC_WARNINGS), so that a
# packager's newer compiler never breaks a release.
add_library(buildspec_options INTERFACE)
target_include_directories(buildspec_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_features(buildspec_options INTERFACE cxx_std_20)
if(BUILDSPEC_WARNINGS)
  target_compile_options(buildspec_options INTERFACE ${BUILDSPEC_WARNINGS})
endif()

# buildspec_library(NAME [LINKS lib…] [PRIVATE_LINKS lib…]): the library buildspec_NAME out of every
# source in the calling folder. LINKS are the folders that its headers may include.
function(buildspec_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS;PRIVATE_LINKS;EXCLUDE")
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB headers CONFIGURE_DEPENDS *.h)
  foreach(excluded IN LISTS arg_EXCLUDE)
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${excluded})
  endforeach()
  set(target buildspec_${name})
  set(scope PUBLIC)
  if(NOT sources)
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  else()
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PRIVATE ${arg_PRIVATE_LINKS})
  endif()
  target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${headers})
  target_link_libraries(${target} ${scope} buildspec_options ${arg_LINKS})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

# buildspec_program(NAME SOURCE LINKS lib…): a program that is installed.
function(buildspec_program name source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS")
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE ${arg_LINKS})
  if(BUILDSPEC_STATIC)
    target_link_options(${name} PRIVATE -static -s)
  endif()
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# buildspec_test(AREA [LINKS lib…]): the doctest program test_AREA out of tests/AREA/*_test.cpp and
# the area's helpers, registered with ctest under the same name.
function(buildspec_test area)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  file(GLOB sources CONFIGURE_DEPENDS ${area}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${area} ${sources})
  target_link_libraries(test_${area} PRIVATE buildspec_test_main ${arg_LINKS})
  target_compile_definitions(test_${area} PRIVATE BUILDSPEC_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                  BUILDSPEC_BINARY_DIR="${CMAKE_BINARY_DIR}")
  add_test(NAME ${area} COMMAND test_${area})
endfunction()
