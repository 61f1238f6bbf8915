#!/bin/sh
# Runs the fuzz targets: Fuzz/run.sh [seconds in all] [target…]
# Fails on a crash or under 100,000 runs each.
set -eu
cd "$(dirname "$0")/.."

seconds=30
case "${1:-}" in
'' | *[!0-9]*) ;;
*)
    seconds=$1
    shift
    ;;
esac
if [ $# -eq 0 ]; then
    # A target is a folder with sources; Corpus has none.
    for folder in Fuzz/*/; do
        name=$(basename "$folder")
        for source in "$folder"*.swift; do
            [ -e "$source" ] && set -- "$@" "$name"
            break
        done
    done
fi
least=${SLUICE_FUZZ_LEAST:-100000}
share=$((seconds / $#))
[ "$share" -gt 0 ] || share=1

# A trap would otherwise wait for a debugger in Swift's backtracer.
export SLUICE_FUZZ=1 SWIFT_BACKTRACE=enable=no
scratch=.build/fuzz
failed=0
for name in "$@"; do
    log=$scratch/$name.log
    mkdir -p "$scratch/found/$name" "$scratch/crashes" "Fuzz/Corpus/$name"
    # Its own scratch folder: instrumented modules must not mix with ordinary ones.
    # Of several -sanitize flags the compiler heeds the last, and their order is by chance: so one flag, last,
    # with both.
    swift build -c release --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address \
        --product "fuzz-$name" --scratch-path "$scratch" \
        >"$log" 2>&1 </dev/null || {
        cat "$log"
        exit 1
    }
    # New inputs go to the first corpus folder, which is not part of the repository.
    status=0
    "$scratch/release/fuzz-$name" -max_total_time="$share" -timeout=5 -rss_limit_mb=1024 -max_len=4096 \
        -print_final_stats=1 -artifact_prefix="$scratch/crashes/$name-" \
        "$scratch/found/$name" "Fuzz/Corpus/$name" >"$log" 2>&1 </dev/null || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "fuzz-$name: ${runs:-0} runs in $share s"
    if ! grep -q "inline 8-bit counters" "$log"; then
        echo "fuzz-$name: built without coverage"
        failed=1
    elif [ "$status" -ne 0 ]; then
        tail -n 40 "$log"
        echo "fuzz-$name: crashed; the input is in $scratch/crashes"
        failed=1
    elif [ "${runs:-0}" -lt "$least" ]; then
        echo "fuzz-$name: fewer than $least runs"
        failed=1
    fi
done
exit "$failed"
