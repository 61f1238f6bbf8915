#include "CPango.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

enum { most_bytes = 16 << 20 };

struct cpango_page {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    PangoFontDescription *font;
    uint8_t *bytes;
    size_t count, capacity;
    int is_pdf, missing, failed;
};

static cairo_status_t take(void *closure, const unsigned char *data, unsigned int length) {
    cpango_page *page = closure;
    if (length > most_bytes || page->count > most_bytes - length) return CAIRO_STATUS_WRITE_ERROR;
    if (page->capacity - page->count < length) {
        size_t larger = page->capacity ? page->capacity : 1 << 16;
        while (larger - page->count < length) larger *= 2;
        uint8_t *bytes = realloc(page->bytes, larger);
        if (!bytes) return CAIRO_STATUS_NO_MEMORY;
        page->bytes = bytes;
        page->capacity = larger;
    }
    memcpy(page->bytes + page->count, data, length);
    page->count += length;
    return CAIRO_STATUS_SUCCESS;
}

static void set_color(cpango_page *page, uint32_t color) {
    double red = color >> 16 & 255, green = color >> 8 & 255, blue = color & 255;
    cairo_set_source_rgb(page->cairo, red / 255, green / 255, blue / 255);
}

// Letters stand at the same places in a PDF and at every scale of a PNG: nothing is rounded to pixels.
static void set_up_text(cpango_page *page, const char *families) {
    page->context = pango_cairo_create_context(page->cairo);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(page->context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(page->context, 72);
    pango_context_set_round_glyph_positions(page->context, FALSE);
    pango_context_set_base_dir(page->context, PANGO_DIRECTION_LTR);
    page->font = pango_font_description_new();
    pango_font_description_set_family(page->font, families);
}

// Takes the surface over.
static cpango_page *begin(cpango_page *page, cairo_surface_t *surface, const char *families, double scale) {
    page->surface = surface;
    page->cairo = cairo_create(surface);
    if (cairo_status(page->cairo) != CAIRO_STATUS_SUCCESS) {
        cpango_free(page);
        return NULL;
    }
    cairo_scale(page->cairo, scale, scale);
    set_up_text(page, families);
    return page;
}

cpango_page *cpango_pdf(double width, double height, const char *families, const char *title,
                        const char *date) {
    cpango_page *page = calloc(1, sizeof *page);
    if (!page) return NULL;
    page->is_pdf = 1;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, page, width, height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    return begin(page, surface, families, 1);
}

cpango_page *cpango_png(double width, double height, const char *families, double scale) {
    cpango_page *page = calloc(1, sizeof *page);
    if (!page) return NULL;
    int pixels_wide = (int)(width * scale + 0.5), pixels_high = (int)(height * scale + 0.5);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels_wide, pixels_high);
    page = begin(page, surface, families, scale);
    if (!page) return NULL;
    cairo_set_source_rgb(page->cairo, 1, 1, 1);
    cairo_paint(page->cairo);
    return page;
}

void cpango_free(cpango_page *page) {
    if (page->font) pango_font_description_free(page->font);
    if (page->context) g_object_unref(page->context);
    if (page->cairo) cairo_destroy(page->cairo);
    if (page->surface) {
        // Finishing writes to the page: before its memory goes.
        cairo_surface_finish(page->surface);
        cairo_surface_destroy(page->surface);
    }
    free(page->bytes);
    free(page);
}

void cpango_next(cpango_page *page) { cairo_show_page(page->cairo); }

static void trace_box(cairo_t *cairo, double x, double y, double width, double height, double radius) {
    cairo_new_sub_path(cairo);
    if (radius <= 0) {
        cairo_rectangle(cairo, x, y, width, height);
        return;
    }
    cairo_arc(cairo, x + width - radius, y + radius, radius, -G_PI_2, 0);
    cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, G_PI_2);
    cairo_arc(cairo, x + radius, y + height - radius, radius, G_PI_2, G_PI);
    cairo_arc(cairo, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
    cairo_close_path(cairo);
}

