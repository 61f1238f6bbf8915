// Pages with shaped text, as PDF or PNG: the few things of Pango and Cairo that tickets need, as plain
// functions.
//
// No header of Pango, Cairo or GLib is included here: their types stay in CPango.c, and Swift sees one opaque
// pointer. The door may go when Swift has a shaper of its own for Bangla.
//
// Threads: a page is made, drawn, read and freed on one thread. Pages of different threads share nothing,
// because each thread has a font map of its own (Pango's default one is per thread since 1.32.6 and goes with
// it).
#ifndef SLUICE_CPANGO_H
#define SLUICE_CPANGO_H
#include <stddef.h>
#include <stdint.h>

/// A document that is being drawn: a unit is a point (1/72 inch), the origin is the top left corner.
typedef struct cpango_page cpango_page;

/// How a piece of text looks and how much room it has.
typedef struct {
    /// The size of the letters in points, and the size down to which they may shrink so that the text fits.
    double size, least_size;
    /// The room on the line; what does not fit even at the least size ends in an ellipsis.
    double width;
    /// How many lines it may take.
    int lines;
    /// 1 for bold.
    int bold;
    /// -1 where x is the left end, 0 the middle, 1 the right end of the room.
    int align;
    /// 0xRRGGBB.
    uint32_t color;
} cpango_style;

/// A PDF of pages of this size, or NULL; `date` is an ISO 8601 moment that is written into it.
cpango_page *_Nullable cpango_pdf(double width, double height, const char *_Nonnull families,
                                  const char *_Nonnull title, const char *_Nonnull date);
/// A PNG of `scale` pixels a point with a white ground, or NULL.
cpango_page *_Nullable cpango_png(double width, double height, const char *_Nonnull families, double scale);
/// Frees a document.
void cpango_free(cpango_page *_Nonnull page);

/// Begins the next page of a PDF.
void cpango_next(cpango_page *_Nonnull page);
/// Fills a box whose corners have a radius (0: square ones).
void cpango_fill(cpango_page *_Nonnull page, double x, double y, double width, double height, double radius,
                 uint32_t color);
/// Draws the edge of a box.
void cpango_outline(cpango_page *_Nonnull page, double x, double y, double width, double height,
                    double radius, double line, uint32_t color);
/// Draws a line; with a dash, strokes of that length with gaps of `gap`.
void cpango_line(cpango_page *_Nonnull page, double x, double y, double to_x, double to_y, double line,
                 double dash, double gap, uint32_t color);
/// Fills a circle.
void cpango_disc(cpango_page *_Nonnull page, double x, double y, double radius, uint32_t color);
/// Fills the dark squares of a grid: one byte a square, row by row, dark where it is not 0.
void cpango_grid(cpango_page *_Nonnull page, double x, double y, double square,
                 const uint8_t *_Nonnull squares, size_t side, uint32_t color);
/// Draws text (UTF-8, taken as it is: no markup) on a base line; `language` is a tag such as `bn`.
void cpango_text(cpango_page *_Nonnull page, const cpango_style *_Nonnull style,
                 const char *_Nonnull language, const char *_Nonnull text, size_t length, double x,
                 double base_line);

/// How many glyphs no font has in a text.
int cpango_missing(cpango_page *_Nonnull page, const char *_Nonnull text, size_t length);
/// How many glyphs of all that was drawn no font had.
int cpango_missing_drawn(const cpango_page *_Nonnull page);

/// Ends the document; 1, or 0 when something went wrong (no memory, more than 16 MiB).
int cpango_finish(cpango_page *_Nonnull page);
/// The bytes of an ended document, which belong to the page.
const uint8_t *_Nullable cpango_bytes(const cpango_page *_Nonnull page, size_t *_Nonnull count);

#endif
