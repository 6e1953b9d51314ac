#!/bin/sh
# Build the paper of a meeting with `jacpaper build --if-needed`, unless it is certain that
# nothing was touched since jacpaper last said that the paper is up to date.
#
#     scripts/paper.sh 2025-12-11
#
# Starting Python takes ten times as long as a look at every file. So after each build
# build/.looked-MEETING keeps what a look shows: of every file its name, inode, size and
# times, and which packages are installed. If all of it is the same, nothing was touched:
# the time of a file's last change (ctime) is new even if a backup restores the old date.
# Whatever else the look shows, jacpaper decides, by the files' contents.
# A meeting that is not named as a folder would be is for jacpaper to refuse.
# What is compared with another paper (SINCE), now or in a build before, jacpaper decides too: a
# Word file may lie anywhere.
bin=.venv/bin
meeting=$1
case $meeting in
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
    '')
        # Make found no meeting itself: jacpaper says what is missing.
        [ "${2:-file}" = file ] && exec "$bin/jacpaper" build --if-needed \
            ${SINCE:+--changes-since "$SINCE"}
        echo 'MEETING= names no meeting. Name one, as in: make paper MEETING=2025-12-11' >&2
        echo 'Without MEETING, make paper takes the newest.' >&2
        exit 2
        ;;
    *) exec "$bin/jacpaper" build --if-needed ${SINCE:+--changes-since "$SINCE"} -- "$meeting" ;;
esac
[ -z "$SINCE" ] || exec "$bin/jacpaper" build "$meeting" --if-needed --changes-since "$SINCE"
kept=build/.looked-$meeting

# What a paper is made from. Links are followed. Fails where find does not know -printf.
sources() {
    find -L inputs templates src/jacpaper -name __pycache__ -prune -o \
        -type f -printf '%p %i %s %T@ %C@\n' &&
        echo .venv/lib/python*/site-packages/*.dist-info
}

outputs() {
    [ ! -d "build/$meeting" ] || find -L "build/$meeting" -printf '%p %i %s %T@ %C@\n'
}

is_compared() { grep -qs '"sha256":' "build/$meeting/manifest.json"; }

# Read before the build, so that a file saved meanwhile is not taken for one that was used.
before=$(sources 2>&1) || before=
if [ -n "$before" ] && [ -f "$kept" ] && ! is_compared && looked=$(cat "$kept") &&
    [ "$looked" = "$before
$(outputs 2>&1)" ]; then
    echo "Nothing to do: build/$meeting is what the inputs, templates and code make."
    exit 0
fi
rm -f "$kept"
"$bin/jacpaper" build "$meeting" --if-needed || exit
# It only saves time: without it, jacpaper is asked again.
[ -z "$before" ] || { printf '%s\n%s\n' "$before" "$(outputs 2>&1)" > "$kept"; } 2>/dev/null || :
