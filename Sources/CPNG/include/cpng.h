#pragma once
// A C face of libpng in which every call that can longjmp stays inside one C function, so that no
// jump ever crosses Swift. Functions return 1, or 0 after an error whose text the handle keeps.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A line of text in a PNG. Both strings end in a zero byte.
typedef struct cpng_text {
  const char *keyword;
  /// Latin-1, or UTF-8 if is_utf8 is set.
  const char *text;
  int is_utf8;
} cpng_text;

/// What stands before the pixels.
typedef struct cpng_header {
  uint32_t width, height;
  /// 1, 2, 4 or 8.
  int bit_depth;
  /// 2: RGB, 3: palette, 6: RGBA.
  int color_type;
  /// 0 if unknown.
  uint32_t pixels_per_meter;
  /// Three bytes a colour.
  const uint8_t *palette;
  int palette_count;
  /// Alphas of the first colours of the palette.
  const uint8_t *alphas;
  int alpha_count;
  const cpng_text *texts;
  int text_count;
} cpng_header;

typedef struct cpng_writer cpng_writer;

/// NULL if there is no memory.
cpng_writer *cpng_writer_create(void);
/// Writes a file whose pixels are this zlib stream.
int cpng_write(cpng_writer *writer, const cpng_header *header, const uint8_t *stream, size_t count);
/// What has been written; it holds as long as the writer.
const uint8_t *cpng_writer_bytes(const cpng_writer *writer, size_t *count);
const char *cpng_writer_message(const cpng_writer *writer);
void cpng_writer_destroy(cpng_writer *writer);

typedef struct cpng_reader cpng_reader;

/// Reads from bytes that must outlive the reader. NULL if there is no memory.
cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count);
/// Reads up to the pixels. Images of more pixels than the limit are errors.
int cpng_reader_header(cpng_reader *reader, uint64_t limit, uint32_t *width, uint32_t *height);
/// Reads all pixels as RGBA of 8 bits, 4 × width × height bytes, and the rest of the file.
int cpng_reader_pixels(cpng_reader *reader, uint8_t *pixels);
const char *cpng_reader_message(const cpng_reader *reader);
void cpng_reader_destroy(cpng_reader *reader);

#ifdef __cplusplus
}
#endif