void cpango_fill(cpango_page *page, double x, double y, double width, double height, double radius,
                 uint32_t color) {
    set_color(page, color);
    trace_box(page->cairo, x, y, width, height, radius);
    cairo_fill(page->cairo);
}

void cpango_outline(cpango_page *page, double x, double y, double width, double height, double radius,
                    double line, uint32_t color) {
    set_color(page, color);
    cairo_set_line_width(page->cairo, line);
    cairo_set_dash(page->cairo, NULL, 0, 0);
    trace_box(page->cairo, x, y, width, height, radius);
    cairo_stroke(page->cairo);
}

void cpango_line(cpango_page *page, double x, double y, double to_x, double to_y, double line, double dash,
                 double gap, uint32_t color) {
    double dashes[2] = {dash, gap};
    set_color(page, color);
    cairo_set_line_width(page->cairo, line);
    cairo_set_dash(page->cairo, dashes, dash > 0 && gap > 0 ? 2 : 0, 0);
    cairo_move_to(page->cairo, x, y);
    cairo_line_to(page->cairo, to_x, to_y);
    cairo_stroke(page->cairo);
}

void cpango_disc(cpango_page *page, double x, double y, double radius, uint32_t color) {
    set_color(page, color);
    cairo_new_sub_path(page->cairo);
    cairo_arc(page->cairo, x, y, radius, 0, 2 * G_PI);
    cairo_fill(page->cairo);
}

void cpango_grid(cpango_page *page, double x, double y, double square, const uint8_t *squares, size_t side,
                 uint32_t color) {
    set_color(page, color);
    cairo_save(page->cairo);
    // Sharp edges: a scanner likes them, and neighbours leave no seam.
    cairo_set_antialias(page->cairo, CAIRO_ANTIALIAS_NONE);
    for (size_t row = 0; row < side; row++) {
        for (size_t column = 0; column < side; column++) {
            size_t first = column;
            while (column < side && squares[row * side + column]) column++;
            if (column > first) {
                double width = (column - first) * square;
                cairo_rectangle(page->cairo, x + first * square, y + row * square, width, square);
            }
        }
    }
    cairo_fill(page->cairo);
    cairo_restore(page->cairo);
}

static PangoLayout *lay_out(cpango_page *page, const char *text, size_t length) {
    PangoLayout *layout = pango_layout_new(page->context);
    // A name in another script is shaped from right to left and still stands where names stand.
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_text(layout, text, length > 1 << 16 ? 1 << 16 : (int)length);
    return layout;
}

static void set_size(cpango_page *page, PangoLayout *layout, double size) {
    pango_font_description_set_absolute_size(page->font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, page->font);
}

