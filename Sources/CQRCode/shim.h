// libqrencode 4, which makes QR symbols
#include <qrencode.h>
