#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(fd, address, length, flags);
}

static __thread void *current_loop;
void *clinux_current_loop(void) { return current_loop; }
void clinux_set_current_loop(void *loop) { current_loop = loop; }

void clinux_name_thread(pthread_t thread, const char *name) { (void)pthread_setname_np(thread, name); }

int clinux_pin_thread(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

#if defined(__x86_64__)
static long call6(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#else
// Elsewhere glibc's syscall(2), which is no cancellation point either.
static long call6(long number, long a, long b, long c, long d, long e, long f) {
    long result = syscall(number, a, b, c, d, e, f);
    return result < 0 ? -errno : result;
}
#endif

long clinux_receive(int fd, void *buffer, unsigned long count) {
    return call6(SYS_recvfrom, fd, (long)buffer, (long)count, 0, 0, 0);
}

long clinux_send(int fd, const void *bytes, unsigned long count) {
    return call6(SYS_sendto, fd, (long)bytes, (long)count, MSG_NOSIGNAL, 0, 0);
}
