// Starting a child process with nothing left to chance: its descriptors, its signals, its end.
#ifndef SLUICE_CLINUX_SPAWN_H
#define SLUICE_CLINUX_SPAWN_H
#include <sys/types.h>

/// How a child starts. All pointers are only read during the call.
struct clinux_child {
    const char *path;        ///< the executable, with a slash in it: nothing is looked up
    char *const *arguments;  ///< argv with the name first, ended by NULL
    char *const *environment;  ///< the whole environment, ended by NULL
    const char *directory;   ///< where it starts, or NULL for here
    const int *descriptors;  ///< the child's 0, 1, 2, 3 … are copies of these
    int descriptor_count;
    int death_signal;        ///< what the kernel sends it when the thread that started it ends; 0: nothing
};

/// Starts a child in a process group of its own, with default signals, an empty mask and no descriptor but
/// those given.
///
/// Returns its pid, or -errno when any step before or including exec failed; then no child is left.
/// The child dies with the *thread* that calls this (PR_SET_PDEATHSIG), so call it from a thread that stays.
pid_t clinux_spawn(const struct clinux_child *child);

/// A descriptor that polls readable when the child has ended, or -errno where the kernel has none.
int clinux_pidfd(pid_t pid);

/// From now on each of these signals only writes its number as one byte to the descriptor; 0 or errno.
/// They are unblocked in this thread: whoever started the process may have left them blocked.
/// With a negative descriptor they do again what they do by default.
int clinux_signals_to(int descriptor, const int *signals, int count);

/// pipe2(2), which needs _GNU_SOURCE.
int clinux_pipe2(int ends[2], int flags);

/// Opens or creates the file and locks it (flock, exclusive, without waiting); the descriptor or -errno.
int clinux_lock_file(const char *path, int mode);

#endif
