#pragma once
// A C face of libpng in which every call that can longjmp stays inside one C function.
