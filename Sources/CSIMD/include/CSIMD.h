#ifndef SWIFT_ID_TOKEN_CSIMD_H
#define SWIFT_ID_TOKEN_CSIMD_H

/* The inner steps that need instructions which Swift cannot ask for without
   compiler flags: byte shuffles of AVX2, chosen when the program runs, the
   collecting of a vector comparison into the bits of a word, and asking for
   memory ahead of its use. The first two only pass over bytes; what they mean
   is decided in Swift, which also has a plain form of both. */

#include <stddef.h>
#include <stdint.h>

/* Asks for the cache line of an address, which need not be a valid one. */
static inline void idtoken_prefetch(const void *address) { __builtin_prefetch(address); }

#if defined(__x86_64__)
#include <immintrin.h>

static inline int idtoken_has_avx2(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
}

/* Decodes blocks from `input` and returns how many characters it consumed, a
   multiple of 32. Reads only whole blocks within `count`; writes 32 bytes for
   each, of which the first 24 count, so `output` needs 8 bytes more than the
   decoded text has. */
__attribute__((target("avx2"))) static inline size_t
idtoken_base64url_blocks(const uint8_t *input, size_t count, uint8_t *output) {
    /* A character is outside of the alphabet if the classes that its low half
       is wrong for (first table) hold the class of its high half (second). */
    const __m256i wrong_for = _mm256_setr_epi8(
        0x25, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x23, 0x3B, 0x3B, 0x3A, 0x3B, 0x33,
        0x25, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x23, 0x3B, 0x3B, 0x3A, 0x3B, 0x33);
    const __m256i class_of = _mm256_setr_epi8(
        0x20, 0x20, 0x01, 0x02, 0x04, 0x08, 0x04, 0x10, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20,
        0x20, 0x20, 0x01, 0x02, 0x04, 0x08, 0x04, 0x10, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20);
    /* What to add to a character, by its high half; '_' alone differs from its
       neighbours and gets 33 more. */
    const __m256i offset_of = _mm256_setr_epi8(
        0, 0, 17, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 17, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i underscore = _mm256_set1_epi8('_');
    const __m256i to_bytes = _mm256_setr_epi8(
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    const __m256i close_gap = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
    size_t read = 0;
    while (count - read >= 32) {
        const __m256i text = _mm256_loadu_si256((const __m256i *)(input + read));
        const __m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4), half);
        const __m256i low = _mm256_and_si256(text, half);
        const __m256i wrong = _mm256_and_si256(_mm256_shuffle_epi8(wrong_for, low), _mm256_shuffle_epi8(class_of, high));
        if (!_mm256_testz_si256(wrong, wrong)) break;
        const __m256i extra = _mm256_and_si256(_mm256_cmpeq_epi8(text, underscore), _mm256_set1_epi8(33));
        const __m256i bits = _mm256_add_epi8(_mm256_add_epi8(text, _mm256_shuffle_epi8(offset_of, high)), extra);
        const __m256i pairs = _mm256_maddubs_epi16(bits, _mm256_set1_epi32(0x01400140));
        const __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(fours, to_bytes), close_gap);
        _mm256_storeu_si256((__m256i *)(output + read / 4 * 3), bytes);
        read += 32;
    }
    return read;
}

/* A bit for each of 32 bytes, the first one lowest: set for a quotation mark, a
   backslash, a control and every byte above 0x7F. As signed numbers the last
   are negative, so that one comparison finds them and the controls. */
static inline uint32_t idtoken_special_bytes(const uint8_t *text) {
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(' ');
    const __m128i first = _mm_loadu_si128((const __m128i *)text);
    const __m128i second = _mm_loadu_si128((const __m128i *)(text + 16));
    const __m128i in_first = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(first, quote), _mm_cmpeq_epi8(first, backslash)), _mm_cmplt_epi8(first, space));
    const __m128i in_second = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(second, quote), _mm_cmpeq_epi8(second, backslash)), _mm_cmplt_epi8(second, space));
    return (uint32_t)_mm_movemask_epi8(in_first) | (uint32_t)_mm_movemask_epi8(in_second) << 16;
}

#else

static inline int idtoken_has_avx2(void) { return 0; }

static inline size_t idtoken_base64url_blocks(const uint8_t *input, size_t count, uint8_t *output) {
    (void)input;
    (void)count;
    (void)output;
    return 0;
}

#endif
#endif
