// The Linux calls that Swift's Glibc does not show: epoll, eventfd, signalfd, accept4, prctl.
#ifndef SLUICE_CLINUX_H
#define SLUICE_CLINUX_H
#include "clinux_spawn.h"
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/types.h>

/// accept4(2), which needs _GNU_SOURCE and so has its body in CLinux.c.
int clinux_accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);

/// recv(2) and send(2) with MSG_NOSIGNAL as bare system calls: no cancellation point of glibc, which costs
/// two atomic operations a call in a process with threads; a count, or a negative errno.
long clinux_receive(int fd, void *buffer, unsigned long count);
long clinux_send(int fd, const void *bytes, unsigned long count);

/// The loop that runs on this thread, or NULL: one thread-local word, cheaper than any lookup by thread id.
void *clinux_current_loop(void);
/// Notes which loop runs on this thread.
void clinux_set_current_loop(void *loop);

/// Names a thread (at most 15 characters) for ps and top.
void clinux_name_thread(pthread_t thread, const char *name);

/// Binds the calling thread to one processor; 0 or errno.
int clinux_pin_thread(int cpu);

#endif
