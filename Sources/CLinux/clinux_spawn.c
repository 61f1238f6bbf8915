#define _GNU_SOURCE
#include "clinux_spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif

// Everything from here to exec runs between fork and exec of a process with threads: only async-signal-safe
// calls.

static void close_on_exec_from(int first) {
    if (syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    struct rlimit limit;
    int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
    for (int fd = first; fd < end; fd++) {
        int flags = fcntl(fd, F_GETFD);
        if (flags >= 0) fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
    }
}

// Copies first go above every target, so that no target overwrites a source that is still wanted. `*failure`
// is the pipe to the parent: it moves out of the way too. Returns 0 or errno.
static int place_descriptors(const struct clinux_child *child, int *failure) {
    enum { most = 16 };
    int copies[most];
    int count = child->descriptor_count;
    if (count > most) return E2BIG;
    for (int i = 0; i < count; i++) {
        copies[i] = fcntl(child->descriptors[i], F_DUPFD_CLOEXEC, most);
        if (copies[i] < 0) return errno;
    }
    int moved = fcntl(*failure, F_DUPFD_CLOEXEC, most);
    if (moved < 0) return errno;
    *failure = moved;
    for (int i = 0; i < count; i++) {
        if (dup2(copies[i], i) < 0) return errno;
    }
    return 0;
}

static void reset_signals(void) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int prepare(const struct clinux_child *child, pid_t parent, int *failure) {
    if (setpgid(0, 0) != 0) return errno;
    if (child->death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, child->death_signal) != 0) return errno;
        // The parent may have ended before the line above: then nobody will send the signal.
        if (getppid() != parent) return ESRCH;
    }
    if (child->directory != NULL && chdir(child->directory) != 0) return errno;
    int error = place_descriptors(child, failure);
    if (error != 0) return error;
    close_on_exec_from(child->descriptor_count);
    return 0;
}

static void become(const struct clinux_child *child, pid_t parent, int failure) {
    int error = prepare(child, parent, &failure);
    if (error == 0) {
        reset_signals();
        execve(child->path, child->arguments, child->environment);
        error = errno;
    }
    ssize_t written = write(failure, &error, sizeof error);
    (void)written;  // Nothing can be done about it here: the parent reads the end of the pipe instead.
    _exit(127);
}

pid_t clinux_spawn(const struct clinux_child *child) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    // No handler of the parent may run in the child before its signals are reset.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t pid = fork();
    int fork_error = errno;
    if (pid == 0) become(child, parent, ends[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return -fork_error;
    }
    // exec closes the child's end: no byte means that it runs.
    int error = 0;
    ssize_t got;
    do got = read(ends[0], &error, sizeof error);
    while (got < 0 && errno == EINTR);
    close(ends[0]);
    if (got == 0) return pid;
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
    return got == (ssize_t)sizeof error && error > 0 ? -error : -EIO;
}

int clinux_pipe2(int ends[2], int flags) { return pipe2(ends, flags); }

int clinux_pidfd(pid_t pid) {
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    return fd >= 0 ? fd : -errno;
}

static volatile sig_atomic_t signal_descriptor = -1;

static void note_signal(int number) {
    int saved = errno;
    uint8_t byte = (uint8_t)number;
    ssize_t written = write(signal_descriptor, &byte, 1);
    (void)written;  // A full pipe already says that a signal came.
    errno = saved;
}

int clinux_signals_to(int descriptor, const int *signals, int count) {
    struct sigaction action = {.sa_handler = descriptor < 0 ? SIG_DFL : note_signal, .sa_flags = SA_RESTART};
    if (descriptor >= 0) signal_descriptor = descriptor;
    sigfillset(&action.sa_mask);
    sigset_t wanted;
    sigemptyset(&wanted);
    for (int i = 0; i < count; i++) {
        sigaddset(&wanted, signals[i]);
        if (sigaction(signals[i], &action, NULL) != 0) return errno;
    }
    // Whoever started this process may have left them blocked.
    return pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
}

int clinux_lock_file(const char *path, int mode) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0) return -errno;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    int error = errno;
    close(fd);
    return -error;
}
