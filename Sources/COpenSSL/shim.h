#ifndef SWIFT_ID_TOKEN_COPENSSL_SHIM_H
#define SWIFT_ID_TOKEN_COPENSSL_SHIM_H

/* The fixed-base tables (EC_GROUP_precompute_mult) and the SHA-256 states
   that HMAC keeps (SHA256_CTX) are deprecated since OpenSSL 3.0 without a
   replacement that does the same. They are public in all of 3.x. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

/* Swift does not read the macro EVP_PKEY_PUBLIC_KEY, which is a cast. */
enum { IDTOKEN_PUBLIC_KEY = EVP_PKEY_PUBLIC_KEY };

/* A parameter keeps the pointer to its name, and a Swift string lends one for
   the length of a call only: the names must be C's. */
static inline OSSL_PARAM idtoken_group_name_parameter(char *name) {
    return OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
}

static inline OSSL_PARAM idtoken_public_key_parameter(void *point, size_t count) {
    return OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, count);
}

/* A library built without deprecated functions has no tables. These answer
   "no table" there, and the reference engine judges. */
static inline int idtoken_precompute_table(EC_GROUP *group, BN_CTX *context) {
#ifdef OPENSSL_NO_DEPRECATED_3_0
    (void)group;
    (void)context;
    return 0;
#else
    return EC_GROUP_precompute_mult(group, context) == 1 && EC_GROUP_have_precompute_mult(group) == 1;
#endif
}

static inline int idtoken_projective_coordinates(const EC_GROUP *group, const EC_POINT *point,
                                                 BIGNUM *x, BIGNUM *z, BN_CTX *context) {
#ifdef OPENSSL_NO_DEPRECATED_3_0
    (void)group;
    (void)point;
    (void)x;
    (void)z;
    (void)context;
    return 0;
#else
    return EC_POINT_get_Jprojective_coordinates_GFp(group, point, x, NULL, z, context);
#endif
}

#endif
