#pragma once

// Catch2 2.13 (Debian 12) has one header, 3.7 (Debian 13) another; the names used by the tests are in both.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
