// libyaml 0.2 (Debian: libyaml-dev).
#include <yaml.h>
