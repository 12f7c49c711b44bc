#pragma once
#include <hb.h>
#include <hb-ot.h>
#include <hb-subset.h>

// HarfBuzz 7 renamed the call that draws a glyph's outline.
static inline void rho_hb_draw_glyph(hb_font_t *font, hb_codepoint_t glyph, hb_draw_funcs_t *funcs,
                                     void *data) {
#if HB_VERSION_ATLEAST(7, 0, 0)
  hb_font_draw_glyph(font, glyph, funcs, data);
#else
  hb_font_get_glyph_shape(font, glyph, funcs, data);
#endif
}

// HB_TAG and HB_LANGUAGE_INVALID are function-like or cast macros, which do not import.
static inline hb_tag_t rho_hb_tag(char a, char b, char c, char d) { return HB_TAG(a, b, c, d); }
