#ifndef SLUICE_COPENSSL_H
#define SLUICE_COPENSSL_H
#include <openssl/evp.h>
#endif
