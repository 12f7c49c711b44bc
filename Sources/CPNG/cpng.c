#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { message_size = 200 };

static void keep_message(char *to, const char *text) {
  strncpy(to, text ? text : "unknown error", message_size - 1);
  to[message_size - 1] = 0;
}

static void on_error(png_structp png, png_const_charp text) {
  keep_message(png_get_error_ptr(png), text);
  png_longjmp(png, 1);
}

// What libpng only warns of (an unknown chunk, a profile it does not like) is no matter for a user
// who can do nothing about it.
static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

// Writing

struct cpng_writer {
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count, capacity;
  char message[message_size];
};

static void append(png_structp png, png_bytep data, size_t length) {
  cpng_writer *w = png_get_io_ptr(png);
  if (length > SIZE_MAX / 2 - w->count) png_error(png, "the file is too large");
  if (w->count + length > w->capacity) {
    size_t capacity = w->capacity ? w->capacity : 65536;
    while (capacity < w->count + length) capacity *= 2;
    uint8_t *larger = realloc(w->bytes, capacity);
    if (!larger) png_error(png, "out of memory");
    w->bytes = larger;
    w->capacity = capacity;
  }
  memcpy(w->bytes + w->count, data, length);
  w->count += length;
}

static void flush(png_structp png) { (void)png; }

cpng_writer *cpng_writer_create(void) {
  cpng_writer *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, w->message, on_error, on_warning);
  if (w->png) w->info = png_create_info_struct(w->png);
  if (!w->info) {
    cpng_writer_destroy(w);
    return NULL;
  }
  png_set_write_fn(w->png, w, append, flush);
  return w;
}

int cpng_write(cpng_writer *w, const cpng_header *h, const uint8_t *stream, size_t count) {
  if (setjmp(png_jmpbuf(w->png))) return 0;
  png_structp png = w->png;
  png_infop info = w->info;
  png_set_IHDR(png, info, h->width, h->height, h->bit_depth, h->color_type, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (h->pixels_per_meter)
    png_set_pHYs(png, info, h->pixels_per_meter, h->pixels_per_meter, PNG_RESOLUTION_METER);
  if (h->palette_count) {
    png_color palette[PNG_MAX_PALETTE_LENGTH];
    int count = h->palette_count > PNG_MAX_PALETTE_LENGTH ? PNG_MAX_PALETTE_LENGTH
                                                          : h->palette_count;
    for (int i = 0; i < count; i++) {
      palette[i].red = h->palette[3 * i];
      palette[i].green = h->palette[3 * i + 1];
      palette[i].blue = h->palette[3 * i + 2];
    }
    png_set_PLTE(png, info, palette, count);
    if (h->alpha_count) png_set_tRNS(png, info, h->alphas, h->alpha_count, NULL);
  }
  for (int i = 0; i < h->text_count; i++) {
    png_text text;
    memset(&text, 0, sizeof text);
    text.compression =
        h->texts[i].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
    text.key = (png_charp)h->texts[i].keyword;
    text.text = (png_charp)h->texts[i].text;
    text.lang = (png_charp)"";
    text.lang_key = (png_charp)"";
    png_set_text(png, info, &text, 1);
  }
  png_write_info(png, info);
  // A chunk has at most 2^31 - 1 bytes; a stream may go on in the next one.
  while (count > 0) {
    size_t part = count < (1u << 30) ? count : 1u << 30;
    png_write_chunk(png, (png_const_bytep)"IDAT", stream, part);
    stream += part;
    count -= part;
  }
  png_write_chunk(png, (png_const_bytep)"IEND", NULL, 0);
  return 1;
}

const uint8_t *cpng_writer_bytes(const cpng_writer *w, size_t *count) {
  *count = w->count;
  return w->bytes;
}

const char *cpng_writer_message(const cpng_writer *w) { return w->message; }

void cpng_writer_destroy(cpng_writer *w) {
  if (!w) return;
  png_destroy_write_struct(&w->png, &w->info);
  free(w->bytes);
  free(w);
}

// Reading

struct cpng_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, at;
  char message[message_size];
};

static void take(png_structp png, png_bytep to, size_t length) {
  cpng_reader *r = png_get_io_ptr(png);
  if (length > r->count - r->at) png_error(png, "the file ends too early");
  memcpy(to, r->bytes + r->at, length);
  r->at += length;
}

cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count) {
  cpng_reader *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->bytes = bytes;
  r->count = count;
  r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r->message, on_error, on_warning);
  if (r->png) r->info = png_create_info_struct(r->png);
  if (!r->info) {
    cpng_reader_destroy(r);
    return NULL;
  }
  png_set_read_fn(r->png, r, take);
  // Skip all chunks that do not change the pixels: libpng would make room for a text that claims
  // to be a gigabyte before it sees that the file is shorter.
  png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  return r;
}

int cpng_reader_header(cpng_reader *r, uint64_t limit, uint32_t *width, uint32_t *height) {
  if (setjmp(png_jmpbuf(r->png))) return 0;
  png_structp png = r->png;
  png_infop info = r->info;
  png_read_info(png, info);
  *width = png_get_image_width(png, info);
  *height = png_get_image_height(png, info);
  if ((uint64_t)*width * *height > limit) png_error(png, "the image has too many pixels");
  png_set_expand(png);
  png_set_gray_to_rgb(png);
  png_set_scale_16(png);
  png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != (size_t)*width * 4) png_error(png, "unexpected row size");
  return 1;
}

int cpng_reader_pixels(cpng_reader *r, uint8_t *pixels) {
  // A jump must not meet a row pointer that it has made stale, so it lives outside this frame's
  // registers, and is freed on both ways out.
  png_bytep *volatile rows = NULL;
  if (setjmp(png_jmpbuf(r->png))) {
    free((void *)rows);
    return 0;
  }
  uint32_t height = png_get_image_height(r->png, r->info);
  size_t stride = png_get_rowbytes(r->png, r->info);
  rows = malloc(height * sizeof *rows);
  if (!rows) png_error(r->png, "out of memory");
  for (uint32_t y = 0; y < height; y++) rows[y] = pixels + y * stride;
  png_read_image(r->png, (png_bytepp)rows);
  png_read_end(r->png, NULL);
  free((void *)rows);
  return 1;
}

const char *cpng_reader_message(const cpng_reader *r) { return r->message; }

void cpng_reader_destroy(cpng_reader *r) {
  if (!r) return;
  png_destroy_read_struct(&r->png, &r->info, NULL);
  free(r);
}
