// zlib 1.2.12 or newer, which brought crc32_combine_gen (Debian: zlib1g-dev).
#include <zlib.h>

// deflateInit2 is a macro, which Swift does not see.
// Raw deflate with a window of 32 KiB: no header, no checksum.
static inline int czlib_begin_raw_deflate(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
}
