// The few things of libcrypto that signing needs, as plain functions over bytes.
//
// No OpenSSL header is included here: its types stay in COpenSSL.c, and Swift sees only opaque pointers. The
// door may go when Swift's own toolchain carries SHA-256, HMAC and Ed25519 without fetching a package.
#ifndef SLUICE_COPENSSL_H
#define SLUICE_COPENSSL_H
#include <stddef.h>
#include <stdint.h>

/// An HMAC-SHA-256 key with both states computed beforehand; constant once made, so threads may share it.
typedef struct copenssl_mac copenssl_mac;

/// A new HMAC key, or NULL without memory. The caller owns it.
copenssl_mac *_Nullable copenssl_mac_new(const uint8_t *_Nullable key, size_t length);
/// Wipes and frees a key.
void copenssl_mac_free(copenssl_mac *_Nonnull mac);
/// The 32-byte tag of some bytes: no allocation.
void copenssl_mac_tag(const copenssl_mac *_Nonnull mac, const void *_Nullable data, size_t length,
                      uint8_t *_Nonnull tag);

/// The 32-byte SHA-256 of some bytes: no allocation.
void copenssl_sha256(const void *_Nullable data, size_t length, uint8_t *_Nonnull digest);

/// The 20-byte HMAC-SHA-1 of some bytes, for one-time passwords (RFC 4226) and nothing else; 1 or 0.
int copenssl_hmac_sha1(const uint8_t *_Nonnull key, size_t key_length, const void *_Nullable data,
                       size_t length, uint8_t *_Nonnull tag);

/// Encrypts with AES-256-GCM: writes as many bytes as there are and the 16-byte tag after them; 1 or 0.
///
/// The key has 32 bytes and the nonce 12; the context is authenticated and not written.
int copenssl_aes256gcm_seal(const uint8_t *_Nonnull key, const uint8_t *_Nonnull nonce,
                            const void *_Nullable context, size_t context_length, const void *_Nullable data,
                            size_t length, uint8_t *_Nonnull out);
/// Decrypts what `copenssl_aes256gcm_seal` wrote, tag included, into 16 bytes fewer; 1, or 0 for a forgery.
int copenssl_aes256gcm_open(const uint8_t *_Nonnull key, const uint8_t *_Nonnull nonce,
                            const void *_Nullable context, size_t context_length, const void *_Nonnull sealed,
                            size_t length, uint8_t *_Nonnull out);

/// An Ed25519 key, private or public; constant once made, so threads may share it.
typedef struct copenssl_ed25519 copenssl_ed25519;

/// A private key from its 32-byte seed (RFC 8032), or NULL. The caller owns it.
copenssl_ed25519 *_Nullable copenssl_ed25519_private(const uint8_t *_Nonnull seed);
/// A public key from its 32 bytes, or NULL. The caller owns it.
copenssl_ed25519 *_Nullable copenssl_ed25519_public(const uint8_t *_Nonnull bytes);
/// Frees a key.
void copenssl_ed25519_free(copenssl_ed25519 *_Nonnull key);
/// Writes the 32 bytes of the public half; 1 or 0.
int copenssl_ed25519_public_bytes(const copenssl_ed25519 *_Nonnull key, uint8_t *_Nonnull bytes);
/// Writes a 64-byte signature; 1 or 0.
int copenssl_ed25519_sign(const copenssl_ed25519 *_Nonnull key, const void *_Nullable data, size_t length,
                          uint8_t *_Nonnull signature);
/// Whether the 64-byte signature is the key's over these bytes; 1 or 0.
int copenssl_ed25519_verify(const copenssl_ed25519 *_Nonnull key, const void *_Nullable data, size_t length,
                            const uint8_t *_Nonnull signature);

/// Fills memory with random bytes; 1 or 0.
int copenssl_random(void *_Nonnull bytes, size_t length);
/// Whether two pieces of memory are equal, in a time that depends on the length alone; 1 or 0.
int copenssl_equal(const void *_Nonnull left, const void *_Nonnull right, size_t length);
/// Overwrites memory in a way that the compiler keeps.
void copenssl_wipe(void *_Nonnull bytes, size_t length);

#endif
