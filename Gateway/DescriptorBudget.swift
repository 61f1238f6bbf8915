import Glibc

/// How many client connections a loop may hold, from the process's limit on descriptors.
enum DescriptorBudget {
    /// A share of the limit for each loop.
    ///
    /// What is kept back serves the ops listener, Redis, logs and upstream connections, so that at the limit
    /// `/livez` still answers and admitted visitors are still proxied.
    static func connections(loops: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let all = Int(min(limit.rlim_cur, 1_048_576))
        let kept = max(64, all / 16)
        return max(16, (all - kept) / max(1, loops))
    }
}
