// libpq 15, the client library of PostgreSQL
#include <postgresql/libpq-fe.h>
