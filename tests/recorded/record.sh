#!/bin/sh
# Records anew what the demos say, for every experiment of the decks: `sh tests/recorded/record.sh`.
#
# Five quiet trials each, one after the other in one file, on a machine with two CPUs or more, Python 3 and nothing else
# to do. The file is called `<demo>.jsonl`, with `.<name>-<value>` for each parameter that the experiment sets.
set -eu
cd "$(dirname "$0")/../.."
cargo build --quiet
folder=tests/recorded

record() { # FILE PARAMS DEADLINE_MS PROGRAM...
    file=$1 params=$2 deadline=$3
    shift 3
    for trial in 1 2 3 4 5; do
        TTL_PARAMS=$params TTL_TRIAL=$trial TTL_SEED=$trial TTL_TRACE=0 TTL_DEADLINE_MS=$deadline setsid "$@" </dev/null
    done >"$folder/$file.jsonl"
}

built_in() { # DEMO FILE PARAMS
    record "$2" "$3" 5000 "${CARGO_TARGET_DIR:-target}/debug/ttl" __demo "$1"
}

built_in blocking-matrix blocking-matrix '{"eagain_min":1000,"work_min":1000,"hold_ms":12,"fds":3,"backend":"auto"}'
built_in gather-overlap gather-overlap.python-false '{"a_ms":40,"b_ms":20,"python":false}'
built_in lost-update lost-update '{"n":20,"python":true}'
built_in lost-update lost-update.python-false '{"n":20,"python":false}'
built_in parallel-witness parallel-witness '{"rounds":1000,"limit_ms":400}'
record gil-cpu '{"alternations":10,"trials":4,"limit_s":3.0}' 8000 python3 -B demos/gil-cpu/gil_cpu.py
