// hiredis 0.14, synchronous and asynchronous API (Debian: libhiredis-dev).
#include <hiredis/hiredis.h>
#include <hiredis/async.h>
