#include "CAllocationCounter.h"

#include <errno.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <stdatomic.h>
#include <stdlib.h>

#ifndef __has_feature
#define __has_feature(name) 0
#endif

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) && \
    !__has_feature(memory_sanitizer)
#define CAN_BE_COUNTED 1
#else
#define CAN_BE_COUNTED 0
#endif

/* Off but for the passes that count, so that what is timed pays one load. */
static atomic_bool is_counting;
static atomic_uint_fast64_t own_count;
static atomic_uint_fast64_t libcrypto_count;

static inline void count(atomic_uint_fast64_t *counter) {
    if (atomic_load_explicit(&is_counting, memory_order_relaxed)) {
        atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
    }
}

int idtoken_allocations_can_be_counted(void) {
    return CAN_BE_COUNTED;
}

void idtoken_allocations_begin(void) {
    atomic_store(&own_count, 0);
    atomic_store(&libcrypto_count, 0);
    atomic_store(&is_counting, 1);
}

struct idtoken_allocations idtoken_allocations_end(void) {
    atomic_store(&is_counting, 0);
    struct idtoken_allocations result = {atomic_load(&own_count), atomic_load(&libcrypto_count)};
    return result;
}

#if CAN_BE_COUNTED

/* glibc's allocator under its other names. free needs no wrapper. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count(&own_count);
    return __libc_malloc(size);
}

void *calloc(size_t elements, size_t size) {
    count(&own_count);
    return __libc_calloc(elements, size);
}

void *realloc(void *memory, size_t size) {
    count(&own_count);
    return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
    count(&own_count);
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count(&own_count);
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
    count(&own_count);
    void *result = __libc_memalign(alignment, size);
    if (result == NULL) return ENOMEM;
    *memory = result;
    return 0;
}

void *idtoken_libcrypto_malloc(size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    count(&libcrypto_count);
    return __libc_malloc(size);
}

void *idtoken_libcrypto_realloc(void *memory, size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    count(&libcrypto_count);
    return __libc_realloc(memory, size);
}

#else

void *idtoken_libcrypto_malloc(size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    count(&libcrypto_count);
    return malloc(size);
}

void *idtoken_libcrypto_realloc(void *memory, size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    count(&libcrypto_count);
    return realloc(memory, size);
}

#endif

void idtoken_libcrypto_free(void *memory, const char *file, int line) {
    (void)file;
    (void)line;
    free(memory);
}

#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 33))

uint64_t idtoken_heap_in_use(void) {
    struct mallinfo2 information = mallinfo2();
    return (uint64_t)information.uordblks + (uint64_t)information.hblkhd;
}

#else

uint64_t idtoken_heap_in_use(void) {
    return 0;
}

#endif