static void fit(cpango_page *page, PangoLayout *layout, const cpango_style *style) {
    double size = style->size;
    set_size(page, layout, size);
    if (style->lines == 1) {
        int width = 0;
        pango_layout_get_size(layout, &width, NULL);
        double wanted = (double)width / PANGO_SCALE;
        if (wanted > style->width && wanted > 0) {
            // Widths follow sizes in proportion, since nothing is hinted.
            size = size * style->width / wanted * 0.995;
            if (size < style->least_size) size = style->least_size;
            set_size(page, layout, size);
        }
    }
    pango_layout_set_width(layout, (int)(style->width * PANGO_SCALE));
    pango_layout_set_height(layout, -style->lines);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

// Counts each mark that takes no room of its own to the letter before it, and the letters that end in one.
static int join_marks(PangoGlyphString *glyphs) {
    int ends = 0;
    for (int index = 1; index < glyphs->num_glyphs; index++) {
        if (glyphs->glyphs[index].geometry.width != 0) continue;
        glyphs->log_clusters[index] = glyphs->log_clusters[index - 1];
        if (index + 1 == glyphs->num_glyphs || glyphs->glyphs[index + 1].geometry.width != 0) ends++;
    }
    return ends;
}

// Puts an invisible space after each letter that ends in a mark, so that both end at the same place.
//
// Readers of a PDF look for gaps between one glyph's end and the next one's beginning. A vowel sign below a
// letter ends far before the letter does: they would see a gap and read a space into the word. A letter with
// its marks and this space is one cluster, for which Cairo writes the letters beside the glyphs.
static void close_letters(PangoGlyphItem *run) {
    hb_codepoint_t space = 0;
    PangoFont *font = run->item->analysis.font;
    // From right to left a mark stands before its letter; such names are read back as well as they can be.
    if (run->item->analysis.level % 2) return;
    if (!hb_font_get_nominal_glyph(pango_font_get_hb_font(font), ' ', &space)) return;
    PangoRectangle extents;
    pango_font_get_glyph_extents(font, space, NULL, &extents);
    PangoGlyphString *glyphs = run->glyphs, *closed = pango_glyph_string_new();
    pango_glyph_string_set_size(closed, glyphs->num_glyphs + join_marks(glyphs));
    int next = 0;
    for (int index = 0; index < glyphs->num_glyphs; index++) {
        PangoGlyphInfo glyph = glyphs->glyphs[index];
        closed->glyphs[next] = glyph;
        closed->log_clusters[next++] = glyphs->log_clusters[index];
        int is_end = index + 1 == glyphs->num_glyphs || glyphs->glyphs[index + 1].geometry.width != 0;
        if (index == 0 || glyph.geometry.width != 0 || !is_end) continue;
        glyph.glyph = space;
        glyph.geometry.x_offset = -extents.width;
        glyph.geometry.y_offset = 0;
        glyph.attr.is_cluster_start = 0;
        closed->glyphs[next] = glyph;
        closed->log_clusters[next++] = glyphs->log_clusters[index];
    }
    run->glyphs = closed;
    pango_glyph_string_free(glyphs);
}

static void close_all_letters(PangoLayout *layout) {
    for (GSList *line = pango_layout_get_lines(layout); line; line = line->next) {
        GSList *runs = ((PangoLayoutLine *)line->data)->runs;
        for (GSList *run = runs; run; run = run->next) close_letters(run->data);
    }
}

void cpango_text(cpango_page *page, const cpango_style *style, const char *language, const char *text,
                 size_t length, double x, double base_line) {
    pango_context_set_language(page->context, pango_language_from_string(language));
    pango_font_description_set_weight(page->font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    PangoLayout *layout = lay_out(page, text, length);
    PangoAlignment alignment = style->align < 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER;
    pango_layout_set_alignment(layout, style->align > 0 ? PANGO_ALIGN_RIGHT : alignment);
    fit(page, layout, style);
    page->missing += pango_layout_get_unknown_glyphs_count(layout);
    if (page->is_pdf) close_all_letters(layout);
    double left = style->align < 0 ? x : style->align > 0 ? x - style->width : x - style->width / 2;
    set_color(page, style->color);
    cairo_move_to(page->cairo, left, base_line - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    pango_cairo_show_layout(page->cairo, layout);
    g_object_unref(layout);
}

int cpango_missing(cpango_page *page, const char *text, size_t length) {
    PangoLayout *layout = lay_out(page, text, length);
    set_size(page, layout, 10);
    int missing = pango_layout_get_unknown_glyphs_count(layout);
    g_object_unref(layout);
    return missing;
}

int cpango_missing_drawn(const cpango_page *page) { return page->missing; }

int cpango_finish(cpango_page *page) {
    if (page->is_pdf) {
        cairo_show_page(page->cairo);
    } else if (cairo_surface_write_to_png_stream(page->surface, take, page) != CAIRO_STATUS_SUCCESS) {
        page->failed = 1;
    }
    int drawn = cairo_status(page->cairo) == CAIRO_STATUS_SUCCESS;
    cairo_surface_finish(page->surface);
    if (!drawn || cairo_surface_status(page->surface) != CAIRO_STATUS_SUCCESS) page->failed = 1;
    return !page->failed;
}

const uint8_t *cpango_bytes(const cpango_page *page, size_t *count) {
    *count = page->failed ? 0 : page->count;
    return page->failed ? NULL : page->bytes;
}
