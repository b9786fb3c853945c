#!/usr/bin/env bash
# Do two processes that wait for input wait one after the other, or both at once?
#
# Each child says that it begins to wait, then reads from a pipe of its own. Nothing is written into the pipes
# before both have said so: the answer follows from the program and not from a clock.
set -eu

say() { printf '%s\n' "$1"; } # one line of the report; see docs/demo-contract.md
say '{"k":"hello","v":1,"demo":"@NAME@","params":{},"cpus":1}'
if [ -z "${EPOCHREALTIME-}" ]; then # a clock for the picture
    say '{"k":"skip","what":"bash 5","why":{"en":"this needs bash 5 or newer","ko":"bash 5 이상이 필요합니다"}}'
    say '{"k":"end","ok":true}'
    exit
fi

START=${EPOCHREALTIME/[.,]/}
PATIENCE=3 # seconds; then we give up and say nothing
PLACE=$(mktemp -d)
trap 'rm -rf "$PLACE"' EXIT

now() { echo $(((${EPOCHREALTIME/[.,]/} - START) * 1000)); }
span() { say "{\"k\":\"span\",\"cell\":\"both\",\"lane\":\"$1\",\"st\":\"$2\",\"t0\":$3,\"t1\":$4}"; }

# A child waits for a line from its own pipe, and tells the parent when it begins and what it got.
child() {
    local begun got
    begun=$(now)
    echo "begin $1" >&8
    read -r -t "$PATIENCE" got <&"$2" || return 0
    [ "${TTL_TRACE:-0}" = 0 ] || span "$1" blocked "$begun" "$(now)" >>"$PLACE/spans"
    echo "end $1:$got" >&8
}

mkfifo "$PLACE/told" "$PLACE/first" "$PLACE/second"
exec 8<>"$PLACE/told" 6<>"$PLACE/first" 7<>"$PLACE/second"
child first 6 &
child second 7 &

# In flight: begun and not ended. Nobody is let go before both have begun.
waiting=0 most=0 ended=0 first='' second=''
while [ "$ended" -lt 2 ] && read -r -t "$PATIENCE" what <&8; do
    case $what in
    begin*) waiting=$((waiting + 1)) most=$waiting ;;
    end*) waiting=$((waiting - 1)) ended=$((ended + 1)) ;;
    esac
    case $what:$waiting in
    begin*:2) echo one >&6 && echo two >&7 ;;
    "end first:"*) first=${what#*:} ;;
    "end second:"*) second=${what#*:} ;;
    esac
done
wait

if [ "$ended" = 2 ]; then
    say "{\"k\":\"obs\",\"name\":\"both.waits_in_flight\",\"val\":$most}"
    say "{\"k\":\"obs\",\"name\":\"both.got\",\"val\":[\"first:$first\",\"second:$second\"]}"
fi
[ ! -f "$PLACE/spans" ] || cat "$PLACE/spans"
say '{"k":"end","ok":true}'
