#ifndef SWIFT_ID_TOKEN_CALLOCATIONCOUNTER_H
#define SWIFT_ID_TOKEN_CALLOCATIONCOUNTER_H

#include <stddef.h>
#include <stdint.h>

/* Counts heap allocations of the process it is linked into, those of
   libcrypto apart from all others. It is in C because a program can replace
   the allocator only by defining functions of these very names, and because
   what stands in for malloc must not allocate. It is part of the benchmark
   alone; no library links it. */

struct idtoken_allocations {
    uint64_t own;
    uint64_t libcrypto;
};

/* Whether allocations can be counted here: glibc, without a sanitizer, which
   has an allocator of its own. */
int idtoken_allocations_can_be_counted(void);

/* Sets both counts to zero and begins to count, on all threads. */
void idtoken_allocations_begin(void);

/* Stops counting and tells how many there were. A reallocation is one. */
struct idtoken_allocations idtoken_allocations_end(void);

/* How many bytes of the heap are in use, or 0 where the allocator does not
   tell. */
uint64_t idtoken_heap_in_use(void);

/* What to give to CRYPTO_set_mem_functions. */
void *idtoken_libcrypto_malloc(size_t size, const char *file, int line);
void *idtoken_libcrypto_realloc(void *memory, size_t size, const char *file, int line);
void idtoken_libcrypto_free(void *memory, const char *file, int line);

#endif
