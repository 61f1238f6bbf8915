// libargon2, the reference code of the password hash
#include <argon2.h>
